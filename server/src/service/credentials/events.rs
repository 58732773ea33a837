//! Changes of an account's credentials: noted, mailed to the holder, and reversible with "This was not me".

use super::super::error::ServiceError;
use super::before::Before;
use crate::mail::{letters, queue};
use crate::scope::Work;
use crate::secret::{id, token};
use crate::store::entity::{account, credential_change, security_event};
use crate::store::{code::Code, credential_changes, security_events};
use app::routes;
use domain::security_event::SecurityEvent;
use sea_orm::DbErr;
use time::Duration;

/// How long a change can be frozen.
pub const FREEZABLE: Duration = Duration::days(10);
/// What a link of "this was not me" is hashed for.
pub const NOT_ME: &str = "not me";

/// Notes something that needs no mail.
pub async fn note(
    work: &Work,
    account_id: &str,
    what: SecurityEvent,
    detail: &str,
) -> Result<(), DbErr> {
    let row = security_event::Model {
        id: id(),
        account_id: account_id.to_owned(),
        at: work.at(),
        event: Code(what),
        detail: detail.to_owned(),
    };
    security_events::insert(&work.later(), row).await
}

/// Notes a change and mails it to the account's address as it was before the change, with a link
/// that freezes it.
pub async fn tell(
    work: &Work,
    account: &account::Model,
    what: SecurityEvent,
    detail: &str,
    before: &Before,
) -> Result<(), ServiceError> {
    note(work, &account.id, what, detail).await?;
    let token = token();
    let id = id();
    let row = credential_change::Model {
        account_id: account.id.clone(),
        at: work.at(),
        kind: Code(what),
        sealed: before.seal(work, &id)?,
        id,
        token_hash: work.secrets.hash(NOT_ME, &token),
        frozen_at: None,
    };
    credential_changes::insert(&work.later(), row).await?;
    let link = format!("{}?token={token}", work.url(routes::NOT_ME));
    let mut letter =
        letters::credential_changed(before.email.clone(), &account.id, what.words(), detail, link);
    letter.student_id.clone_from(&account.student_id);
    Ok(queue(work, letter).await?)
}
