//! A copy of one's record, as PDF and JSON: for whoever is logged in, and by a mailed link also after access
//! has ended. The link is for the mailbox on record and opens with the SEVIS ID.

mod ask;
mod document;
mod open;
mod port;
mod record_copy;

pub use ask::answer;
pub use document::pdf;
pub use open::{by_link, own};
pub use record_copy::RecordCopy;
