//! Files of messages and scans of plans, and what is in them.

use super::entity::attachment::{Column, Entity, Model};
use super::entity::content;
use domain::attachment::Scan;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};

by_id!(attachment);

/// Contents as rows.
pub mod contents {
    use crate::store::entity::content::{Column, Entity};
    use sea_orm::sea_query::{Alias, Expr, Func};
    use sea_orm::{ConnectionTrait, DbErr, EntityTrait, QuerySelect};

    by_id!(content);
    delete!(content);

    /// A piece of a file, from this byte on (the first is 0); empty behind its end.
    pub async fn piece(
        db: &impl ConnectionTrait,
        id: &str,
        from: i32,
        most: i32,
    ) -> Result<Vec<u8>, DbErr> {
        // Counted from 1, as both databases do.
        let piece = Func::cust(Alias::new("substr")).arg(Expr::col(Column::Bytes));
        let piece = piece.arg(from.saturating_add(1)).arg(most);
        let found: Option<Vec<u8>> = Entity::find_by_id(id)
            .select_only()
            .column_as(Expr::expr(piece), "piece")
            .into_tuple()
            .one(db)
            .await?;
        Ok(found.unwrap_or_default())
    }
}

mod files {
    insert!(attachment);
}

mod bytes {
    insert!(content);
}

/// Adds a file and what is in it.
pub async fn insert(tx: &impl ConnectionTrait, row: Model, content: Vec<u8>) -> Result<(), DbErr> {
    bytes::insert(tx, content::Model { id: row.id.clone(), bytes: content }).await?;
    files::insert(tx, row).await
}

/// Removes a file that waits for its message, and what is in it. One that has gone along meanwhile stays: whoever removes it has
/// looked before, and its message was sent.
pub async fn remove_waiting(tx: &impl ConnectionTrait, id: &str) -> Result<(), DbErr> {
    let gone = Entity::delete_many()
        .filter(Column::Id.eq(id))
        .filter(Column::MessageId.is_null())
        .filter(Column::Plan.is_null())
        .exec(tx)
        .await?;
    if gone.rows_affected == 1 { contents::delete(tx, id).await } else { Ok(()) }
}

/// Files of an account that wait for a message of this conversation.
pub async fn waiting(
    db: &impl ConnectionTrait,
    account: &str,
    thread: &str,
) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::AccountId.eq(account))
        .filter(Column::Thread.eq(thread))
        .filter(Column::MessageId.is_null())
        .filter(Column::Plan.is_null())
        .order_by_asc(Column::Id)
        .all(db)
        .await
}

/// These files.
pub async fn of(db: &impl ConnectionTrait, ids: &[&str]) -> Result<Vec<Model>, DbErr> {
    Entity::find().filter(Column::Id.is_in(ids.iter().copied())).all(db).await
}

/// The files that went with these messages.
pub async fn sent_with(db: &impl ConnectionTrait, messages: &[&str]) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::MessageId.is_in(messages.iter().copied()))
        .order_by_asc(Column::Id)
        .all(db)
        .await
}

count_since!(
    /// How many files an account has sent since `since`.
    attachment,
    AccountId,
    CreatedAt
);

/// The bytes of all files of an account.
pub async fn bytes_of(db: &impl ConnectionTrait, account: &str) -> Result<i64, DbErr> {
    let sum: Option<Option<i64>> = Entity::find()
        .select_only()
        .column_as(Column::Size.sum().cast_as("bigint"), "size")
        .filter(Column::AccountId.eq(account))
        .into_tuple()
        .one(db)
        .await?;
    Ok(sum.flatten().unwrap_or(0))
}

/// Files that wait go along with a message; how many did. One that was removed meanwhile, or went along with another message, does not.
pub async fn send(
    tx: &impl ConnectionTrait,
    ids: &[&str],
    thread: &str,
    message: &str,
) -> Result<u64, DbErr> {
    let sent = Entity::update_many()
        .col_expr(Column::MessageId, Expr::value(message))
        .col_expr(Column::Thread, Expr::value(thread))
        .filter(Column::Id.is_in(ids.iter().copied()))
        .filter(Column::MessageId.is_null())
        .filter(Column::Plan.is_null())
        .exec(tx)
        .await?;
    Ok(sent.rows_affected)
}

/// Files whose message has not come since `before`.
pub async fn abandoned(db: &impl ConnectionTrait, before: i64) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::MessageId.is_null())
        .filter(Column::Plan.is_null())
        .filter(Column::CreatedAt.lt(before))
        .all(db)
        .await
}

/// Files that wait for the virus scan since before `before`.
pub async fn to_scan(db: &impl ConnectionTrait, before: i64) -> Result<Vec<String>, DbErr> {
    Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::Scan.eq(Scan::Waiting.code()))
        .filter(Column::CreatedAt.lt(before))
        .order_by_asc(Column::Id)
        .into_tuple()
        .all(db)
        .await
}

/// Notes what the virus scan said.
pub async fn set_scan(tx: &impl ConnectionTrait, id: &str, scan: Scan) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::Scan, Expr::value(scan.code()))
        .filter(Column::Id.eq(id))
        .exec(tx)
        .await
        .map(drop)
}
