//! Clients' consents, by receipt number.

use super::entity::consent::{Column, Entity, Model};
use domain::case::Consent;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect,
};

lock!(consent);
insert!(consent);
update!(consent);

const OPEN: [Consent; 2] = [Consent::Asked, Consent::Given];

/// Representatives who may see a case.
pub async fn representatives(
    db: &impl ConnectionTrait,
    number: &str,
) -> Result<Vec<String>, DbErr> {
    Entity::find()
        .select_only()
        .column(Column::AccountId)
        .filter(Column::ReceiptNumber.eq(number))
        .filter(Column::State.eq(Consent::Given.code()))
        .into_tuple()
        .all(db)
        .await
}

/// Consents asked or given for these numbers, newest first.
pub async fn open_for(db: &impl ConnectionTrait, numbers: &[&str]) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::ReceiptNumber.is_in(numbers.iter().copied()))
        .filter(Column::State.is_in(OPEN.map(Consent::code)))
        .order_by_desc(Column::AskedAt)
        .all(db)
        .await
}

/// Consents for these numbers, in whatever state.
pub async fn all_for(db: &impl ConnectionTrait, numbers: &[&str]) -> Result<Vec<Model>, DbErr> {
    if numbers.is_empty() {
        return Ok(Vec::new());
    }
    Entity::find().filter(Column::ReceiptNumber.is_in(numbers.iter().copied())).all(db).await
}

/// What a representative asked for and what has not ended, newest first.
pub async fn asked_by(db: &impl ConnectionTrait, account: &str) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::AccountId.eq(account))
        .filter(Column::State.ne(Consent::Ended.code()))
        .order_by_desc(Column::AskedAt)
        .all(db)
        .await
}

/// What a representative asked for this number, ended ones too.
pub async fn asked_for(
    db: &impl ConnectionTrait,
    account: &str,
    number: &str,
) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::AccountId.eq(account))
        .filter(Column::ReceiptNumber.eq(number))
        .all(db)
        .await
}

count_since!(
    /// How many a representative asked for since `since`.
    consent,
    AccountId,
    AskedAt
);

/// Ends what an account asked for, and what was asked for these numbers.
pub async fn end(
    tx: &impl ConnectionTrait,
    account: &str,
    numbers: &[String],
    now: i64,
) -> Result<(), DbErr> {
    let ends = Condition::any()
        .add(Column::AccountId.eq(account))
        .add(Column::ReceiptNumber.is_in(numbers));
    Entity::update_many()
        .col_expr(Column::State, Expr::value(Consent::Ended.code()))
        .col_expr(Column::DecidedAt, Expr::value(now))
        .filter(ends)
        .filter(Column::State.is_in(OPEN.map(Consent::code)))
        .exec(tx)
        .await
        .map(drop)
}
