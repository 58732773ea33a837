//! Which STEM validations students were reminded of.

use super::entity::authorization;
use super::entity::reminder::{Column, Entity};
use domain::authorization::{Kind, Status};
use domain::stem::WINDOW_DAYS;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use time::Date;

insert!(reminder);

/// The identity of a reminder.
pub fn name(authorization: &str, months: u32) -> String {
    format!("{authorization}:{months}")
}

/// True where it was done.
pub async fn is_there(db: &impl ConnectionTrait, id: &str) -> Result<bool, DbErr> {
    Ok(Entity::find_by_id(id).count(db).await? > 0)
}

/// A student, the extension and its first day.
pub type Candidate = (String, String, Date);

/// Days by which months differ from each other.
const SPREAD: i64 = 3;

/// Students and their extensions of which a validation is due around a day, and of which they were not
/// reminded. A few are not due quite yet, since months differ in length.
pub async fn candidates(
    db: &impl ConnectionTrait,
    months: u32,
    today: Date,
    (after, limit): (&str, u64),
) -> Result<Vec<Candidate>, DbErr> {
    use authorization::Column as Of;
    // The day itself is so many months after the start.
    let days = i64::from(months) * 365 / 12;
    let start = domain::date::plus_days(today, -days);
    let from = domain::date::plus_days(start, -WINDOW_DAYS - SPREAD);
    let to = domain::date::plus_days(start, WINDOW_DAYS + SPREAD);
    let reminded = Query::select().column(Column::Id).from(Entity).to_owned();
    let id = Expr::cust(format!("authorizations.id || ':{months}'"));
    authorization::Entity::find()
        .select_only()
        .column(Of::StudentId)
        .column(Of::Id)
        .column(Of::StartDate)
        .filter(Of::Id.gt(after))
        .filter(Of::Kind.eq(Kind::Stem.code()))
        .filter(Of::Status.eq(Status::Approved.code()))
        .filter(Of::StartDate.gte(from))
        .filter(Of::StartDate.lte(to))
        .filter(id.not_in_subquery(reminded))
        .order_by_asc(Of::Id)
        .limit(limit)
        .into_tuple()
        .all(db)
        .await
}
