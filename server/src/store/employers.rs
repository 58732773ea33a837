//! Employers as students and schools report them; deleted ones stay, marked.

use super::entity::employer::{Column, Entity, Model};
use super::search::contains;
use sea_orm::sea_query::{Expr, ExprTrait, Func, Query};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect,
};

by_id!(employer);
insert!(employer);
update!(employer);

/// Employers of a school's students of which the school's file says otherwise.
pub async fn with_differences(
    db: &impl ConnectionTrait,
    school: &str,
    limit: u64,
) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::Differs.eq(true))
        .filter(Column::DeletedAt.is_null())
        .filter(super::of_school::is_of(Column::StudentId.into_expr(), school))
        .order_by_asc(Column::StudentId)
        .limit(limit)
        .all(db)
        .await
}

/// The employers of these students that were not deleted.
pub async fn of_students(db: &impl ConnectionTrait, ids: &[String]) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::StudentId.is_in(ids))
        .filter(Column::DeletedAt.is_null())
        .all(db)
        .await
}

/// These employers, deleted ones too.
pub async fn some(db: &impl ConnectionTrait, ids: &[String]) -> Result<Vec<Model>, DbErr> {
    Entity::find().filter(Column::Id.is_in(ids)).all(db).await
}

/// The newest employer of this name that a student has.
pub async fn of_job(
    db: &impl ConnectionTrait,
    student: &str,
    name: &str,
) -> Result<Option<Model>, DbErr> {
    Entity::find()
        .filter(Column::StudentId.eq(student))
        .filter(Column::Name.eq(name))
        .order_by_desc(Column::ReportedAt)
        .one(db)
        .await
}

/// Notes the name and start under which SEVIS has a job. The record itself stays as it is.
pub async fn set_key(
    tx: &impl ConnectionTrait,
    id: &str,
    name: &str,
    start: Option<time::Date>,
) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::SevisName, Expr::value(name))
        .col_expr(Column::SevisStart, Expr::value(start))
        .filter(Column::Id.eq(id))
        .exec(tx)
        .await
        .map(drop)
}

/// An employer is so named: every word is in its name, in whatever case. SQLite knows the cases of plain letters only, so that an
/// accented capital is found as it stands.
fn so_named(words: &str) -> Condition {
    let name = || Expr::col((Entity, Column::Name));
    let words = words.split_whitespace().take(6);
    words.fold(Condition::all().add(Column::DeletedAt.is_null()), |all, word| {
        let either = Condition::any()
            .add(Expr::expr(Func::lower(name())).like(contains(&word.to_lowercase())))
            .add(name().like(contains(word)));
        all.add(either)
    })
}

/// The student, an expression of the query around it, has or had an employer so named.
pub(super) fn named(student: Expr, words: &str) -> Expr {
    let mut one = Query::select();
    one.expr(Expr::val(1))
        .from(Entity)
        .and_where(ExprTrait::eq(Expr::col((Entity, Column::StudentId)), student))
        .cond_where(so_named(words));
    Expr::exists(one)
}

/// Employers of these students so named, each with the student, the last first.
pub async fn names(
    db: &impl ConnectionTrait,
    students: &[String],
    words: &str,
) -> Result<Vec<(String, String)>, DbErr> {
    Entity::find()
        .select_only()
        .column(Column::StudentId)
        .column(Column::Name)
        .filter(Column::StudentId.is_in(students))
        .filter(so_named(words))
        .order_by_desc(Column::StartDate)
        .into_tuple()
        .all(db)
        .await
}
