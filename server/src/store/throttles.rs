//! Failures in a row.

use super::entity::throttle::{ActiveModel, Column, Entity, Model};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};

by_id!(throttle);
lock!(throttle);
insert!(throttle);
change!(throttle);

/// Makes a row, unless there is one.
pub async fn ensure(tx: &impl ConnectionTrait, row: Model) -> Result<(), DbErr> {
    Entity::insert(ActiveModel::from(row))
        .on_conflict(OnConflict::column(Column::Id).do_nothing().to_owned())
        .exec_without_returning(tx)
        .await
        .map(drop)
}

/// Forgets failures before `before`.
pub async fn forget_before(tx: &impl ConnectionTrait, before: i64) -> Result<(), DbErr> {
    Entity::delete_many().filter(Column::LastAt.lt(before)).exec(tx).await.map(drop)
}
