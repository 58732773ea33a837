//! Pictures that the server draws, each with a table that says the same.

mod calendar;
pub mod states;
#[cfg(test)]
mod tests;
mod timeline;

pub use calendar::calendar;
pub use timeline::timeline;
