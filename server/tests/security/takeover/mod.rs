//! A takeover ends, for good: one stolen session, and everything a thief does with it.

mod held;
mod model;
mod rules;
mod world;

pub use rules::rules;
pub use world::own_answers;
