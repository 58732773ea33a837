//! Sessions that begin, and sessions that get a new key.

use super::super::error::{ServiceError, write_json};
use super::session::{Data, Entry, Owner, Session, made_for};
use super::{Visit, device, keep};
use crate::scope::Work;
use crate::secret::{id, token};
use crate::store::entity::{account, session};
use crate::store::{accounts, sessions};
use app::AppError;

/// Sessions of one account at once; a further login ends the one that was used longest ago.
const AT_ONCE: u64 = 10;

/// Begins a new session for an account that the caller has locked, in place of the present one.
/// Forms that were kept for this very account come along.
pub async fn begin(
    work: &Work,
    visit: &Visit,
    account: &account::Model,
    entry: Entry,
    data: Data,
) -> Result<(), ServiceError> {
    let mut current = visit.session.lock().await;
    if let Some(old) = &current.row {
        sessions::end_one(work.db(), &old.id).await?;
    }
    let owner = Owner { account_id: Some(account.id.clone()), epoch: account.epoch, login: id() };
    put(work, visit, &mut current, owner, entry, data).await
}

/// The present session in a new row with a new cookie: what was true of it stays true. One that was
/// ended meanwhile does not come back.
pub async fn renew(
    work: &Work,
    visit: &Visit,
    change: impl FnOnce(&mut Entry, &mut Data),
) -> Result<(), ServiceError> {
    let mut current = visit.session.lock().await;
    let row = current.row.clone().ok_or(AppError::LoginRequired)?;
    let account_id = row.account_id.ok_or(AppError::LoginRequired)?;
    let account = accounts::lock(work.db(), &account_id).await?.ok_or(AppError::LoginRequired)?;
    if !sessions::end_one(work.db(), &row.id).await? {
        return Err(AppError::LoginRequired.into());
    }
    let mut entry =
        Entry { attested: row.attested, factor_at: row.factor_at, password_at: row.password_at };
    let mut data = current.data.clone();
    change(&mut entry, &mut data);
    let owner = Owner { account_id: Some(account_id), epoch: account.epoch, login: row.login };
    put(work, visit, &mut current, owner, entry, data).await
}

async fn put(
    work: &Work,
    visit: &Visit,
    current: &mut Session,
    owner: Owner,
    entry: Entry,
    mut data: Data,
) -> Result<(), ServiceError> {
    let account_id = owner.account_id.clone().unwrap_or_default();
    if current.data.kept_for == Some(made_for(work, &account_id)) {
        data.replays.append(&mut current.data.replays);
        data.kept_for.clone_from(&current.data.kept_for);
    }
    let token = token();
    let stored = write_json("session", &data)?;
    let device = device::describe(&visit.agent);
    let row = keep::insert(work, &token, owner, stored, entry, &device).await?;
    end_surplus(work, &account_id, &row).await?;
    *current = Session { row: Some(row), data, ..Session::default() };
    visit.head.set_session(&token);
    Ok(())
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
