//! Receipts of reports.

use super::entity::receipt::{Column, Entity, Model};
use domain::history::Event;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};
use std::collections::HashMap;

insert!(receipt);

/// A receipt of this student.
pub async fn of_student(
    db: &impl ConnectionTrait,
    id: &str,
    student: &str,
) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id(id).filter(Column::StudentId.eq(student)).one(db).await
}

/// The receipt of this number, if it has this code.
pub async fn genuine(
    db: &impl ConnectionTrait,
    number: &str,
    code: &str,
) -> Result<Option<Model>, DbErr> {
    let of = Entity::find().filter(Column::Number.eq(number)).filter(Column::Code.eq(code));
    // A receipt without a code cannot be checked.
    of.filter(Column::Code.ne("")).one(db).await
}

/// The receipt of an employer's first report.
pub async fn first_of_employer(
    db: &impl ConnectionTrait,
    employer: &str,
) -> Result<Option<Model>, DbErr> {
    Entity::find().filter(Column::EmployerId.eq(employer)).order_by_asc(Column::At).one(db).await
}

/// The receipt of an employer's last report.
pub async fn last_of_employer(
    db: &impl ConnectionTrait,
    employer: &str,
) -> Result<Option<Model>, DbErr> {
    let of = Entity::find().filter(Column::EmployerId.eq(employer));
    of.order_by_desc(Column::At).order_by_desc(Column::Id).one(db).await
}

/// A student's newest receipt.
pub async fn newest(db: &impl ConnectionTrait, student: &str) -> Result<Option<Model>, DbErr> {
    let of = Entity::find().filter(Column::StudentId.eq(student));
    of.order_by_desc(Column::At).order_by_desc(Column::Id).one(db).await
}

/// A student's newest receipt of an event.
pub async fn newest_of(
    db: &impl ConnectionTrait,
    student: &str,
    event: Event,
) -> Result<Option<Model>, DbErr> {
    let of = Entity::find().filter(Column::StudentId.eq(student));
    let of = of.filter(Column::Event.eq(event.code()));
    of.order_by_desc(Column::At).order_by_desc(Column::Id).one(db).await
}

/// The receipts of these students, newest first.
pub async fn of_students(db: &impl ConnectionTrait, ids: &[String]) -> Result<Vec<Model>, DbErr> {
    let of = Entity::find().filter(Column::StudentId.is_in(ids));
    of.order_by_desc(Column::At).order_by_desc(Column::Id).all(db).await
}

/// These receipts, by identity.
pub async fn of(
    db: &impl ConnectionTrait,
    ids: &[String],
) -> Result<HashMap<String, Model>, DbErr> {
    let rows = Entity::find().filter(Column::Id.is_in(ids)).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.id.clone(), row)).collect())
}
