//! Mailed links of employers.

use crate::store::entity::plan_link::{Column, Entity, Model};
use domain::plan::LinkPurpose;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};

insert!(plan_link);
update!(plan_link);

/// The link of a token.
pub async fn find(db: &impl ConnectionTrait, hash: &str) -> Result<Option<Model>, DbErr> {
    Entity::find().filter(Column::TokenHash.eq(hash)).one(db).await
}

/// The links of a plan that have not ended, the newest first.
pub async fn open_of(db: &impl ConnectionTrait, root: &str) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::Root.eq(root))
        .filter(Column::EndedAt.is_null())
        .order_by_desc(Column::CreatedAt)
        .order_by_desc(Column::Id)
        .all(db)
        .await
}

/// Ends the links about an evaluation.
pub async fn end_about(tx: &impl ConnectionTrait, about: &str, at: i64) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::EndedAt, Expr::value(at))
        .filter(Column::About.eq(about))
        .filter(Column::EndedAt.is_null())
        .exec(tx)
        .await
        .map(drop)
}

/// Ends the links of a plan for a purpose: those to one address, or all.
pub async fn end(
    tx: &impl ConnectionTrait,
    root: &str,
    purpose: LinkPurpose,
    email: Option<&str>,
    at: i64,
) -> Result<(), DbErr> {
    let mut all = Entity::update_many()
        .col_expr(Column::EndedAt, Expr::value(at))
        .filter(Column::Root.eq(root))
        .filter(Column::Purpose.eq(purpose.code()))
        .filter(Column::EndedAt.is_null());
    if let Some(email) = email {
        all = all.filter(Column::Email.eq(email));
    }
    all.exec(tx).await.map(drop)
}
