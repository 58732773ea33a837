//! What the embedded registry was told, and what it answered.

use super::entity::registry_record::{ActiveModel, Column, Entity, Model};
use super::entity::student;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect};

/// Which of these SEVIS IDs are known.
pub async fn known(db: &impl ConnectionTrait, ids: &[String]) -> Result<Vec<String>, DbErr> {
    student::Entity::find()
        .select_only()
        .column(student::Column::SevisId)
        .filter(student::Column::SevisId.is_in(ids))
        .into_tuple()
        .all(db)
        .await
}

/// Takes records; those that are there already stay as they are.
pub async fn take(tx: &impl ConnectionTrait, rows: Vec<Model>) -> Result<(), DbErr> {
    Entity::insert_many(rows.into_iter().map(ActiveModel::from))
        .on_conflict(OnConflict::column(Column::RequestId).do_nothing().to_owned())
        .exec_without_returning(tx)
        .await
        .map(drop)
}

/// The records of a batch.
pub async fn of_batch(db: &impl ConnectionTrait, batch: &str) -> Result<Vec<Model>, DbErr> {
    Entity::find().filter(Column::BatchId.eq(batch)).all(db).await
}
