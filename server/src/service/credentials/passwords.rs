//! Choosing a password: the policy, the last ones, and its storing.

use super::super::error::{ServiceError, fault};
use super::super::record::{Line, Record, note};
use super::breach_list::is_breached;
use super::standing;
use crate::portal::Portal;
use crate::scope::{Connection, Scope, Work};
use crate::secret::id;
use crate::store::entity::{account, password_history, student};
use crate::store::{accounts, passwords, schools};
use domain::account::Event;
use domain::history::Event as Happened;
use domain::password::{Context, Policy, missed};
use domain::{Fault, FaultCode};
use sea_orm::DbErr;

/// What a password is compared with.
pub fn context(email: &str, name: &str, student: Option<&student::Model>, school: &str) -> Context {
    let mut words: Vec<String> =
        name.split_whitespace().chain(school.split_whitespace()).map(str::to_owned).collect();
    words.push("Foothold".into());
    Context {
        sevis_id: student.map(|s| s.sevis_id.clone()).unwrap_or_default(),
        email: email.to_owned(),
        words,
    }
}

/// What an account's password is compared with.
pub async fn context_of<C: Connection>(
    s: &Scope<C>,
    account: &account::Model,
) -> Result<Context, DbErr> {
    let (name, student) = standing::holder(s, account).await?;
    let school = match &account.school_id {
        Some(id) => schools::by_id(s.db(), id).await?,
        None => None,
    };
    let school = school.map(|school| school.name).unwrap_or_default();
    Ok(context(&account.email, &name, student.as_ref(), &school))
}

/// Judges a new password, typed twice.
pub fn judge(policy: &Policy, password: &str, confirm: &str, context: &Context) -> Vec<Fault> {
    let mut faults = Vec::new();
    if password.is_empty() {
        faults.push(fault("password", FaultCode::Required));
    } else {
        let rules = missed(policy, password, context, is_breached);
        if !rules.is_empty() {
            faults.push(fault("password", FaultCode::PasswordRules(rules)));
        }
    }
    if confirm != password || (confirm.is_empty() && password.is_empty()) {
        let code = if confirm.is_empty() { FaultCode::Required } else { FaultCode::NotTheSame };
        faults.push(fault("confirm", code));
    }
    faults
}

/// Refuses one of the last passwords, where the policy asks for it.
pub async fn refuse_repeated(
    portal: &Portal,
    account: &account::Model,
    password: &str,
) -> Result<(), ServiceError> {
    let last = u64::from(portal.config.policy_of(account.role.0).history);
    if last == 0 {
        return Ok(());
    }
    let mut hashes = passwords::last(portal.look().db(), &account.id, last).await?;
    hashes.extend(account.password_hash.clone().filter(|hash| !hashes.contains(hash)));
    if portal.hasher.is_one_of(password.to_owned(), hashes).await? {
        return Err(fault("password", FaultCode::UsedBefore).into());
    }
    Ok(())
}

/// Remembers a password that was set.
pub async fn remember(work: &Work, account_id: &str, hash: &str) -> Result<(), DbErr> {
    let row = password_history::Model {
        id: id(),
        account_id: account_id.to_owned(),
        password_hash: hash.to_owned(),
        set_at: work.at(),
    };
    passwords::insert(work.db(), row).await
}

/// Sets a chosen password on a locked account row: unlocks, raises the epoch, mails,
/// remembers, and says so in a student's history.
pub async fn set(
    work: &Work,
    row: account::Model,
    hash: String,
) -> Result<account::Model, ServiceError> {
    let row = standing::apply(work, row, Event::PasswordSet).await?;
    remember(work, &row.id, &hash).await?;
    let row = account::Model { password_hash: Some(hash), ..row };
    accounts::update(work.db(), row.clone()).await?;
    if let Some(student) = &row.student_id
        && let Some(record) = Record::load(work, student).await?
    {
        let who = record.person().name();
        note(work, student, Line::by_student(Happened::PasswordChanged, &who)).await?;
    }
    Ok(row)
}
