//! Receipts of reports.

use super::entity::receipt::{Column, Entity, Model};
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

/// These students' receipts of one kind of report.
pub async fn of_event(
    db: &impl ConnectionTrait,
    students: &[String],
    event: domain::history::Event,
) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::StudentId.is_in(students))
        .filter(Column::Event.eq(event.code()))
        .order_by_asc(Column::At)
        .all(db)
        .await
}

/// The receipt of an employer's first report.
pub async fn first_of_employer(
    db: &impl ConnectionTrait,
    employer: &str,
) -> Result<Option<Model>, DbErr> {
    Entity::find().filter(Column::EmployerId.eq(employer)).order_by_asc(Column::At).one(db).await
}

/// These receipts, by identity.
pub async fn of(
    db: &impl ConnectionTrait,
    ids: &[String],
) -> Result<HashMap<String, Model>, DbErr> {
    let rows = Entity::find().filter(Column::Id.is_in(ids)).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.id.clone(), row)).collect())
}
