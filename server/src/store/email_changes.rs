//! New emails that were asked for.

use super::entity::email_change::{Column, Entity, Model};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};

insert!(email_change);
update!(email_change);
lock!(email_change);

/// One by its token's hash.
pub async fn by_token(db: &impl ConnectionTrait, hash: &str) -> Result<Option<Model>, DbErr> {
    Entity::find().filter(Column::TokenHash.eq(hash)).one(db).await
}

/// Forgets those of an account that were not confirmed.
pub async fn forget_open(tx: &impl ConnectionTrait, account: &str) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(Column::AccountId.eq(account))
        .filter(Column::UsedAt.is_null())
        .exec(tx)
        .await
        .map(drop)
}
