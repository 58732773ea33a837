//! What happened to accounts.

use super::entity::security_event::{Column, Entity, Model};
use domain::security_event::SecurityEvent;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};

insert!(security_event);

/// The newest of an account.
pub async fn newest(
    db: &impl ConnectionTrait,
    account: &str,
    limit: u64,
) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::AccountId.eq(account))
        .order_by_desc(Column::At)
        .order_by_desc(Column::Id)
        .limit(limit)
        .all(db)
        .await
}

/// How often this happened to an account since `since`.
pub async fn count_since(
    db: &impl ConnectionTrait,
    account: &str,
    event: SecurityEvent,
    since: i64,
) -> Result<u64, DbErr> {
    Entity::find()
        .filter(Column::AccountId.eq(account))
        .filter(Column::Event.eq(event.code()))
        .filter(Column::At.gt(since))
        .count(db)
        .await
}
