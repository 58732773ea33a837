//! Second steps as rows: what each kind keeps, and which are there.

use super::Fail;
use crate::clock::{instant, millis};
use crate::portal::Portal;
use crate::secret::id;
use crate::store::entity::{account, factor};
use app::AppError;
use app::wire::WayView;
use domain::FaultCode;
use domain::factor::{APPS, FactorKind};
use domain::role::Role;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder,
    Set,
};
use totp_rs::{Builder, Secret, Totp};

/// The kind of a row; a code that is not ours is an error, never a guess.
pub fn kind(row: &factor::Model) -> Result<FactorKind, DbErr> {
    FactorKind::from_code(&row.kind)
        .ok_or_else(|| DbErr::Custom(format!("row {}: unknown kind", row.id)))
}

/// Every second step of an account, confirmed or not, the one offered first being first.
pub async fn all(
    db: &impl ConnectionTrait,
    account_id: &str,
) -> Result<Vec<(FactorKind, factor::Model)>, DbErr> {
    let rows = factor::Entity::find()
        .filter(factor::Column::AccountId.eq(account_id))
        .order_by_asc(factor::Column::CreatedAt)
        .order_by_asc(factor::Column::Id)
        .all(db)
        .await?;
    let mut rows =
        rows.into_iter().map(|row| Ok((kind(&row)?, row))).collect::<Result<Vec<_>, DbErr>>()?;
    rows.sort_by_key(|(kind, _)| FactorKind::ALL.iter().position(|known| known == kind));
    Ok(rows)
}

/// Those that work.
pub async fn confirmed(
    db: &impl ConnectionTrait,
    account_id: &str,
) -> Result<Vec<(FactorKind, factor::Model)>, DbErr> {
    let mut rows = all(db, account_id).await?;
    rows.retain(|(_, row)| row.confirmed_at.is_some());
    Ok(rows)
}

/// One of the account's own; any other is not found.
pub async fn own(
    db: &impl ConnectionTrait,
    account_id: &str,
    id: &str,
) -> Result<(FactorKind, factor::Model), Fail> {
    let row = factor::Entity::find_by_id(id)
        .filter(factor::Column::AccountId.eq(account_id))
        .one(db)
        .await?
        .ok_or(AppError::NotFound)?;
    Ok((kind(&row)?, row))
}

/// Adds one that waits for its confirmation, in place of an unconfirmed one of the same kind.
pub async fn choose(
    tx: &impl ConnectionTrait,
    portal: &Portal,
    account: &account::Model,
    chosen: FactorKind,
    name: &str,
    number: Option<&str>,
) -> Result<factor::Model, Fail> {
    let there = all(tx, &account.id).await?;
    for (kind, row) in &there {
        if *kind == chosen && row.confirmed_at.is_none() {
            remove(tx, &row.id).await?;
        }
    }
    let working = |kind: FactorKind| {
        there.iter().filter(|(k, row)| *k == kind && row.confirmed_at.is_some()).count()
    };
    let most = match chosen {
        FactorKind::App => APPS,
        FactorKind::Email => 1,
        FactorKind::Text => 2,
        FactorKind::Passkey => 10,
    };
    if working(chosen) >= most {
        return Err(super::fault("kind", FaultCode::NotAChoice).into());
    }
    let sealed = match chosen {
        FactorKind::Text => number.unwrap_or_default(),
        FactorKind::Email => account.email.as_str(),
        FactorKind::App | FactorKind::Passkey => "",
    };
    let row = factor::ActiveModel {
        id: Set(id()),
        account_id: Set(account.id.clone()),
        kind: Set(chosen.code().to_owned()),
        name: Set(name.to_owned()),
        sealed: Set(portal.secrets.seal(sealed)),
        last_step: Set(0),
        created_at: Set(millis(portal.now())),
        confirmed_at: Set(None),
        last_used_at: Set(None),
    };
    Ok(row.insert(tx).await?)
}

/// Removes one, with its codes.
pub async fn remove(tx: &impl ConnectionTrait, id: &str) -> Result<(), DbErr> {
    use crate::store::entity::code;
    code::Entity::delete_many().filter(code::Column::FactorId.eq(id)).exec(tx).await?;
    factor::Entity::delete_by_id(id).exec(tx).await.map(drop)
}

