//! Schools.

use super::entity::school::{Column, Entity, Model};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};

by_id!(school);
lock!(school);
insert!(school);
update!(school);

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
