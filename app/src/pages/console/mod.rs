//! The officials' pages.

mod audit;
mod overview;
mod record;
mod review;
mod students;

pub use audit::AuditPage;
pub use overview::Overview;
pub use record::Record;
pub use review::Review;
pub use students::Students;
