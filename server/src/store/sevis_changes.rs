//! Changes on their way to SEVIS.

use super::entity::sevis_change::{Column, Entity, Model};
use domain::sevis_state::SevisState;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use std::collections::HashMap;

insert!(sevis_change);

/// The change that a receipt stands for.
pub async fn of_receipt(db: &impl ConnectionTrait, id: &str) -> Result<Option<Model>, DbErr> {
    Entity::find().filter(Column::ReceiptId.eq(id)).one(db).await
}

/// Where the change of each of these receipts stands.
pub async fn states_of_receipts(
    db: &impl ConnectionTrait,
    ids: &[String],
) -> Result<HashMap<String, SevisState>, DbErr> {
    let rows = Entity::find().filter(Column::ReceiptId.is_in(ids)).all(db).await?;
    Ok(rows.into_iter().filter_map(|row| Some((row.receipt_id?, row.state.0))).collect())
}

/// Where the newest change of each of a student's employers stands.
pub async fn states_of_employers(
    db: &impl ConnectionTrait,
    student: &str,
) -> Result<HashMap<String, SevisState>, DbErr> {
    let rows = Entity::find()
        .filter(Column::StudentId.eq(student))
        .filter(Column::EmployerId.is_not_null())
        .order_by_asc(Column::CreatedAt)
        .order_by_asc(Column::Id)
        .all(db)
        .await?;
    Ok(rows.into_iter().filter_map(|row| Some((row.employer_id?, row.state.0))).collect())
}

/// A student's changes, newest first.
pub async fn of_student(
    db: &impl ConnectionTrait,
    student: &str,
    limit: u64,
) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::StudentId.eq(student))
        .order_by_desc(Column::CreatedAt)
        .limit(limit)
        .all(db)
        .await
}

/// The next queued changes, in the order of their acceptance.
pub async fn queued(db: &impl ConnectionTrait, limit: u64) -> Result<Vec<String>, DbErr> {
    Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::State.eq(SevisState::Queued.code()))
        .order_by_asc(Column::CreatedAt)
        .order_by_asc(Column::Id)
        .limit(limit)
        .into_tuple()
        .all(db)
        .await
}

/// Gives queued changes a batch; those that another process took meanwhile are left alone.
pub async fn send(tx: &impl ConnectionTrait, ids: Vec<String>, batch: &str) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::State, Expr::value(SevisState::Sent.code()))
        .col_expr(Column::BatchId, Expr::value(batch))
        .filter(Column::Id.is_in(ids))
        .filter(Column::State.eq(SevisState::Queued.code()))
        .exec(tx)
        .await
        .map(drop)
}

/// Changes that were handed over and not answered, in the order of their acceptance.
pub async fn sent(db: &impl ConnectionTrait, limit: u64) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::State.eq(SevisState::Sent.code()))
        .order_by_asc(Column::CreatedAt)
        .order_by_asc(Column::Id)
        .limit(limit)
        .all(db)
        .await
}

/// Notes the answer to a change that was sent; true where it was still without one.
pub async fn settle(
    tx: &impl ConnectionTrait,
    id: &str,
    state: SevisState,
    words: &str,
    at: i64,
) -> Result<bool, DbErr> {
    let done = Entity::update_many()
        .col_expr(Column::State, Expr::value(state.code()))
        .col_expr(Column::Answer, Expr::value(words))
        .col_expr(Column::SettledAt, Expr::value(at))
        .filter(Column::Id.eq(id))
        .filter(Column::State.eq(SevisState::Sent.code()))
        .exec(tx)
        .await?;
    Ok(done.rows_affected > 0)
}
