//! Answers to password reset questions, as hashes.

use super::entity::reset_answer::{ActiveModel, Column, Entity, Model};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter};

/// An account's answers.
pub async fn of(db: &impl ConnectionTrait, account: &str) -> Result<Vec<Model>, DbErr> {
    Entity::find().filter(Column::AccountId.eq(account)).all(db).await
}

/// How many answers an account has.
pub async fn count(db: &impl ConnectionTrait, account: &str) -> Result<u64, DbErr> {
    Entity::find().filter(Column::AccountId.eq(account)).count(db).await
}

/// Puts these in place of the account's earlier ones.
pub async fn replace(
    tx: &impl ConnectionTrait,
    account: &str,
    rows: Vec<Model>,
) -> Result<(), DbErr> {
    Entity::delete_many().filter(Column::AccountId.eq(account)).exec(tx).await?;
    if rows.is_empty() {
        return Ok(());
    }
    let rows = rows.into_iter().map(ActiveModel::from);
    Entity::insert_many(rows).exec_without_returning(tx).await.map(drop)
}
