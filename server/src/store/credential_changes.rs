//! Changes of credentials that can be frozen by "This was not me".

use super::entity::credential_change::{Column, Entity, Model};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect, Select};

insert!(credential_change);
update!(credential_change);

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

/// The same, kept from others until the transaction ends.
pub async fn lock(
    tx: &impl ConnectionTrait,
    hash: &str,
    since: i64,
) -> Result<Option<Model>, DbErr> {
    freezable(hash, since).lock_exclusive().one(tx).await
}
