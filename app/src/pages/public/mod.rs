//! Pages for anyone.

mod accessibility;
mod check_receipt;
mod forgot;
mod gallery;
mod help;
mod home;
mod login;
mod mailbox;
mod offline;
mod record_copy;
mod register;
mod reset;
mod tools;

pub use accessibility::Accessibility;
pub use check_receipt::CheckReceiptPage;
pub use forgot::Forgot;
pub use gallery::Gallery;
pub use help::{Faq, Help};
pub use home::Home;
pub use login::Login;
pub use mailbox::Mailbox;
pub use offline::begun_offline;
pub use record_copy::RecordCopy;
pub use register::Register;
pub use reset::Reset;
pub use tools::Tools;
