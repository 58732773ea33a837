//! Every letter the portal writes, by whom it is for.

mod account;
mod cases;
mod copies;
mod greeting;
mod online;
mod plans;
mod student;

pub use account::*;
pub use cases::*;
pub use copies::*;
pub use greeting::full_name;
pub use online::*;
pub use plans::*;
pub use student::*;
