//! Stores what a session remembers. Every use case does it through this module.

use super::super::error::{ServiceError, write_json};
use super::Visit;
use super::session::{Entry, Owner};
use crate::scope::Work;
use crate::secret::token;
use crate::store::{entity::session, sessions};
use app::wire::Notice;

/// Stores what the session remembers, within the caller's transaction. Without a session, or where
/// it was ended meanwhile, a new anonymous one is made: what is to be said still is.
pub async fn store(work: &Work, visit: &Visit) -> Result<(), ServiceError> {
    let mut session = visit.session.lock().await;
    let data = write_json("session", &session.data)?;
    if let Some(row) = &mut session.row {
        row.data.clone_from(&data);
        if sessions::set_data(work.db(), &row.id, &data).await? {
            return Ok(());
        }
    }
    let token = token();
    session.row = Some(insert(work, &token, Owner::default(), data, Entry::default(), "").await?);
    visit.head.set_session(&token);
    Ok(())
}

/// The same as a use case of its own, unless another request has changed meanwhile what the session remembers, or ended it: false
/// then, and nothing stored.
pub async fn store_unchanged(work: Work, visit: &Visit) -> Result<bool, ServiceError> {
    let mut session = visit.session.lock().await;
    let now = write_json("session", &session.data)?;
    let Some(row) = &mut session.row else { return Ok(false) };
    let stored = sessions::change_data(work.db(), &row.id, (&row.data, &now)).await?;
    row.data = now;
    work.commit().await?;
    Ok(stored)
}

/// The same as a use case of its own.
pub(super) async fn store_alone(work: Work, visit: &Visit) -> Result<(), ServiceError> {
    store(&work, visit).await?;
    Ok(work.commit().await?)
}

/// Makes a session row.
pub(super) async fn insert(
    work: &Work,
    token: &str,
    owner: Owner,
    data: String,
    entry: Entry,
    device: &str,
) -> Result<session::Model, ServiceError> {
    let row = session::Model {
        id: work.secrets.hash("session", token),
        account_id: owner.account_id,
        created_at: work.at(),
        seen_at: work.at(),
        attested: entry.attested,
        data,
        factor_at: entry.factor_at,
        password_at: entry.password_at,
        device: device.to_owned(),
        epoch: owner.epoch,
        login: owner.login,
    };
    sessions::insert(&work.later(), row.clone()).await?;
    Ok(row)
}

/// Said when a form was kept over a login.
pub async fn kept_notice(visit: &Visit) -> Option<Notice> {
    let session = visit.session.lock().await;
    (session.data.kept_for.is_some() && !session.data.replays.is_empty())
        .then_some(Notice::DraftKept)
}
