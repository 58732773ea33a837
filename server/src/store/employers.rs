//! Employers as students and schools report them; deleted ones stay, marked.

use super::entity::employer::{Column, Entity, Model};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};

insert!(employer);
update!(employer);

/// The employers of these authorizations, deleted ones too, newest first.
pub async fn of(db: &impl ConnectionTrait, authorizations: &[&str]) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::AuthorizationId.is_in(authorizations.iter().copied()))
        .order_by_desc(Column::StartDate)
        .order_by_desc(Column::Id)
        .all(db)
        .await
}

/// The employers of these students that were not deleted.
pub async fn of_students(db: &impl ConnectionTrait, ids: &[String]) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::StudentId.is_in(ids))
        .filter(Column::DeletedAt.is_null())
        .all(db)
        .await
}
