//! Requests of "Forgot password" that wait for their job.

use super::entity::recovery::{Column, Entity, Model};
use sea_orm::{ConnectionTrait, DbErr, EntityTrait, QueryOrder, QuerySelect};

insert!(recovery);
lock!(recovery);
delete!(recovery);

/// The oldest.
pub async fn oldest(db: &impl ConnectionTrait, limit: u64) -> Result<Vec<Model>, DbErr> {
    Entity::find().order_by_asc(Column::CreatedAt).limit(limit).all(db).await
}
