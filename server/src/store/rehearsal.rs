//! Changes of schools that rehearse: handed to the portal's own registry, and answered by it.

use super::entity::sevis_change::{Column, Entity, Model};
use super::sevis_changes::{by_way, of_school};
use domain::sevis_state::{SevisState, SevisWay};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};

/// What a school's rehearsal was handed and has not answered waits again: nobody goes on asking it.
pub async fn leave(tx: &impl ConnectionTrait, school: &str) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::State, Expr::value(SevisState::Queued.code()))
        .filter(Column::State.eq(SevisState::Sent.code()))
        .filter(Column::RequestId.eq(""))
        .filter(of_school(school))
        .exec(tx)
        .await
        .map(drop)
}

/// The next changes to be rehearsed, in the order of their acceptance.
pub async fn waiting(db: &impl ConnectionTrait, limit: u64) -> Result<Vec<String>, DbErr> {
    Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(by_way(SevisWay::Rehearsal))
        // What has left in a batch is answered by that batch.
        .filter(Column::RequestId.eq(""))
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
        .filter(Column::RequestId.eq(""))
        .filter(Column::State.eq(SevisState::Queued.code()))
        // As it is by now: the school may have left the rehearsal this instant.
        .filter(by_way(SevisWay::Rehearsal))
        .exec(tx)
        .await
        .map(drop)
}

/// Changes that were handed to the rehearsal and not answered, in the order of their acceptance.
pub async fn unanswered(db: &impl ConnectionTrait, limit: u64) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::State.eq(SevisState::Sent.code()))
        .filter(Column::RequestId.eq(""))
        .filter(by_way(SevisWay::Rehearsal))
        .order_by_asc(Column::CreatedAt)
        .order_by_asc(Column::Id)
        .limit(limit)
        .all(db)
        .await
}

/// Notes the answer to changes that were sent; gives how many were still without one.
pub async fn settle(
    tx: &impl ConnectionTrait,
    ids: Vec<&str>,
    state: SevisState,
    words: &str,
    at: i64,
) -> Result<u64, DbErr> {
    let done = Entity::update_many()
        .col_expr(Column::State, Expr::value(state.code()))
        .col_expr(Column::Answer, Expr::value(words))
        .col_expr(Column::SettledAt, Expr::value(at))
        .filter(Column::Id.is_in(ids))
        .filter(Column::RequestId.eq(""))
        .filter(Column::State.eq(SevisState::Sent.code()))
        .exec(tx)
        .await?;
    Ok(done.rows_affected)
}
