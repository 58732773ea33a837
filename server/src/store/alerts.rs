//! What officials should look at, as it was worked out last (`alert_states`).

use super::entity::alert::{Column, Entity, Model};
use super::entity::alert_state as state;
use domain::alert::{AlertKind, AlertSort};
use domain::paging::FOUND;
use sea_orm::sea_query::{Alias, Expr, NullOrdering, Query, UnionType};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, Order, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait, Select,
};

insert_all!(alert);

/// How many of each kind a school has, where there are any, the most urgent first; one more than [`FOUND`] stands for all beyond.
pub async fn counts(
    db: &impl ConnectionTrait,
    school: &str,
) -> Result<Vec<(AlertKind, u64)>, DbErr> {
    let of_kind = |kind: &AlertKind| {
        let some = Entity::find().select_only().column(Column::Place);
        let some = some.filter(Column::School.eq(school)).filter(Column::Place.eq(place(*kind)));
        let mut counted = Query::select();
        counted.expr_as(Expr::cust("MIN(place)"), Alias::new("place"));
        counted.expr_as(Expr::cust("COUNT(*)"), Alias::new("number"));
        let some = some.limit(FOUND + 1).into_query();
        counted.from_subquery(some, Alias::new("found")).to_owned()
    };
    let mut kinds = AlertKind::ALL.iter().map(of_kind);
    let Some(mut all) = kinds.next() else { return Ok(Vec::new()) };
    for one in kinds {
        all.union(UnionType::All, one);
    }
    let mut found = Vec::new();
    for row in db.query_all(&all).await? {
        let (place, number): (Option<i32>, i64) =
            (row.try_get("", "place")?, row.try_get("", "number")?);
        let at = place.and_then(|place| usize::try_from(place).ok());
        let kind = at.and_then(|at| AlertKind::ALL.get(at).copied());
        found.extend(kind.zip(u64::try_from(number).ok()));
    }
    found.sort_by_key(|(kind, _)| self::place(*kind));
    Ok(found)
}

/// A school's alerts, of one kind or of all.
fn wanted(school: &str, kind: Option<AlertKind>, sort: AlertSort) -> Select<Entity> {
    let mut query = Entity::find().filter(Column::School.eq(school));
    if let Some(place) = kind.map(place) {
        query = query.filter(Column::Place.eq(place));
    }
    let query = match sort {
        AlertSort::Urgent => query,
        AlertSort::Name => query.order_by_asc(Column::Name),
        AlertSort::Days => query.order_by_with_nulls(Column::Used, Order::Desc, NullOrdering::Last),
        AlertSort::Ends => query.order_by_with_nulls(Column::Ends, Order::Asc, NullOrdering::Last),
    };
    query.order_by_asc(Column::Place).order_by_asc(Column::Name).order_by_asc(Column::Student)
}

/// Some of them in this order: how many are skipped, and how many are taken.
pub async fn page(
    db: &impl ConnectionTrait,
    school: &str,
    (kind, sort): (Option<AlertKind>, AlertSort),
    (skip, take): (u64, u64),
) -> Result<Vec<Model>, DbErr> {
    wanted(school, kind, sort).offset(skip).limit(take).all(db).await
}

/// All of them in this order.
pub async fn all(
    db: &impl ConnectionTrait,
    school: &str,
    (kind, sort): (Option<AlertKind>, AlertSort),
) -> Result<Vec<Model>, DbErr> {
    wanted(school, kind, sort).all(db).await
}

/// Days of unemployment, and how many of a school's students whose authorization runs have used as many.
pub async fn used(db: &impl ConnectionTrait, school: &str) -> Result<Vec<(i32, i64)>, DbErr> {
    state::Entity::find()
        .select_only()
        .column(state::Column::Used)
        .expr_as(Expr::cust("COUNT(*)"), "number")
        .filter(state::Column::School.eq(school))
        .filter(state::Column::Used.is_not_null())
        .group_by(state::Column::Used)
        .into_tuple()
        .all(db)
        .await
}

/// Those of these students who have an alert of this kind.
pub async fn having(
    db: &impl ConnectionTrait,
    kind: AlertKind,
    students: &[String],
) -> Result<Vec<String>, DbErr> {
    let own = Entity::find().select_only().column(Column::Student);
    let own = own.filter(Column::Student.is_in(students)).filter(Column::Kind.eq(kind.code()));
    own.into_tuple().all(db).await
}

/// Removes those of these students.
pub async fn remove(tx: &impl ConnectionTrait, students: &[String]) -> Result<(), DbErr> {
    Entity::delete_many().filter(Column::Student.is_in(students)).exec(tx).await.map(drop)
}

/// The place of a kind among all.
pub fn place(kind: AlertKind) -> i32 {
    let at = AlertKind::ALL.iter().position(|known| *known == kind);
    at.and_then(|at| i32::try_from(at).ok()).unwrap_or(i32::MAX)
}
