//! Of whom the alerts are to be worked out again. The database notes each change itself (migration 23).

use super::entity::alert_change as change;
use super::entity::alert_state::{Column, Entity, Model};
use sea_orm::sea_query::{Expr, ExprTrait, LockBehavior, LockType, OnConflict};
use sea_orm::{
    ActiveModelTrait, ActiveValue::NotSet, ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr,
    EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
};
use std::collections::HashMap;

/// Changes of a school's students that are noted, the oldest first, at most so many.
pub async fn noted(
    db: &impl ConnectionTrait,
    school: &str,
    limit: u64,
) -> Result<Vec<(i64, String)>, DbErr> {
    let own = change::Entity::find().select_only();
    own.column(change::Column::Id)
        .column(change::Column::Student)
        .filter(change::Column::School.eq(school))
        .order_by_asc(change::Column::Id)
        .limit(limit)
        .into_tuple()
        .all(db)
        .await
}

/// What is known of these students is not good any more, and what is being worked out of them is in vain. They have been locked.
pub async fn spoil(tx: &impl ConnectionTrait, students: &[String]) -> Result<(), DbErr> {
    let spoilt = Entity::update_many().filter(Column::Student.is_in(students));
    let version = Expr::col(Column::Version).add(1);
    let spoilt = spoilt.col_expr(Column::GoodUntil, Expr::val(0));
    spoilt.col_expr(Column::Version, version).exec(tx).await.map(drop)
}

/// Students of a school who are to be worked out again, at most so many, each with the version of what is known. It is read
/// before what it is worked out from.
pub async fn due(
    db: &impl ConnectionTrait,
    school: &str,
    now: i64,
    limit: u64,
) -> Result<HashMap<String, i64>, DbErr> {
    let over = Entity::find().filter(Column::School.eq(school)).filter(Column::GoodUntil.lte(now));
    let over = over.select_only().column(Column::Student).column(Column::Version);
    let over = over.order_by_asc(Column::GoodUntil).limit(limit);
    let rows: Vec<(String, i64)> = over.into_tuple().all(db).await?;
    Ok(rows.into_iter().collect())
}

/// What is known of these students, kept from others. Who is being worked out by somebody else is left out: nobody waits here,
/// so that nobody can wait for each other.
pub async fn lock(tx: &impl ConnectionTrait, students: &[String]) -> Result<Vec<Model>, DbErr> {
    let own = Entity::find().filter(Column::Student.is_in(students)).order_by_asc(Column::Student);
    own.lock_with_behavior(LockType::Update, LockBehavior::SkipLocked).all(tx).await
}

/// Writes what is known now.
pub async fn keep(tx: &impl ConnectionTrait, rows: Vec<Model>) -> Result<(), DbErr> {
    for some in rows.chunks(200) {
        let rows = some.iter().map(|row| row.clone().into_active_model().reset_all());
        let columns =
            [Column::School, Column::Version, Column::GoodUntil, Column::Used, Column::Ends];
        let written = OnConflict::column(Column::Student).update_columns(columns).to_owned();
        Entity::insert_many(rows).on_conflict(written).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// Notes that these students of a school are to be worked out again.
pub async fn note(
    tx: &impl ConnectionTrait,
    school: &str,
    students: &[String],
) -> Result<(), DbErr> {
    if students.is_empty() {
        return Ok(());
    }
    let row = |student: &String| change::ActiveModel {
        id: NotSet,
        student: Set(student.clone()),
        school: Set(school.to_owned()),
    };
    let rows = students.iter().map(row);
    change::Entity::insert_many(rows).exec_without_returning(tx).await.map(drop)
}

/// Removes changes that were heeded.
pub async fn done(tx: &impl ConnectionTrait, changes: &[i64]) -> Result<(), DbErr> {
    let heeded = change::Entity::delete_many();
    heeded.filter(change::Column::Id.is_in(changes.iter().copied())).exec(tx).await.map(drop)
}
