//! The officials' pages.

mod overview;
mod record;
mod review;
mod students;

pub use overview::Overview;
pub use record::Record;
pub use review::Review;
pub use students::Students;
