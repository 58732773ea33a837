//! A student's record.

mod line;
mod load;
mod report;
mod timeline;
mod views;

pub use line::{Line, note};
pub use load::{Record, person};
pub use report::{Report, accept, tell_sevis};
pub use timeline::timeline;
pub use views::views;
