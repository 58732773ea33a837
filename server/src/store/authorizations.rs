//! Practical-training authorizations.

use super::entity::authorization::{Column, Entity, Model};
use domain::authorization::{Kind, Status};
use sea_orm::sea_query::{Query, SelectStatement};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};
use time::Date;

by_id!(authorization);
insert!(authorization);
update!(authorization);

/// A student's authorizations, newest first.
pub async fn of(db: &impl ConnectionTrait, student: &str) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::StudentId.eq(student))
        .order_by_desc(Column::StartDate)
        .all(db)
        .await
}

/// The authorizations of these students.
pub async fn of_students(db: &impl ConnectionTrait, ids: &[String]) -> Result<Vec<Model>, DbErr> {
    Entity::find().filter(Column::StudentId.is_in(ids)).all(db).await
}

fn students_approved() -> SelectStatement {
    Query::select()
        .column(Column::StudentId)
        .from(Entity)
        .and_where(Column::Status.eq(Status::Approved.code()))
        .to_owned()
}

/// Students with an approved authorization that opens the portal and ends on `day` or later.
pub(super) fn students_open_on(day: Date) -> SelectStatement {
    students_approved()
        .and_where(Column::Kind.ne(Kind::PreCompletion.code()))
        .and_where(Column::EndDate.gte(day))
        .to_owned()
}

/// Students with an approved authorization that opens the portal and has begun by `day`.
pub(super) fn students_begun_by(day: Date) -> SelectStatement {
    students_approved()
        .and_where(Column::Kind.ne(Kind::PreCompletion.code()))
        .and_where(Column::StartDate.lte(day))
        .to_owned()
}

/// Students with an approved authorization that runs on `day`.
pub(super) fn students_running_on(day: Date) -> SelectStatement {
    students_approved()
        .and_where(Column::StartDate.lte(day))
        .and_where(Column::EndDate.gte(day))
        .to_owned()
}

/// Students with an approved authorization that ends on `day` or later.
pub(super) fn students_approved_until(day: Date) -> SelectStatement {
    students_approved().and_where(Column::EndDate.gte(day)).to_owned()
}
