//! What officials have amended in records.

use super::entity::amendment::{Column, Entity, Model};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};

insert!(amendment);

/// The amendments of a student's record, newest first.
pub async fn of_student(
    db: &impl ConnectionTrait,
    student: &str,
    limit: u64,
) -> Result<Vec<Model>, DbErr> {
    let own = Entity::find().filter(Column::StudentId.eq(student));
    own.order_by_desc(Column::At).order_by_desc(Column::Id).limit(limit).all(db).await
}

/// An amendment of this student's record.
pub async fn of_record(
    db: &impl ConnectionTrait,
    id: &str,
    student: &str,
) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id(id).filter(Column::StudentId.eq(student)).one(db).await
}

/// Notes that it was undone.
pub async fn mark_undone(tx: &impl ConnectionTrait, id: &str, at: i64) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::UndoneAt, Expr::value(at))
        .filter(Column::Id.eq(id))
        .exec(tx)
        .await
        .map(drop)
}
