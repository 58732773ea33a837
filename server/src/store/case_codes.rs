//! Access codes of cases.

use super::entity::case_code::{Column, Entity, Model};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};

by_id!(case_code);
insert!(case_code);

/// A code by its hash, of which the case is a part.
pub async fn by_hash(db: &impl ConnectionTrait, hash: &str) -> Result<Option<Model>, DbErr> {
    Entity::find().filter(Column::CodeHash.eq(hash)).one(db).await
}

count_since!(
    /// How many were made for a case since `since`.
    case_code,
    CaseId,
    CreatedAt
);

/// Uses a code made since `since` up: one statement, so that of any number of parallel tries one
/// wins.
pub async fn use_up(
    tx: &impl ConnectionTrait,
    id: &str,
    since: i64,
    now: i64,
) -> Result<bool, DbErr> {
    let won = Entity::update_many()
        .col_expr(Column::UsedAt, Expr::value(now))
        .col_expr(Column::Sealed, Expr::value(""))
        .filter(Column::Id.eq(id))
        .filter(Column::UsedAt.is_null())
        .filter(Column::CreatedAt.gt(since))
        .exec(tx)
        .await?;
    Ok(won.rows_affected == 1)
}

/// The codes of a case that nobody has used open nothing any more.
pub async fn void(tx: &impl ConnectionTrait, case: &str, now: i64) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::UsedAt, Expr::value(now))
        .col_expr(Column::Sealed, Expr::value(""))
        .filter(Column::CaseId.eq(case))
        .filter(Column::UsedAt.is_null())
        .exec(tx)
        .await
        .map(drop)
}

/// Codes made since `since` whose letters were not posted yet, oldest first.
pub async fn to_post(db: &impl ConnectionTrait, since: i64) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::Sealed.ne(""))
        .filter(Column::CreatedAt.gt(since))
        .order_by_asc(Column::CreatedAt)
        .all(db)
        .await
}

/// The oldest of one case.
pub async fn to_post_of(
    db: &impl ConnectionTrait,
    case: &str,
    since: i64,
) -> Result<Option<Model>, DbErr> {
    Entity::find()
        .filter(Column::CaseId.eq(case))
        .filter(Column::Sealed.ne(""))
        .filter(Column::CreatedAt.gt(since))
        .order_by_asc(Column::CreatedAt)
        .one(db)
        .await
}

/// From here on nobody can read it.
pub async fn discard_plaintext(tx: &impl ConnectionTrait, id: &str) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::Sealed, Expr::value(""))
        .filter(Column::Id.eq(id))
        .exec(tx)
        .await
        .map(drop)
}
