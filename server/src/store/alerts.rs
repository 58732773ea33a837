//! What officials should look at, as it was worked out last (`alert_states`).

use super::entity::alert::{Column, Entity, Model};
use super::entity::alert_state as state;
use domain::alert::{AlertKind, AlertSort};
use sea_orm::sea_query::{Expr, NullOrdering};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, Order, QueryFilter, QueryOrder, QuerySelect,
    Select,
};

insert_all!(alert);

/// How many of each kind a school has, where there are any, the most urgent first.
pub async fn counts(
    db: &impl ConnectionTrait,
    school: &str,
) -> Result<Vec<(AlertKind, i64)>, DbErr> {
    let counted = Entity::find()
        .select_only()
        .column(Column::Place)
        .expr_as(Expr::cust("COUNT(*)"), "number")
        .filter(Column::School.eq(school))
        .group_by(Column::Place)
        .order_by_asc(Column::Place);
    let rows: Vec<(i32, i64)> = counted.into_tuple().all(db).await?;
    let kind = |place: i32| AlertKind::ALL.get(usize::try_from(place).ok()?).copied();
    Ok(rows.into_iter().filter_map(|(place, n)| Some((kind(place)?, n))).collect())
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
