//! Signatures of plans.

use crate::store::entity::plan_signature::{Column, Entity, Model};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};

insert!(plan_signature);
delete!(plan_signature);

/// The signatures of these versions, the first one first.
pub async fn of(db: &impl ConnectionTrait, plans: &[&str]) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::Plan.is_in(plans.iter().copied()))
        .order_by_asc(Column::At)
        .order_by_asc(Column::Id)
        .all(db)
        .await
}
