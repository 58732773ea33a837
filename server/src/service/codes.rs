//! One-time codes by mail and text: six digits, ten minutes, once, for the request that asked.

use super::{Fail, fault};
use crate::clock::{instant, millis};
use crate::mail::{letters, queue, queue_text};
use crate::portal::Portal;
use crate::secret::id;
use crate::store::entity::{account, code, factor};
use domain::FaultCode;
use domain::factor::{CodeState, FactorKind, bare_code, code_state};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, Set,
};
use subtle::ConstantTimeEq;
use time::Duration;

/// Codes sent to one account in an hour.
const HOURLY: u64 = 20;

/// Six digits, each as likely as the other; leading zeros stay.
pub fn six_digits() -> String {
    loop {
        // The largest multiple of a million below 2^32 keeps the choice even.
        let drawn = u32::from_le_bytes(crate::secret::random());
        if drawn < 4_294_000_000 {
            return format!("{:06}", drawn % 1_000_000);
        }
    }
}

/// Sends a new code through a second step.
pub async fn send(
    tx: &impl ConnectionTrait,
    portal: &Portal,
    account: &account::Model,
    kind: FactorKind,
    factor: &factor::Model,
    request: &str,
) -> Result<(), Fail> {
    let to = portal.secrets.open(&factor.sealed).unwrap_or_default();
    send_to(tx, portal, account, (kind, to), factor, request).await
}

/// Sends a new code to this address or number, for whoever has lost this second step. Earlier ones
/// of the same request no longer work, and failures stay counted: they belong to the account, not
/// to the code.
pub async fn send_to(
    tx: &impl ConnectionTrait,
    portal: &Portal,
    account: &account::Model,
    (kind, to): (FactorKind, String),
    factor: &factor::Model,
    request: &str,
) -> Result<(), Fail> {
    let recent = code::Entity::find()
        .filter(code::Column::AccountId.eq(&account.id))
        .filter(code::Column::CreatedAt.gt(millis(portal.now() - Duration::hours(1))))
        .count(tx)
        .await?;
    if recent >= HOURLY {
        return Err(app::AppError::TooMany(3600).into());
    }
    let request = portal.secrets.hash("request", request);
    code::Entity::update_many()
        .col_expr(code::Column::UsedAt, sea_orm::sea_query::Expr::value(millis(portal.now())))
        .filter(code::Column::FactorId.eq(&factor.id))
        .filter(code::Column::Request.eq(&request))
        .filter(code::Column::UsedAt.is_null())
        .exec(tx)
        .await?;
    let digits = six_digits();
    code::ActiveModel {
        id: Set(id()),
        account_id: Set(account.id.clone()),
        factor_id: Set(factor.id.clone()),
        request: Set(request.clone()),
        code_hash: Set(portal.secrets.hash("code", &format!("{request}{digits}"))),
        created_at: Set(millis(portal.now())),
        failures: Set(0),
        used_at: Set(None),
    }
    .insert(tx)
    .await?;
    if kind == FactorKind::Text {
        let host = portal.config.public_url.split("//").nth(1).unwrap_or_default();
        let host = host.split(':').next().unwrap_or_default();
        // The last line lets phones fill the code in on our page only.
        let words = format!(
            "Foothold: your one-time password is {digits}. It works for 10 minutes. Nobody will ask you for it.\n@{host} #{digits}"
        );
        queue_text(tx, portal, &account.id, &to, &words).await?;
    } else {
        queue(tx, portal, letters::one_time_code(to, &account.id, &digits)).await?;
    }
    Ok(())
}

/// Tries a code. A wrong one is counted against the newest code of the request.
pub async fn check(
    tx: &impl ConnectionTrait,
    portal: &Portal,
    factor: &factor::Model,
    request: &str,
    typed: &str,
) -> Result<Result<(), FaultCode>, Fail> {
    let request = portal.secrets.hash("request", request);
    let newest = code::Entity::find()
        .filter(code::Column::FactorId.eq(&factor.id))
        .filter(code::Column::Request.eq(&request))
        .order_by_desc(code::Column::CreatedAt)
        .order_by_desc(code::Column::Id)
        .lock_exclusive()
        .one(tx)
        .await?;
    let Some(row) = newest else {
        return Ok(Err(FaultCode::CodeSpent));
    };
    let failures = u8::try_from(row.failures).unwrap_or(u8::MAX);
    let age = portal.now() - instant(row.created_at);
    if code_state(age, failures, row.used_at.is_some()) != CodeState::Open {
        return Ok(Err(FaultCode::CodeSpent));
    }
    let hash = portal.secrets.hash("code", &format!("{request}{}", bare_code(typed)));
    let right = bool::from(hash.as_bytes().ct_eq(row.code_hash.as_bytes()));
    let mut active: code::ActiveModel = row.into();
    if right {
        active.used_at = Set(Some(millis(portal.now())));
    } else {
        active.failures = Set(i32::from(failures) + 1);
    }
    active.update(tx).await?;
    Ok(if right { Ok(()) } else { Err(FaultCode::WrongCode) })
}

/// What was typed, or the fault that it is missing.
pub fn typed(code: &str) -> Result<String, Fail> {
    let bare = bare_code(code);
    if bare.is_empty() {
        return Err(fault("code", FaultCode::Required).into());
    }
    Ok(bare)
}
