//! Sessions that begin, and sessions that get a new key.

use super::super::error::{ServiceError, write_json};
use super::session::{Data, Entry, Session};
use super::{Visit, device, keep};
use crate::scope::Work;
use crate::secret::token;
use crate::store::{entity::session, sessions};
use app::AppError;

/// Sessions of one account at once; a further login ends the one that was used longest ago.
const AT_ONCE: u64 = 10;

/// Begins a new session for an account, in place of the present one. Forms that were kept for this
/// very account come along.
pub async fn begin(
    work: &Work,
    visit: &Visit,
    account_id: &str,
    entry: Entry,
    mut data: Data,
) -> Result<(), ServiceError> {
    let mut current = visit.session.lock().await;
    if let Some(old) = &current.row {
        sessions::delete(work.db(), &old.id).await?;
    }
    if current.data.kept_for.as_deref() == Some(account_id) {
        data.replays.append(&mut current.data.replays);
        data.kept_for.clone_from(&current.data.kept_for);
    }
    let token = token();
    let stored = write_json("session", &data)?;
    let device = device::describe(&visit.agent);
    let owner = Some(account_id.to_owned());
    let row = keep::insert(work, &token, owner, stored, entry, &device).await?;
    end_surplus(work, account_id, &row).await?;
    *current = Session { row: Some(row), data, ..Session::default() };
    visit.head.set_session(&token);
    Ok(())
}

/// The present session in a new row with a new cookie: what was true of it stays true.
pub async fn renew(
    work: &Work,
    visit: &Visit,
    change: impl FnOnce(&mut Entry, &mut Data),
) -> Result<(), ServiceError> {
    let (account_id, mut entry, mut data) = {
        let session = visit.session.lock().await;
        let row = session.row.as_ref().ok_or(AppError::LoginRequired)?;
        let entry = Entry {
            attested: row.attested,
            factor_at: row.factor_at,
            password_at: row.password_at,
        };
        let account_id = row.account_id.clone().ok_or(AppError::LoginRequired)?;
        (account_id, entry, session.data.clone())
    };
    change(&mut entry, &mut data);
    begin(work, visit, &account_id, entry, data).await
}

/// Ends the sessions of an account beyond [`AT_ONCE`], those used longest ago first and never the
/// new one. Logins that have not passed their second step push nobody out.
async fn end_surplus(
    work: &Work,
    account_id: &str,
    new: &session::Model,
) -> Result<(), ServiceError> {
    if new.factor_at.is_some() {
        let surplus = sessions::surplus(work.db(), account_id, &new.id, AT_ONCE - 1).await?;
        sessions::end(work.db(), surplus).await?;
    }
    Ok(())
}
