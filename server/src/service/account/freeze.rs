//! "This was not me": undoes a change, ends every session, and mails a link to a new password.

use super::super::credentials::events::{self, FREEZABLE, NOT_ME, Undo};
use super::super::credentials::{factors, links, standing};
use super::super::error::{ServiceError, read_json};
use super::email::set_email;
use crate::clock::utc_words;
use crate::scope::{Look, Work};
use crate::secret::{id, is_token};
use crate::store::entity::{account, credential_change, reset_answer};
use crate::store::{accounts, credential_changes, devices, reset_answers, sessions};
use app::ports::Done;
use app::wire::{FreezeForm, Notice, with_token};
use app::{AppError, routes};
use domain::email::Email;
use domain::security_event::SecurityEvent;

/// The change behind a mailed token, in words. Looking changes nothing.
pub async fn change(look: &Look, token: &str) -> Result<Option<String>, ServiceError> {
    if !is_token(token) {
        return Ok(None);
    }
    let hash = look.secrets.hash(NOT_ME, token);
    let change = credential_changes::find(look.db(), &hash, look.ago(FREEZABLE)).await?;
    Ok(change.map(|row| format!("{}, on {}", row.kind.words(), utc_words(row.at))))
}

async fn freezable(
    work: &Work,
    token: &str,
) -> Result<Option<credential_change::Model>, ServiceError> {
    if !is_token(token) {
        return Ok(None);
    }
    let hash = work.secrets.hash(NOT_ME, token);
    Ok(credential_changes::lock(work.db(), &hash, work.ago(FREEZABLE)).await?)
}

/// Freezes it. Whoever holds the password meanwhile does not get in with it.
pub async fn freeze(work: Work, form: &FreezeForm) -> Result<Done, ServiceError> {
    let Some(change) = freezable(&work, &form.id).await? else {
        return Ok(Done::to(with_token(routes::NOT_ME, "")));
    };
    let account = accounts::lock(work.db(), &change.account_id).await?;
    let account = account.ok_or(AppError::NotFound)?;
    let Some(undo) = work.secrets.open(&change.sealed) else {
        return Err(ServiceError::Internal("undo: cannot be opened".into()));
    };
    let account = apply(&work, account, read_json("undo", &undo)?).await?;
    let change = credential_change::Model { frozen_at: Some(work.at()), ..change };
    credential_changes::update(work.db(), change).await?;
    sessions::end_all(work.db(), &account.id).await?;
    devices::forget_all(work.db(), &account.id).await?;
    let (name, _) = standing::holder(&work, &account).await?;
    links::password_reset(&work, &account, &name).await?;
    let account = account::Model { password_hash: None, closes_at: None, ..account };
    accounts::update(work.db(), account.clone()).await?;
    events::note(&work, &account.id, SecurityEvent::Frozen, "").await?;
    work.commit().await?;
    Ok(Done::saying(routes::LOGIN, Notice::ChangeFrozen))
}

async fn apply(
    work: &Work,
    account: account::Model,
    undo: Undo,
) -> Result<account::Model, ServiceError> {
    match undo {
        Undo::Factor(factor) => {
            if factors::own(work, &account.id, &factor).await.is_ok() {
                factors::remove(work, &factor).await?;
            }
        }
        Undo::Email(old) => {
            if let Some(old) = Email::parse(&old).ok().flatten() {
                return set_email(work, account, &old).await;
            }
        }
        Undo::Questions(rows) => {
            let row = |(position, question, answer_hash)| reset_answer::Model {
                id: id(),
                account_id: account.id.clone(),
                position,
                question,
                answer_hash,
            };
            let rows = rows.into_iter().map(row).collect();
            reset_answers::replace(work.db(), &account.id, rows).await?;
        }
        Undo::Sessions => {}
    }
    Ok(account)
}
