//! Reports that a school's officials check.

use super::entity::review::{Column, Entity, Model};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Select,
};

insert!(review);
update!(review);

fn open(school: &str) -> Select<Entity> {
    Entity::find().filter(Column::SchoolId.eq(school)).filter(Column::DoneAt.is_null())
}

/// One of this school's, kept from others until the transaction ends.
pub async fn lock_of_school(
    tx: &impl ConnectionTrait,
    id: &str,
    school: &str,
) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id(id).filter(Column::SchoolId.eq(school)).lock_exclusive().one(tx).await
}

/// One of this school's.
pub async fn of_school(
    db: &impl ConnectionTrait,
    id: &str,
    school: &str,
) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id(id).filter(Column::SchoolId.eq(school)).one(db).await
}

/// How many of a school are open.
pub async fn count_open(db: &impl ConnectionTrait, school: &str) -> Result<u64, DbErr> {
    open(school).count(db).await
}

/// The open one that has waited longest.
pub async fn oldest_open(db: &impl ConnectionTrait, school: &str) -> Result<Option<Model>, DbErr> {
    open(school).order_by_asc(Column::At).one(db).await
}

/// A page of a school's open ones (the first is 0), oldest first.
pub async fn page_of_open(
    db: &impl ConnectionTrait,
    school: &str,
    page: u64,
    per_page: u64,
) -> Result<Vec<Model>, DbErr> {
    open(school)
        .order_by_asc(Column::At)
        .order_by_asc(Column::Id)
        .offset(page * per_page)
        .limit(per_page)
        .all(db)
        .await
}
