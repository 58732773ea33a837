//! Choosing a password: the policy, the last ones, and its storing.

use super::actor::role;
use super::{Fail, accounts, fault, links};
use crate::clock::millis;
use crate::portal::{Portal, is_breached};
use crate::secret::id;
use crate::store::entity::{account, password_history, student};
use domain::account::Event;
use domain::password::{Context, Policy, missed};
use domain::{Fault, FaultCode};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect, Set,
};

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
) -> Result<(), Fail> {
    let last = u64::from(portal.config.policy_of(role(account)?).history);
    if last == 0 {
        return Ok(());
    }
    let mut hashes: Vec<String> = password_history::Entity::find()
        .filter(password_history::Column::AccountId.eq(&account.id))
        .order_by_desc(password_history::Column::SetAt)
        .limit(last)
        .all(portal.store.db())
        .await?
        .into_iter()
        .map(|row| row.password_hash)
        .collect();
    hashes.extend(account.password_hash.clone().filter(|hash| !hashes.contains(hash)));
    if portal.hasher.is_one_of(password.to_owned(), hashes).await? {
        return Err(fault("password", FaultCode::UsedBefore).into());
    }
    Ok(())
}

/// Remembers a password that was set.
pub async fn remember(
    tx: &impl ConnectionTrait,
    portal: &Portal,
    account_id: &str,
    hash: &str,
) -> Result<(), DbErr> {
    password_history::ActiveModel {
        id: Set(id()),
        account_id: Set(account_id.to_owned()),
        password_hash: Set(hash.to_owned()),
        set_at: Set(millis(portal.now())),
    }
    .insert(tx)
    .await
    .map(drop)
}

/// Sets a chosen password on a locked account row: unlocks, ends sessions, mails, remembers.
pub async fn set(
    tx: &impl ConnectionTrait,
    portal: &Portal,
    row: account::Model,
    hash: String,
) -> Result<account::Model, Fail> {
    let row = accounts::apply(tx, portal, row, Event::PasswordSet).await?;
    remember(tx, portal, &row.id, &hash).await?;
    // A link that somebody else asked for dies with the old password.
    links::replace_all(tx, row.student_id.as_deref(), Some(&row.id)).await?;
    let mut row: account::ActiveModel = row.into();
    row.password_hash = Set(Some(hash));
    Ok(row.update(tx).await?)
}
