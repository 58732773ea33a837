//! Second steps as rows: what each kind keeps, and which are there.

use super::super::error::{ServiceError, fault};
use super::{codes, totp};
use crate::kit::Kit;
use crate::scope::{Connection, Scope, Work};
use crate::secret::{SealedAt, id};
use crate::store::entity::{account, factor};
use crate::store::{code::Code, factors};
use app::AppError;
use app::wire::WayView;
use domain::FaultCode;
use domain::factor::{APPS, FactorKind};
use domain::role::Role;
use sea_orm::DbErr;

/// Every second step of an account, confirmed or not, the one offered first being first.
pub async fn all<C: Connection>(
    s: &Scope<C>,
    account_id: &str,
) -> Result<Vec<factor::Model>, DbErr> {
    let mut rows = factors::of(s.db(), account_id).await?;
    rows.sort_by_key(|row| FactorKind::ALL.iter().position(|known| row.kind == *known));
    Ok(rows)
}

/// Those that work.
pub async fn confirmed<C: Connection>(
    s: &Scope<C>,
    account_id: &str,
) -> Result<Vec<factor::Model>, DbErr> {
    let mut rows = all(s, account_id).await?;
    rows.retain(|row| row.confirmed_at.is_some());
    Ok(rows)
}

/// The second steps of an account that are enough for it.
pub async fn ways<C: Connection>(
    s: &Scope<C>,
    account: &account::Model,
) -> Result<Vec<factor::Model>, DbErr> {
    let mut ways = confirmed(s, &account.id).await?;
    ways.retain(|row| row.kind.is_enough_for(account.role.0));
    Ok(ways)
}

/// One of the account's own, locked; any other is not found.
pub async fn own(work: &Work, account_id: &str, id: &str) -> Result<factor::Model, ServiceError> {
    Ok(factors::lock_own(work.db(), account_id, id).await?.ok_or(AppError::NotFound)?)
}

/// Most second steps of a kind that an account can have.
fn most(kind: FactorKind) -> usize {
    match kind {
        FactorKind::App => APPS,
        FactorKind::Email => 1,
        FactorKind::Text => 2,
        FactorKind::Passkey => 10,
    }
}

/// Adds one that waits for its confirmation, in place of an unconfirmed one of the same kind.
pub async fn choose(
    work: &Work,
    account: &account::Model,
    chosen: FactorKind,
    name: &str,
    number: Option<&str>,
) -> Result<factor::Model, ServiceError> {
    let there = all(work, &account.id).await?;
    let same = || there.iter().filter(|row| row.kind == chosen);
    for row in same().filter(|row| row.confirmed_at.is_none()) {
        remove(work, &row.id).await?;
    }
    if same().filter(|row| row.confirmed_at.is_some()).count() >= most(chosen) {
        return Err(fault("kind", FaultCode::NotAChoice).into());
    }
    let sealed = match chosen {
        FactorKind::Text => number.unwrap_or_default(),
        FactorKind::Email => account.email.as_str(),
        FactorKind::App | FactorKind::Passkey => "",
    };
    let id = id();
    let row = factor::Model {
        account_id: account.id.clone(),
        kind: Code(chosen),
        name: name.to_owned(),
        sealed: work.secrets.seal(SealedAt::Factor(&id), sealed),
        id,
        last_step: 0,
        created_at: work.at(),
        confirmed_at: None,
        last_used_at: None,
    };
    factors::insert(work.db(), row.clone()).await?;
    Ok(row)
}

/// Removes one, with its codes.
pub async fn remove(work: &Work, id: &str) -> Result<(), DbErr> {
    crate::store::codes::forget(work.db(), id).await?;
    factors::delete(work.db(), id).await
}

/// True if these are a second step that is enough for the role.
pub fn enough<'a>(role: Role, rows: impl IntoIterator<Item = &'a factor::Model>) -> bool {
    rows.into_iter().any(|row| row.kind.is_enough_for(role))
}

/// How it is shown: its name, or where its codes go with the middle hidden.
pub fn way(kit: &Kit, row: &factor::Model) -> WayView {
    let kept = kit.secrets.open(SealedAt::Factor(&row.id), &row.sealed).unwrap_or_default();
    let kind = row.kind.0;
    let name = match kind {
        FactorKind::Text => format!("the number ending in {}", kept.get(6..).unwrap_or("…")),
        FactorKind::Email => domain::email::hidden(&kept),
        FactorKind::Passkey | FactorKind::App if row.name.is_empty() => kind.words().to_owned(),
        FactorKind::Passkey | FactorKind::App => row.name.clone(),
    };
    WayView { id: row.id.clone(), kind, name }
}

/// Checks a typed code against a locked row: an app's own, or the one that was sent for this
/// request.
pub async fn check(
    work: &Work,
    row: &factor::Model,
    request: &str,
    typed: &str,
) -> Result<Result<(), FaultCode>, ServiceError> {
    if row.kind.is_sent() {
        return codes::check(work, row, request, typed).await;
    }
    let right = totp::check(work, row, typed).await?;
    Ok(if right { Ok(()) } else { Err(FaultCode::WrongCode) })
}

/// Marks one as used now, and confirmed if it was not.
pub async fn used(work: &Work, id: &str) -> Result<factor::Model, ServiceError> {
    let row = factors::lock(work.db(), id).await?.ok_or(AppError::NotFound)?;
    let now = Some(work.at());
    let row = factor::Model { last_used_at: now, confirmed_at: row.confirmed_at.or(now), ..row };
    factors::update(work.db(), row.clone()).await?;
    Ok(row)
}
