//! Hashes of the passwords that were set before.

use super::entity::password_history::{Column, Entity};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};

insert!(password_history);

/// The last `most` of an account, newest first.
pub async fn last(
    db: &impl ConnectionTrait,
    account: &str,
    most: u64,
) -> Result<Vec<String>, DbErr> {
    Entity::find()
        .select_only()
        .column(Column::PasswordHash)
        .filter(Column::AccountId.eq(account))
        .order_by_desc(Column::SetAt)
        .limit(most)
        .into_tuple()
        .all(db)
        .await
}
