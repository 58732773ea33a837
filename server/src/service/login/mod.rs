//! Login: from a password, passkey or mailed link to a session that has passed every step.

mod backup_code;
mod enrolment;
mod fresh;
mod joining;
mod lost;
mod own_password;
mod passed;
mod passkey;
mod passkey_login;
mod password;
mod port;
pub mod recovery;
mod registration;
mod same_person;
mod verify;
mod way;

/// Links that lead to registration.
const KINDS: &[domain::invitation::LinkKind] = &[domain::invitation::LinkKind::Registration];

pub use enrolment::{begin_factor, drop_unconfirmed, enrol_view, enroller};
pub use fresh::count_own_password;
pub use own_password::{account_view, change_password};
