//! SEVIS batches: which changes go out next, the batch file, SEVIS's answer, and changes that officials enter by hand.

mod answers;
mod back;
mod by_hand;
mod discard;
mod exchange;
mod export;
mod hold;
mod identity;
mod later;
mod next;
pub mod page;
mod port;
mod task;
mod topic;
mod waits;

pub use answers::{Counts, read as read_answer};
pub use by_hand::{done as done_by_hand, may_undo};
pub use exchange::{begin, hear};
pub use export::{Exported, NothingDue, export};
pub use hold::{held_until, hold};
pub use identity::Lacking;
pub use next::{Due, Waiting, due};
pub use port::{answer_file, file};
