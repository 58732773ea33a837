//! To whom a letter is, and how they are greeted.

use super::super::Letter;
use crate::store::entity;

/// The name a person is greeted by.
pub fn full_name(student: &entity::student::Model) -> String {
    format!("{} {}", student.given_name, student.surname).trim().to_owned()
}

/// A letter's first line; not everybody who has an account has said a name.
pub(super) fn dear(name: &str) -> String {
    if name.is_empty() { "Hello,".into() } else { format!("Dear {name},") }
}

/// A letter to somebody with an account, whose name is not known.
pub(super) fn to_account(to: String, account_id: &str, subject: &str) -> Letter {
    Letter {
        to,
        account_id: Some(account_id.to_owned()),
        subject: subject.to_owned(),
        greeting: dear(""),
        ..Letter::default()
    }
}
