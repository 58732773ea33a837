//! To whom a letter is, and how they are greeted.

use super::super::Letter;
use crate::store::entity;

/// The name a person is greeted by.
pub fn full_name(student: &entity::student::Model) -> String {
    format!("{} {}", student.given_name, student.surname).trim().to_owned()
}

/// A letter to somebody with an account, whose name is not known.
pub(super) fn to_account(to: String, account_id: &str, subject: &str) -> Letter {
    Letter {
        to,
        account_id: Some(account_id.to_owned()),
        subject: subject.to_owned(),
        greeting: "Hello,".into(),
        ..Letter::default()
    }
}
