//! Messages of conversations.

use super::entity::message::{ActiveModel, Column, Entity, Model};
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use std::collections::HashMap;

count_since!(
    /// How many an account has written since `since`.
    message,
    AccountId,
    At
);

by_id!(message);

/// How many messages a conversation has.
pub async fn count(db: &impl ConnectionTrait, thread: &str) -> Result<u64, DbErr> {
    Entity::find().filter(Column::ThreadId.eq(thread)).count(db).await
}

/// Some messages of a conversation, oldest first: so many before the newest ones that are left out.
pub async fn of(
    db: &impl ConnectionTrait,
    thread: &str,
    left_out: u64,
    limit: u64,
) -> Result<Vec<Model>, DbErr> {
    let mut rows = Entity::find()
        .filter(Column::ThreadId.eq(thread))
        .order_by_desc(Column::At)
        .order_by_desc(Column::Id)
        .offset(left_out)
        .limit(limit)
        .all(db)
        .await?;
    rows.reverse();
    Ok(rows)
}

/// The message that this form became before, if it was sent.
pub async fn sent_before(db: &impl ConnectionTrait, once: &str) -> Result<Option<Model>, DbErr> {
    Entity::find().filter(Column::Once.eq(once)).one(db).await
}

/// Adds a message; false if its twin was faster.
pub async fn insert_once(tx: &impl ConnectionTrait, row: Model) -> Result<bool, DbErr> {
    let written = Entity::insert(ActiveModel::from(row))
        .on_conflict(OnConflict::column(Column::Once).do_nothing().to_owned())
        .exec_without_returning(tx)
        .await?;
    Ok(written > 0)
}

/// When the newest message of each of these conversations came from the help team, or from the
/// holder.
pub async fn newest_from(
    db: &impl ConnectionTrait,
    threads: &[&str],
    help: bool,
) -> Result<HashMap<String, i64>, DbErr> {
    let newest: Vec<(String, i64)> = Entity::find()
        .select_only()
        .column(Column::ThreadId)
        .column_as(Column::At.max(), "at")
        .filter(Column::ThreadId.is_in(threads.iter().copied()))
        .filter(Column::FromHelp.eq(help))
        .group_by(Column::ThreadId)
        .into_tuple()
        .all(db)
        .await?;
    Ok(newest.into_iter().collect())
}
