//! The help team's pages, in the console.

mod cases;
mod queue;

pub use cases::{DeskCase, DeskCases, NewCase};
pub use queue::Queue;
