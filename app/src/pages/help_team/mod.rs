//! The help team's pages, in the console.

mod cases;
mod queue;

pub use cases::{HelpCase, HelpCases, NewCase};
pub use queue::Queue;
