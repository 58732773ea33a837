//! Browsers that are sent notifications.

use super::entity::push_device::{Column, Entity, Model};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};

by_id!(push_device);
insert!(push_device);
delete!(push_device);

/// Those of accounts, oldest first.
pub async fn of(db: &impl ConnectionTrait, accounts: &[&str]) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::AccountId.is_in(accounts.iter().copied()))
        .order_by_asc(Column::CreatedAt)
        .order_by_asc(Column::Id)
        .all(db)
        .await
}

/// The browser with this address at its push service, whosever it is.
pub async fn by_endpoint(
    db: &impl ConnectionTrait,
    endpoint_hash: &str,
) -> Result<Option<Model>, DbErr> {
    Entity::find().filter(Column::EndpointHash.eq(endpoint_hash)).one(db).await
}

/// The account has a new login in this known browser: what it shows is that login's from now on.
pub async fn carry(
    tx: &impl ConnectionTrait,
    account: &str,
    browser: &str,
    login: &str,
) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::Login, Expr::value(login))
        .filter(Column::Browser.eq(browser))
        .filter(Column::AccountId.eq(account))
        .exec(tx)
        .await
        .map(drop)
}

/// Forgets those that are these known browsers.
pub async fn forget_browsers(
    tx: &impl ConnectionTrait,
    browsers: Vec<String>,
) -> Result<(), DbErr> {
    if browsers.is_empty() {
        return Ok(());
    }
    Entity::delete_many().filter(Column::Browser.is_in(browsers)).exec(tx).await.map(drop)
}

/// Forgets those of these logins.
pub async fn forget_logins(tx: &impl ConnectionTrait, logins: Vec<String>) -> Result<(), DbErr> {
    let logins = logins.into_iter().filter(|login| !login.is_empty());
    Entity::delete_many().filter(Column::Login.is_in(logins)).exec(tx).await.map(drop)
}

/// Forgets every browser of an account.
pub async fn forget_all(tx: &impl ConnectionTrait, account: &str) -> Result<(), DbErr> {
    Entity::delete_many().filter(Column::AccountId.eq(account)).exec(tx).await.map(drop)
}
