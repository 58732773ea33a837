//! What the last list from SEVIS says of a school's students.

use super::entity::sevis_listed::{Column, Entity, Model};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};

insert_all!(sevis_listed);

/// What it says of these students.
pub async fn of_students(db: &impl ConnectionTrait, ids: &[String]) -> Result<Vec<Model>, DbErr> {
    Entity::find().filter(Column::StudentId.is_in(ids)).all(db).await
}

/// What it says of all students of a school.
pub async fn of_school(db: &impl ConnectionTrait, school: &str) -> Result<Vec<Model>, DbErr> {
    Entity::find().filter(Column::SchoolId.eq(school)).all(db).await
}

/// The list differed from the record of this student, which is an expression of the query around it.
pub(super) fn differs_from(student: Expr) -> Expr {
    let mut differing = Query::select();
    differing
        .expr(Expr::val(1))
        .from(Entity)
        .and_where(ExprTrait::eq(Expr::col((Entity, Column::StudentId)), student))
        .and_where(Column::Differs.eq(true));
    Expr::exists(differing)
}

/// Puts a list in the place of the one before.
pub async fn replace(
    tx: &impl ConnectionTrait,
    school: &str,
    rows: Vec<Model>,
) -> Result<(), DbErr> {
    Entity::delete_many().filter(Column::SchoolId.eq(school)).exec(tx).await?;
    insert_all(tx, rows).await
}
