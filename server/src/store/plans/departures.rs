//! What employers report about the end of a job.

use crate::store::entity::plan_departure::{Column, Entity, Model};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};

by_id!(plan_departure);
insert!(plan_departure);
update!(plan_departure);

/// The reports about a plan, the newest first.
pub async fn of(db: &impl ConnectionTrait, root: &str) -> Result<Vec<Model>, DbErr> {
    Entity::find().filter(Column::Root.eq(root)).order_by_desc(Column::At).all(db).await
}

/// A school's reports that nobody has seen to, the oldest first.
pub async fn open_of(
    db: &impl ConnectionTrait,
    school: &str,
    limit: u64,
) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::SchoolId.eq(school))
        .filter(Column::SeenAt.is_null())
        .order_by_asc(Column::At)
        .limit(limit)
        .all(db)
        .await
}

/// The reports about a student of a school that nobody has seen to, the newest first.
pub async fn open_for(
    db: &impl ConnectionTrait,
    school: &str,
    student: &str,
) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::SchoolId.eq(school))
        .filter(Column::SeenAt.is_null())
        .filter(Column::StudentId.eq(student))
        .order_by_desc(Column::At)
        .all(db)
        .await
}

/// How many of a school's reports nobody has seen to.
pub async fn count_open(db: &impl ConnectionTrait, school: &str) -> Result<u64, DbErr> {
    Entity::find()
        .filter(Column::SchoolId.eq(school))
        .filter(Column::SeenAt.is_null())
        .count(db)
        .await
}
