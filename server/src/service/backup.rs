//! Backup codes: 125 random bits each, so that a keyed hash is enough to keep and to find them.

use super::Fail;
use crate::clock::millis;
use crate::portal::Portal;
use crate::secret::{id, paper_code, read_paper_code};
use crate::store::entity::backup_code;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait,
    QueryFilter, QueryOrder, Set,
};

fn hash(portal: &Portal, typed: &str) -> String {
    portal.secrets.hash("backup code", &read_paper_code(typed))
}

/// Makes codes; earlier ones of the same sort no longer work. They are readable until put away.
pub async fn make(
    tx: &impl ConnectionTrait,
    portal: &Portal,
    account_id: &str,
    how_many: usize,
    in_set: bool,
) -> Result<(), DbErr> {
    backup_code::Entity::delete_many()
        .filter(backup_code::Column::AccountId.eq(account_id))
        .filter(backup_code::Column::InSet.eq(in_set))
        .exec(tx)
        .await?;
    for _ in 0..how_many {
        add(tx, portal, account_id, in_set).await?;
    }
    Ok(())
}

async fn add(
    tx: &impl ConnectionTrait,
    portal: &Portal,
    account_id: &str,
    in_set: bool,
) -> Result<(), DbErr> {
    let code = paper_code::<25>(5);
    backup_code::ActiveModel {
        id: Set(id()),
        account_id: Set(account_id.to_owned()),
        code_hash: Set(hash(portal, &code)),
        sealed: Set(portal.secrets.seal(&code)),
        in_set: Set(in_set),
        created_at: Set(millis(portal.now())),
        used_at: Set(None),
    }
    .insert(tx)
    .await
    .map(drop)
}

/// Uses a code: one statement, so that of any number of parallel tries one wins. A used code is
/// replaced at once, and its replacement is shown.
pub async fn use_up(
    tx: &impl ConnectionTrait,
    portal: &Portal,
    account_id: &str,
    typed: &str,
) -> Result<bool, Fail> {
    let hash = hash(portal, typed);
    let won = backup_code::Entity::update_many()
        .col_expr(backup_code::Column::UsedAt, Expr::value(millis(portal.now())))
        .col_expr(backup_code::Column::Sealed, Expr::value(""))
        .filter(backup_code::Column::CodeHash.eq(&hash))
        .filter(backup_code::Column::AccountId.eq(account_id))
        .filter(backup_code::Column::UsedAt.is_null())
        .exec(tx)
        .await?;
    if won.rows_affected != 1 {
        return Ok(false);
    }
    let used =
        backup_code::Entity::find().filter(backup_code::Column::CodeHash.eq(&hash)).one(tx).await?;
    add(tx, portal, account_id, used.is_some_and(|row| row.in_set)).await?;
    Ok(true)
}

/// The codes that were not put away yet.
pub async fn readable(
    db: &impl ConnectionTrait,
    portal: &Portal,
    account_id: &str,
) -> Result<Vec<String>, DbErr> {
    let rows = backup_code::Entity::find()
        .filter(backup_code::Column::AccountId.eq(account_id))
        .filter(backup_code::Column::UsedAt.is_null())
        .filter(backup_code::Column::Sealed.ne(""))
        .order_by_asc(backup_code::Column::Id)
        .all(db)
        .await?;
    Ok(rows.iter().filter_map(|row| portal.secrets.open(&row.sealed)).collect())
}

/// Removes all codes of an account.
pub async fn forget(tx: &impl ConnectionTrait, account_id: &str) -> Result<(), DbErr> {
    backup_code::Entity::delete_many()
        .filter(backup_code::Column::AccountId.eq(account_id))
        .exec(tx)
        .await
        .map(drop)
}

/// From here on nobody can read them.
pub async fn put_away(tx: &impl ConnectionTrait, account_id: &str) -> Result<(), DbErr> {
    backup_code::Entity::update_many()
        .col_expr(backup_code::Column::Sealed, Expr::value(""))
        .filter(backup_code::Column::AccountId.eq(account_id))
        .exec(tx)
        .await
        .map(drop)
}

/// How many still work.
pub async fn left(db: &impl ConnectionTrait, account_id: &str) -> Result<u64, DbErr> {
    backup_code::Entity::find()
        .filter(backup_code::Column::AccountId.eq(account_id))
        .filter(backup_code::Column::UsedAt.is_null())
        .count(db)
        .await
}
