//! Evaluations of plans.

use crate::store::entity::plan_evaluation::{Column, Entity, Model};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};

by_id!(plan_evaluation);
insert!(plan_evaluation);
update!(plan_evaluation);

/// The evaluations of a plan, the first one first.
pub async fn of(db: &impl ConnectionTrait, root: &str) -> Result<Vec<Model>, DbErr> {
    Entity::find().filter(Column::Root.eq(root)).order_by_asc(Column::DueOn).all(db).await
}

/// The evaluations of these students, the first one first.
pub async fn of_students(
    db: &impl ConnectionTrait,
    students: &[String],
) -> Result<Vec<Model>, DbErr> {
    let own = Entity::find().filter(Column::StudentId.is_in(students));
    own.order_by_asc(Column::DueOn).all(db).await
}
