//! Practical-training authorizations.

use super::entity::authorization::{Column, Entity, Model};
use super::entity::{employer, mark};
use super::fixed::Fixed;
use domain::authorization::{Kind, Status};
use domain::date::plus_days;
use domain::stem::WINDOW_DAYS;
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, DerivePartialModel, EntityTrait, FromQueryResult,
    JoinType, PartialModelTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select,
};
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

/// An authorization and an employer under it. A row that cannot be read is an error here, and not none.
#[derive(DerivePartialModel)]
#[sea_orm(entity = "Entity")]
struct Under {
    #[sea_orm(nested)]
    authorization: Model,
    #[sea_orm(nested)]
    employer: Option<employer::Model>,
}

/// A student's authorizations, newest first, and the employers under them, deleted ones too, newest first: one statement,
/// because nearly every page of a student asks for both.
pub async fn with_employers(
    db: &impl ConnectionTrait,
    student: &str,
) -> Result<(Vec<Model>, Vec<employer::Model>), DbErr> {
    static QUERY: Fixed = Fixed::new();
    let backend = db.get_database_backend();
    let query = QUERY.of(backend, student, |student| under(student).build(backend));
    let rows = Under::find_by_statement(query).all(db).await?;
    let (mut all, mut employers) = (Vec::<Model>::new(), Vec::new());
    for Under { authorization, employer } in rows {
        if all.last().is_none_or(|last| last.id != authorization.id) {
            all.push(authorization);
        }
        employers.extend(employer);
    }
    employers.sort_by(|a: &employer::Model, b| (b.start_date, &b.id).cmp(&(a.start_date, &a.id)));
    Ok((all, employers))
}

fn under(student: &str) -> Select<Entity> {
    let employers = Entity::belongs_to(employer::Entity)
        .from(Column::Id)
        .to(employer::Column::AuthorizationId)
        .into();
    let query = Entity::find()
        .join(JoinType::LeftJoin, employers)
        .filter(Column::StudentId.eq(student))
        .order_by_desc(Column::StartDate)
        .order_by_desc(Column::Id);
    Under::select_cols(query.select_only())
}

/// The authorizations of these students.
pub async fn of_students(db: &impl ConnectionTrait, ids: &[String]) -> Result<Vec<Model>, DbErr> {
    Entity::find().filter(Column::StudentId.is_in(ids)).all(db).await
}

/// Authorizations of a school's students of which the school's file says otherwise.
pub async fn with_differences(
    db: &impl ConnectionTrait,
    school: &str,
    limit: u64,
) -> Result<Vec<Model>, DbErr> {
    // As the index of those that differ spells it.
    let differ = Entity::find().filter(Expr::cust("authorizations.differs"));
    let differ = differ.filter(super::of_school::is_of(Column::StudentId.into_expr(), school));
    differ.order_by_asc(Column::StudentId).limit(limit).all(db).await
}

/// An approved authorization of this student, which is an expression of the query around it: so the database looks at the
/// authorizations of one student at a time, and never at everybody's.
fn approved_of(student: Expr) -> SelectStatement {
    Query::select()
        .expr(Expr::val(1))
        .from(Entity)
        .and_where(ExprTrait::eq(Expr::col((Entity, Column::StudentId)), student))
        .and_where(Column::Status.eq(Status::Approved.code()))
        .to_owned()
}

/// One that opens the portal.
fn opening(student: Expr) -> SelectStatement {
    approved_of(student).and_where(Column::Kind.ne(Kind::PreCompletion.code())).to_owned()
}

/// The student has an approved authorization that opens the portal and ends on `day` or later.
pub(super) fn open_on(student: Expr, day: Date) -> Expr {
    Expr::exists(opening(student).and_where(Column::EndDate.gte(day)).to_owned())
}

/// The student has an approved authorization that opens the portal and runs on `day`, in some time zone.
pub(super) fn runs_about(student: Expr, day: Date) -> Expr {
    let (begun, ends) = (plus_days(day, 1), plus_days(day, -1));
    let mut runs = opening(student);
    runs.and_where(Column::StartDate.lte(begun)).and_where(Column::EndDate.gte(ends));
    Expr::exists(runs)
}

/// The student has an approved authorization that opens the portal and has begun by `day`.
pub(super) fn begun_by(student: Expr, day: Date) -> Expr {
    Expr::exists(opening(student).and_where(Column::StartDate.lte(day)).to_owned())
}

/// The student has an approved authorization that runs on `day`, or a STEM extension that ended on `stays` or later.
pub(super) fn running_on(student: Expr, day: Date, stays: Date) -> Expr {
    let extension = Expr::col(Column::Kind).eq(Kind::Stem.code());
    let ended = extension.and(Expr::col(Column::EndDate).gte(stays));
    let mut runs = approved_of(student);
    runs.and_where(Column::StartDate.lte(day));
    Expr::exists(runs.and_where(Expr::col(Column::EndDate).gte(day).or(ended)).to_owned())
}

/// Of each of these students, the next day after `day` on which an authorization begins, if one does.
pub async fn next_starts(
    db: &impl ConnectionTrait,
    students: &[String],
    day: Date,
) -> Result<Vec<(String, Date)>, DbErr> {
    let later = Entity::find().filter(Column::StudentId.is_in(students));
    let later = later.filter(Column::StartDate.gt(day)).group_by(Column::StudentId);
    let next = later.select_only().column(Column::StudentId);
    next.expr_as(Column::StartDate.min(), "next").into_tuple().all(db).await
}

/// The student has an approved authorization that ends on `day` or later.
pub(super) fn approved_until(student: Expr, day: Date) -> Expr {
    Expr::exists(approved_of(student).and_where(Column::EndDate.gte(day)).to_owned())
}

/// A student, the extension and its first day.
pub type ToRemind = (String, String, Date);

/// Days by which months differ from each other.
const SPREAD: i64 = 3;

/// Students and their extensions of which a validation is due around a day, and of which they were not
/// reminded. A few are not due quite yet, since months differ in length.
pub async fn to_remind(
    db: &impl ConnectionTrait,
    months: u32,
    today: Date,
    (after, limit): (&str, u64),
) -> Result<Vec<ToRemind>, DbErr> {
    // The day itself is so many months after the start.
    let days = i64::from(months) * 365 / 12;
    let start = plus_days(today, -days);
    let from = plus_days(start, -WINDOW_DAYS - SPREAD);
    let to = plus_days(start, WINDOW_DAYS + SPREAD);
    let reminded = Query::select().column(mark::Column::Id).from(mark::Entity).to_owned();
    // As `marks::reminded` writes it, and as it was before a start could be corrected.
    let day = "CAST(authorizations.start_date AS text)";
    let id = Expr::cust(format!("authorizations.id || ':{months}:' || {day}"));
    let of_before = Expr::cust(format!("authorizations.id || ':{months}'"));
    Entity::find()
        .select_only()
        .column(Column::StudentId)
        .column(Column::Id)
        .column(Column::StartDate)
        .filter(Column::Id.gt(after))
        .filter(Column::Kind.eq(Kind::Stem.code()))
        .filter(Column::Status.eq(Status::Approved.code()))
        .filter(Column::StartDate.gte(from))
        .filter(Column::StartDate.lte(to))
        .filter(id.not_in_subquery(reminded.clone()))
        .filter(of_before.not_in_subquery(reminded))
        .order_by_asc(Column::Id)
        .limit(limit)
        .into_tuple()
        .all(db)
        .await
}
