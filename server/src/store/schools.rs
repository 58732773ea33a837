//! Schools.

use super::entity::school::{Column, Entity, Model};
use sea_orm::sea_query::LockType;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};

by_id!(school);
lock!(school);
insert!(school);
update!(school);

/// Keeps a school from whoever makes a batch of it until the transaction ends; others who report go on. It comes before any
/// change: what a report writes refers to the school, and a batch keeps first the school and then its changes.
pub async fn hold(tx: &impl ConnectionTrait, id: &str) -> Result<(), DbErr> {
    let school = Entity::find_by_id(id).select_only().column(Column::Id);
    let held = school.lock(LockType::KeyShare).into_tuple::<String>().one(tx).await?;
    held.map(drop).ok_or_else(|| DbErr::RecordNotFound("school".into()))
}

/// A school by its SEVIS code.
pub async fn by_code(db: &impl ConnectionTrait, code: &str) -> Result<Option<Model>, DbErr> {
    Entity::find().filter(Column::Code.eq(code)).one(db).await
}

/// Every school, by code.
pub async fn all(db: &impl ConnectionTrait) -> Result<Vec<Model>, DbErr> {
    Entity::find().order_by_asc(Column::Code).all(db).await
}

/// Any school, if there is one.
pub async fn any(db: &impl ConnectionTrait) -> Result<Option<Model>, DbErr> {
    Entity::find().one(db).await
}
