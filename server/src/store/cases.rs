//! Cases on paper: the case, its holders, what happened in it.

use super::entity::{case, case_event, case_holder};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait,
};

by_id!(case);
lock!(case);
insert!(case);
update!(case);

/// Holders as rows.
pub mod holders {
    insert!(case_holder);
    delete!(case_holder);
}

/// Events as rows.
pub mod events {
    insert!(case_event);
}

/// A case by its number.
pub async fn by_number(
    db: &impl ConnectionTrait,
    number: &str,
) -> Result<Option<case::Model>, DbErr> {
    case::Entity::find().filter(case::Column::ReceiptNumber.eq(number)).one(db).await
}

/// Cases with one of these numbers.
pub async fn with_numbers(
    db: &impl ConnectionTrait,
    numbers: &[&str],
) -> Result<Vec<case::Model>, DbErr> {
    case::Entity::find()
        .filter(case::Column::ReceiptNumber.is_in(numbers.iter().copied()))
        .all(db)
        .await
}

/// These cases, in this order.
pub async fn of(db: &impl ConnectionTrait, ids: &[&str]) -> Result<Vec<case::Model>, DbErr> {
    let found = case::Entity::find().filter(case::Column::Id.is_in(ids.iter().copied()));
    let mut rows = found.all(db).await?;
    rows.sort_by_key(|row| ids.iter().position(|id| *id == row.id));
    Ok(rows)
}

/// The cases an account holds, the newest news first.
pub async fn held_by(db: &impl ConnectionTrait, account: &str) -> Result<Vec<case::Model>, DbErr> {
    let held = case_holder::Entity::find()
        .select_only()
        .column(case_holder::Column::CaseId)
        .filter(case_holder::Column::AccountId.eq(account));
    case::Entity::find()
        .filter(case::Column::Id.in_subquery(held.into_query()))
        .order_by_desc(case::Column::StatusAt)
        .all(db)
        .await
}

/// The cases with the newest news.
pub async fn latest(db: &impl ConnectionTrait, limit: u64) -> Result<Vec<case::Model>, DbErr> {
    case::Entity::find().order_by_desc(case::Column::StatusAt).limit(limit).all(db).await
}

/// How many there are.
pub async fn count(db: &impl ConnectionTrait) -> Result<u64, DbErr> {
    case::Entity::find().count(db).await
}

/// Accounts that hold a case.
pub async fn holders_of(db: &impl ConnectionTrait, case: &str) -> Result<Vec<String>, DbErr> {
    case_holder::Entity::find()
        .select_only()
        .column(case_holder::Column::AccountId)
        .filter(case_holder::Column::CaseId.eq(case))
        .into_tuple()
        .all(db)
        .await
}

/// The rows by which an account holds cases.
pub async fn holdings(
    db: &impl ConnectionTrait,
    account: &str,
) -> Result<Vec<case_holder::Model>, DbErr> {
    case_holder::Entity::find().filter(case_holder::Column::AccountId.eq(account)).all(db).await
}

/// What happened in a case, newest first.
pub async fn events_of(
    db: &impl ConnectionTrait,
    case: &str,
) -> Result<Vec<case_event::Model>, DbErr> {
    case_event::Entity::find()
        .filter(case_event::Column::CaseId.eq(case))
        .order_by_desc(case_event::Column::At)
        .order_by_desc(case_event::Column::Id)
        .all(db)
        .await
}
