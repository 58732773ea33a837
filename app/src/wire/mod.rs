//! What crosses the wire, shaped for the pages. No secrets, no rows of the database.

mod account;
mod amend;
mod audit;
mod batches;
mod cases;
mod console;
mod form;
mod frame;
mod import;
mod messages;
mod reviews;
mod school;
mod second_step;
mod security;
mod sign_up;
mod stem;
mod student;

pub use account::*;
pub use amend::*;
pub use audit::*;
pub use batches::*;
pub use cases::*;
pub use console::*;
pub use form::{Form, with_token};
pub use frame::*;
pub use import::*;
pub use messages::*;
pub use reviews::*;
pub use school::*;
pub use second_step::*;
pub use security::*;
pub use sign_up::*;
pub use stem::*;
pub use student::*;
