//! The credential epoch of an account. It is a number that a freeze, a new password, a reset, a new
//! address and "log out everywhere else" raise; sessions, links and browsers of an earlier epoch are void.

use super::factors;
use crate::scope::Work;
use crate::store::entity::account;
use crate::store::links::{self, Whose};
use crate::store::{accounts, devices, email_changes, push_devices, sessions};
use sea_orm::DbErr;

/// Whose links an account's are.
pub fn whose(account: &account::Model) -> Whose<'_> {
    match &account.student_id {
        Some(student) => Whose::Student(student),
        None => Whose::Account(&account.id),
    }
}

/// Raises the epoch of a locked account: sessions (but this one, if it is named), known browsers, notifications,
/// mailed links, an address that was asked for and second steps that were begun are over.
pub async fn raise(
    work: &Work,
    account: account::Model,
    but: Option<&str>,
) -> Result<account::Model, DbErr> {
    let account = account::Model { epoch: account.epoch + 1, ..account };
    accounts::update(work.db(), account.clone()).await?;
    sessions::end_all(work.db(), &account.id, but, account.epoch).await?;
    devices::forget_all(work.db(), &account.id).await?;
    push_devices::forget_all(work.db(), &account.id).await?;
    links::replace_all(work.db(), whose(&account)).await?;
    email_changes::forget_open(work.db(), &account.id).await?;
    for row in factors::all(work, &account.id).await? {
        if row.confirmed_at.is_none() {
            factors::remove(work, &row.id).await?;
        }
    }
    Ok(account)
}
