//! Of whom the alerts are to be worked out again. The database notes each change itself (migration 23).

use super::entity::alert_state::{Column, Entity, Model};
use super::entity::{alert_change as change, student};
use sea_orm::sea_query::{Expr, ExprTrait, LockBehavior, LockType, OnConflict};
use sea_orm::{
    ActiveModelTrait, ActiveValue::NotSet, ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr,
    EntityTrait, IntoActiveModel, JoinType, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
};
use std::collections::{BTreeMap, BTreeSet};

/// What is to be worked out again.
#[derive(Default)]
pub struct Due {
    /// Students, each with the version of what is known.
    pub students: BTreeMap<String, i64>,
    /// The changes that say so, with the student of each; of students who are not there any more too.
    pub changes: Vec<(i64, String)>,
}

/// What is to be worked out again in a school, of at most so many students: after a change, and because time has passed. It
/// is read before what it is worked out from, so that whatever changes meanwhile stays noted.
pub async fn due(
    db: &impl ConnectionTrait,
    school: &str,
    now: i64,
    limit: u64,
) -> Result<Due, DbErr> {
    let same = Expr::col((student::Entity, student::Column::Id))
        .eq(Expr::col((change::Entity, change::Column::Student)));
    let mut noted = change::Entity::find().select_only();
    let join = (JoinType::LeftJoin, student::Entity, same);
    QueryTrait::query(&mut noted).join(join.0, join.1, join.2);
    let own = student::Column::SchoolId.eq(school).or(student::Column::Id.is_null());
    let noted = noted
        .column(change::Column::Id)
        .column(change::Column::Student)
        .filter(own)
        .order_by_asc(change::Column::Id)
        .limit(limit);
    let changes: Vec<(i64, String)> = noted.into_tuple().all(db).await?;
    let over = Entity::find()
        .select_only()
        .column(Column::Student)
        .filter(Column::School.eq(school))
        .filter(Column::GoodUntil.lte(now))
        .order_by_asc(Column::GoodUntil)
        .limit(limit);
    let over: Vec<String> = over.into_tuple().all(db).await?;
    let mut wanted: BTreeSet<String> = changes.iter().map(|(_, student)| student.clone()).collect();
    let room = usize::try_from(limit).unwrap_or(usize::MAX);
    wanted.extend(over.into_iter().take(room.saturating_sub(wanted.len())));
    if wanted.is_empty() {
        return Ok(Due::default());
    }
    let known = Entity::find().filter(Column::Student.is_in(wanted)).all(db).await?;
    Ok(Due { students: known.into_iter().map(|row| (row.student, row.version)).collect(), changes })
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
        let columns = [Column::School, Column::Version, Column::GoodUntil, Column::Used];
        let written = OnConflict::column(Column::Student).update_columns(columns).to_owned();
        Entity::insert_many(rows).on_conflict(written).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// Notes that these students are to be worked out again.
pub async fn note(tx: &impl ConnectionTrait, students: &[String]) -> Result<(), DbErr> {
    if students.is_empty() {
        return Ok(());
    }
    let row = |student: &String| change::ActiveModel { id: NotSet, student: Set(student.clone()) };
    let rows = students.iter().map(row);
    change::Entity::insert_many(rows).exec_without_returning(tx).await.map(drop)
}

/// Removes changes that were heeded.
pub async fn done(tx: &impl ConnectionTrait, changes: &[i64]) -> Result<(), DbErr> {
    let heeded = change::Entity::delete_many();
    heeded.filter(change::Column::Id.is_in(changes.iter().copied())).exec(tx).await.map(drop)
}
