//! What crosses the wire, shaped for the pages. No secrets, no rows of the database.

mod account;
mod console;
mod frame;
mod student;

pub use account::*;
pub use console::*;
pub use frame::*;
pub use student::*;