/// Removes every second step and backup code, and says so.
pub async fn remove_all(
    tx: &impl ConnectionTrait,
    portal: &Portal,
    account: &account::Model,
) -> Result<(), Fail> {
    use super::alerts::{self, Happened, Undo};
    let rows = all(tx, &account.id).await?;
    super::backup::forget(tx, &account.id).await?;
    if rows.is_empty() {
        return Ok(());
    }
    for (_, row) in rows {
        remove(tx, &row.id).await?;
    }
    let what = Happened::FactorRemoved;
    alerts::tell(tx, portal, account, what, "all of them", &Undo::Sessions).await
}

/// True if these are a second step that is enough for the role.
pub fn enough<'a>(role: Role, kinds: impl IntoIterator<Item = &'a FactorKind>) -> bool {
    kinds.into_iter().any(|kind| kind.is_enough_for(role))
}

/// How it is shown: its name, or where its codes go with the middle hidden.
pub fn way(portal: &Portal, kind: FactorKind, row: &factor::Model) -> WayView {
    let kept = portal.secrets.open(&row.sealed).unwrap_or_default();
    let name = match kind {
        FactorKind::Text => format!("the number ending in {}", kept.get(6..).unwrap_or("…")),
        FactorKind::Email => hidden(&kept),
        FactorKind::Passkey | FactorKind::App if row.name.is_empty() => kind.words().to_owned(),
        FactorKind::Passkey | FactorKind::App => row.name.clone(),
    };
    WayView { id: row.id.clone(), kind, name }
}

/// An address with its middle hidden: `a…e@example.com`.
pub fn hidden(email: &str) -> String {
    let (local, host) = email.split_once('@').unwrap_or((email, ""));
    let mut chars = local.chars();
    match (chars.next(), chars.next_back()) {
        (Some(first), Some(last)) => format!("{first}…{last}@{host}"),
        (Some(first), None) => format!("{first}@{host}"),
        _ => email.to_owned(),
    }
}

/// The authenticator app of a row: six digits, 30 seconds, one step of drift (RFC 6238).
pub fn totp(portal: &Portal, account: &str, row: &factor::Model) -> Option<Totp> {
    let key = portal.secrets.open(&row.sealed)?;
    Builder::new()
        .with_secret(Secret::try_from_base32(&key).ok()?)
        .with_skew(1)
        // The label of an otpauth address ends at a colon.
        .with_account_name(account.replace(':', " "))
        .with_issuer(Some("Foothold"))
        .build()
        .ok()
}

/// Seconds since 1970, as codes are made from.
pub fn seconds(portal: &Portal) -> u64 {
    u64::try_from(portal.now().unix_timestamp()).unwrap_or(0)
}

/// Checks a code of an app against a locked row, and uses its time step up.
async fn check_totp(
    tx: &impl ConnectionTrait,
    portal: &Portal,
    row: &factor::Model,
    typed: &str,
) -> Result<bool, Fail> {
    let Some(step) =
        totp(portal, "account", row).and_then(|totp| totp.check(typed, seconds(portal)))
    else {
        return Ok(false);
    };
    let step = i64::try_from(step).unwrap_or(i64::MAX);
    if step <= row.last_step {
        return Ok(false);
    }
    let mut row: factor::ActiveModel = row.clone().into();
    row.last_step = Set(step);
    row.update(tx).await?;
    Ok(true)
}

/// Checks a typed code: an app's own, or the one that was sent for this request.
pub async fn check(
    tx: &impl ConnectionTrait,
    portal: &Portal,
    kind: FactorKind,
    row: &factor::Model,
    request: &str,
    typed: &str,
) -> Result<Result<(), FaultCode>, Fail> {
    if kind.is_sent() {
        return super::codes::check(tx, portal, row, request, typed).await;
    }
    let right = check_totp(tx, portal, row, typed).await?;
    Ok(if right { Ok(()) } else { Err(FaultCode::WrongCode) })
}

/// Marks one as used now, and confirmed if it was not.
pub async fn used(
    tx: &impl ConnectionTrait,
    portal: &Portal,
    id: &str,
) -> Result<factor::Model, Fail> {
    let row = factor::Entity::find_by_id(id).one(tx).await?.ok_or(AppError::NotFound)?;
    let now = Some(millis(portal.now()));
    let confirmed = row.confirmed_at;
    let mut row: factor::ActiveModel = row.into();
    row.last_used_at = Set(now);
    row.confirmed_at = Set(confirmed.or(now));
    Ok(row.update(tx).await?)
}

/// When a row was last used, for people.
pub fn last_used(row: &factor::Model) -> Option<domain::OffsetDateTime> {
    row.last_used_at.map(instant)
}
