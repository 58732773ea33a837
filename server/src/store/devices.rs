//! Browsers that have passed the second step of an account before.

use super::entity::device::{Column, Entity, Model};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect,
};

insert!(device);
change!(device);

/// The browser with this cookie, if it is known to the account since `since`.
pub async fn known(
    db: &impl ConnectionTrait,
    account: &str,
    token_hash: &str,
    since: i64,
) -> Result<Option<Model>, DbErr> {
    Entity::find()
        .filter(Column::TokenHash.eq(token_hash))
        .filter(Column::AccountId.eq(account))
        .filter(Column::SeenAt.gt(since))
        .one(db)
        .await
}

/// The rows of the browser with this cookie for other accounts.
pub async fn of_others(
    db: &impl ConnectionTrait,
    account: &str,
    token_hash: &str,
) -> Result<Vec<String>, DbErr> {
    Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::TokenHash.eq(token_hash))
        .filter(Column::AccountId.ne(account))
        .into_tuple()
        .all(db)
        .await
}

/// How many browsers an account is known in.
pub async fn count(db: &impl ConnectionTrait, account: &str) -> Result<u64, DbErr> {
    Entity::find().filter(Column::AccountId.eq(account)).count(db).await
}

/// Forgets one browser of an account.
pub async fn forget(
    tx: &impl ConnectionTrait,
    account: &str,
    token_hash: &str,
) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(Column::TokenHash.eq(token_hash))
        .filter(Column::AccountId.eq(account))
        .exec(tx)
        .await
        .map(drop)
}

/// A browser has another cookie from now on.
pub async fn rename(tx: &impl ConnectionTrait, old: &str, new: &str) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::TokenHash, Expr::value(new))
        .filter(Column::TokenHash.eq(old))
        .exec(tx)
        .await
        .map(drop)
}

/// Forgets every browser of an account.
pub async fn forget_all(tx: &impl ConnectionTrait, account: &str) -> Result<(), DbErr> {
    Entity::delete_many().filter(Column::AccountId.eq(account)).exec(tx).await.map(drop)
}

/// True if an account had a known browser before this instant.
pub async fn any_before(
    db: &impl ConnectionTrait,
    account: &str,
    before: i64,
) -> Result<bool, DbErr> {
    let older = Entity::find()
        .filter(Column::AccountId.eq(account))
        .filter(Column::CreatedAt.lt(before))
        .one(db)
        .await?;
    Ok(older.is_some())
}
