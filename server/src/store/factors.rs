//! Second steps.

use super::entity::factor::{Column, Entity, Model};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};

lock!(factor);
insert!(factor);
update!(factor);
delete!(factor);

/// Every second step of an account, confirmed or not, oldest first.
pub async fn of(db: &impl ConnectionTrait, account: &str) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::AccountId.eq(account))
        .order_by_asc(Column::CreatedAt)
        .order_by_asc(Column::Id)
        .all(db)
        .await
}

/// One of the account's own, kept from others until the transaction ends.
pub async fn lock_own(
    tx: &impl ConnectionTrait,
    account: &str,
    id: &str,
) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id(id).filter(Column::AccountId.eq(account)).lock_exclusive().one(tx).await
}

/// Every second step of a kind that works, of whatever account; for the demo's mailbox.
pub async fn confirmed_of_kind(
    db: &impl ConnectionTrait,
    kind: domain::factor::FactorKind,
) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::Kind.eq(kind.code()))
        .filter(Column::ConfirmedAt.is_not_null())
        .all(db)
        .await
}
