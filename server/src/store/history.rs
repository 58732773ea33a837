//! Lines of students' histories.

use super::entity::history::{Column, Entity, Model};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};

insert!(history);
insert_all!(history);

/// Most lines that are read at once.
const MOST: u64 = 2000;

/// A student's lines, newest first.
pub async fn of(db: &impl ConnectionTrait, student: &str) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::StudentId.eq(student))
        .order_by_desc(Column::At)
        .limit(MOST)
        .all(db)
        .await
}
