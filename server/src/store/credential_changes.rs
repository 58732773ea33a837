//! Changes of credentials that can be frozen by "This was not me".

use super::entity::credential_change::{Column, Entity, Model};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, Select};

by_id!(credential_change);
insert!(credential_change);

fn freezable(hash: &str, since: i64) -> Select<Entity> {
    Entity::find()
        .filter(Column::TokenHash.eq(hash))
        .filter(Column::FrozenAt.is_null())
        .filter(Column::At.gt(since))
}

/// The change behind this token's hash, made since `since` and not frozen.
pub async fn find(
    db: &impl ConnectionTrait,
    hash: &str,
    since: i64,
) -> Result<Option<Model>, DbErr> {
    freezable(hash, since).one(db).await
}

/// Changes of an account made since `since` that can still be frozen, oldest first.
pub async fn open_of(
    db: &impl ConnectionTrait,
    account: &str,
    since: i64,
) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::AccountId.eq(account))
        .filter(Column::FrozenAt.is_null())
        .filter(Column::At.gt(since))
        // Made under the account's lock, as the instant of a use case is not.
        .order_by_asc(Column::Id)
        .all(db)
        .await
}

/// These can be frozen no more.
pub async fn close(tx: &impl ConnectionTrait, ids: &[&str], now: i64) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::FrozenAt, Expr::value(now))
        .filter(Column::Id.is_in(ids.iter().copied()))
        .exec(tx)
        .await
        .map(drop)
}

/// Makes all changes of an account final: their links went to a mailbox that is no longer trusted.
pub async fn close_all(tx: &impl ConnectionTrait, account: &str, now: i64) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::FrozenAt, Expr::value(now))
        .filter(Column::AccountId.eq(account))
        .filter(Column::FrozenAt.is_null())
        .exec(tx)
        .await
        .map(drop)
}
