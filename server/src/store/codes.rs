//! One-time codes that were sent.

use super::entity::code::{Column, Entity, Model};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};

insert!(code);
update!(code);

/// Earlier codes of this second step and request no longer work.
pub async fn replace(
    tx: &impl ConnectionTrait,
    factor: &str,
    request: &str,
    now: i64,
) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::UsedAt, Expr::value(now))
        .filter(Column::FactorId.eq(factor))
        .filter(Column::Request.eq(request))
        .filter(Column::UsedAt.is_null())
        .exec(tx)
        .await
        .map(drop)
}

/// The newest code of this second step and request, kept from others until the transaction ends.
pub async fn lock_newest(
    tx: &impl ConnectionTrait,
    factor: &str,
    request: &str,
) -> Result<Option<Model>, DbErr> {
    Entity::find()
        .filter(Column::FactorId.eq(factor))
        .filter(Column::Request.eq(request))
        .order_by_desc(Column::CreatedAt)
        .order_by_desc(Column::Id)
        .lock_exclusive()
        .one(tx)
        .await
}

/// The codes of a second step that a newer one has replaced, the newest first.
pub async fn replaced(
    db: &impl ConnectionTrait,
    factor: &str,
    limit: u64,
) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::FactorId.eq(factor))
        .order_by_desc(Column::CreatedAt)
        .order_by_desc(Column::Id)
        .offset(1)
        .limit(limit)
        .all(db)
        .await
}

/// Removes the codes of a second step.
pub async fn forget(tx: &impl ConnectionTrait, factor: &str) -> Result<(), DbErr> {
    Entity::delete_many().filter(Column::FactorId.eq(factor)).exec(tx).await.map(drop)
}

/// Removes codes sent before `before`.
pub async fn forget_before(tx: &impl ConnectionTrait, before: i64) -> Result<(), DbErr> {
    Entity::delete_many().filter(Column::CreatedAt.lt(before)).exec(tx).await.map(drop)
}
