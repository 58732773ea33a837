//! What crosses the wire, shaped for the pages. No secrets, no rows of the database.

mod account;
mod console;
mod frame;
mod second_step;
mod security;
mod sign_up;
mod student;

pub use account::*;
pub use console::*;
pub use frame::*;
pub use second_step::*;
pub use security::*;
pub use sign_up::*;
pub use student::*;
