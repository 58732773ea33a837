//! Backup codes.

use super::entity::backup_code::{Column, Entity, Model};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
};

insert!(backup_code);

/// Removes the unused codes of an account of one sort; used ones stay, so that none comes back.
pub async fn forget_sort(
    tx: &impl ConnectionTrait,
    account: &str,
    in_set: bool,
) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(Column::AccountId.eq(account))
        .filter(Column::InSet.eq(in_set))
        .filter(Column::UsedAt.is_null())
        .exec(tx)
        .await
        .map(drop)
}

/// The codes of an account, used or not.
pub async fn of(db: &impl ConnectionTrait, account: &str) -> Result<Vec<Model>, DbErr> {
    Entity::find().filter(Column::AccountId.eq(account)).all(db).await
}

/// Removes these.
pub async fn forget(tx: &impl ConnectionTrait, ids: Vec<String>) -> Result<(), DbErr> {
    Entity::delete_many().filter(Column::Id.is_in(ids)).exec(tx).await.map(drop)
}

/// Removes all codes of an account.
pub async fn forget_all(tx: &impl ConnectionTrait, account: &str) -> Result<(), DbErr> {
    Entity::delete_many().filter(Column::AccountId.eq(account)).exec(tx).await.map(drop)
}

/// Uses a code up: one statement, so that of any number of parallel tries one wins. Returns the
/// row, if this try won.
pub async fn use_up(
    tx: &impl ConnectionTrait,
    account: &str,
    hash: &str,
    now: i64,
) -> Result<Option<Model>, DbErr> {
    let won = Entity::update_many()
        .col_expr(Column::UsedAt, Expr::value(now))
        .col_expr(Column::Sealed, Expr::value(""))
        .filter(Column::CodeHash.eq(hash))
        .filter(Column::AccountId.eq(account))
        .filter(Column::UsedAt.is_null())
        .exec(tx)
        .await?;
    if won.rows_affected != 1 {
        return Ok(None);
    }
    Entity::find().filter(Column::CodeHash.eq(hash)).one(tx).await
}

/// The codes of an account that can still be read.
pub async fn readable(db: &impl ConnectionTrait, account: &str) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::AccountId.eq(account))
        .filter(Column::UsedAt.is_null())
        .filter(Column::Sealed.ne(""))
        .order_by_asc(Column::Id)
        .all(db)
        .await
}

/// From here on nobody can read them.
pub async fn discard_plaintext(tx: &impl ConnectionTrait, account: &str) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::Sealed, Expr::value(""))
        .filter(Column::AccountId.eq(account))
        .exec(tx)
        .await
        .map(drop)
}

/// How many still work.
pub async fn count_left(db: &impl ConnectionTrait, account: &str) -> Result<u64, DbErr> {
    Entity::find()
        .filter(Column::AccountId.eq(account))
        .filter(Column::UsedAt.is_null())
        .count(db)
        .await
}
