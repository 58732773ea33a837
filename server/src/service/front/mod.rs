//! What anyone sees around and before everything else.

mod frame;
pub mod mailbox;
mod port;
mod receipt;
