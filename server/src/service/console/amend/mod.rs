//! What an official amends in a record: correcting, withdrawing and merging authorizations and
//! employers. Each act is a `Draft`, and `settle` is the one place that judges it, shows its effect on
//! the count first, and writes it with all that goes along, so that it can be undone.

mod authorization;
pub(super) mod both;
mod draft;
mod employer;
mod merge;
mod port;
mod rows;
mod undo;
mod withdraw;
pub(super) mod word;

pub use undo::rows as amendments;
