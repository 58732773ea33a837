//! How students are told of news.

use super::code::Code;
use super::entity::news_choice::{Column, Entity, Model};
use super::entity::student;
use domain::reach::{News, Reach};
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel,
    QueryFilter, QuerySelect,
};
use std::collections::{HashMap, HashSet};

/// What these students have chosen, by student and kind; who has chosen nothing since a new SEVIS ID goes on with what was
/// chosen under the earlier one.
pub async fn of(
    db: &impl ConnectionTrait,
    students: &[&str],
) -> Result<HashMap<(String, News), Reach>, DbErr> {
    let mut known = own(db, students).await?;
    let chosen: HashSet<&str> = known.keys().map(|(student, _)| student.as_str()).collect();
    let others = students.iter().copied().filter(|student| !chosen.contains(student));
    let before: Vec<(String, String)> = student::Entity::find()
        .filter(student::Column::Id.is_in(others))
        .filter(student::Column::PreviousId.is_not_null())
        .select_only()
        .columns([student::Column::Id, student::Column::PreviousId])
        .into_tuple()
        .all(db)
        .await?;
    if !before.is_empty() {
        let earlier: Vec<&str> = before.iter().map(|(_, earlier)| earlier.as_str()).collect();
        let earlier = own(db, &earlier).await?;
        for (now, then) in before {
            let all = News::ALL.iter().copied();
            let kept = all.filter_map(|news| Some((news, *earlier.get(&(then.clone(), news))?)));
            known.extend(kept.map(|(news, reach)| ((now.clone(), news), reach)));
        }
    }
    Ok(known)
}

async fn own(
    db: &impl ConnectionTrait,
    students: &[&str],
) -> Result<HashMap<(String, News), Reach>, DbErr> {
    let own = Entity::find().filter(Column::StudentId.is_in(students.iter().copied()));
    let reach = |row: &Model| Reach { way: row.way.0, text: row.by_text, push: row.by_push };
    let known = |row: Model| ((row.student_id.clone(), row.news.0), reach(&row));
    Ok(own.all(db).await?.into_iter().map(known).collect())
}

/// Writes what a student has chosen. The record has been locked.
pub async fn keep(
    tx: &impl ConnectionTrait,
    student: &str,
    all: &[(News, Reach)],
) -> Result<(), DbErr> {
    let rows = all.iter().map(|(news, reach)| {
        let row = Model {
            id: format!("{student}:{}", news.code()),
            student_id: student.to_owned(),
            news: Code(*news),
            way: Code(reach.way),
            by_text: reach.text,
            by_push: reach.push,
        };
        row.into_active_model().reset_all()
    });
    let again = OnConflict::column(Column::Id)
        .update_columns([Column::Way, Column::ByText, Column::ByPush])
        .to_owned();
    Entity::insert_many(rows).on_conflict(again).exec_without_returning(tx).await.map(drop)
}
