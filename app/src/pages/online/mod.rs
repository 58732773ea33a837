//! Online accounts and second steps.

mod cases;
mod confirm;
mod email;
mod enrol;
mod fresh;
mod holder;
mod lost;
mod messages;
mod open;
mod questions;
mod security;
mod seen;
mod sign_up;
mod steps;
mod verify;

pub use cases::{
    AccessCode, AddCasePage, AskClientPage, Case, CaseHistory, CaseLine, Cases, ReceiptField,
};
pub use confirm::{Confirm, Waiting};
pub use email::{ConfirmEmailPage, NewEmail};
pub use enrol::{Enrol, FirstFactor};
pub use fresh::FreshLogin;
pub use holder::{Holder, NotMe};
pub use lost::Lost;
pub use messages::{Messages, NewMessage, Thread, ThreadList};
pub use open::OpenOnlinePage;
pub use questions::ChangeQuestionsPage;
pub use security::Security;
pub use seen::SeenPage;
pub use sign_up::SignUpPage;
pub use steps::SignUpStep;
pub use verify::{Verify, VerifyBackup};
