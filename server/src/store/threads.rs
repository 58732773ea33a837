//! Conversations.

use super::entity::thread::{Column, Entity, Model};
use domain::conversation::ThreadState;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};

by_id!(thread);
lock!(thread);
insert!(thread);
update!(thread);

/// A holder's conversations, the newest message first.
pub async fn of(db: &impl ConnectionTrait, account: &str) -> Result<Vec<Model>, DbErr> {
    Entity::find().filter(Column::AccountId.eq(account)).order_by_desc(Column::LastAt).all(db).await
}

/// These conversations.
pub async fn with_ids(db: &impl ConnectionTrait, ids: &[&str]) -> Result<Vec<Model>, DbErr> {
    Entity::find().filter(Column::Id.is_in(ids.iter().copied())).all(db).await
}

/// How many wait for an answer, and how many there are.
pub async fn counts(db: &impl ConnectionTrait) -> Result<(u64, u64), DbErr> {
    let waits = Column::State.eq(ThreadState::Waiting.code());
    Ok((Entity::find().filter(waits).count(db).await?, Entity::find().count(db).await?))
}

/// A stretch of the help team's queue: those that wait come first, the longest first; the others
/// follow, newest first. `waiting` says how many wait.
pub async fn queue(
    db: &impl ConnectionTrait,
    first: u64,
    limit: u64,
    waiting: u64,
) -> Result<Vec<Model>, DbErr> {
    let mut rows = Entity::find()
        .filter(Column::State.eq(ThreadState::Waiting.code()))
        .order_by_asc(Column::WaitsSince)
        .offset(first)
        .limit(limit)
        .all(db)
        .await?;
    let other = ThreadState::ALL.iter().copied().filter(|state| *state != ThreadState::Waiting);
    let others = Entity::find()
        .filter(Column::State.is_in(other.map(ThreadState::code)))
        .order_by_desc(Column::LastAt)
        .offset(first.saturating_sub(waiting))
        .limit(limit - rows.len() as u64)
        .all(db)
        .await?;
    rows.extend(others);
    Ok(rows)
}
