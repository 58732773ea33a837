//! The audit: who looked, who did. Rows are only ever added.

use super::entity::audit::{Column, Entity, Model};
use super::entity::{audit_head, audit_subject};
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, Select,
};
use std::collections::HashMap;

insert!(audit);

/// The one row of heads.
const HEAD: &str = "head";

/// Whom acts are about, as rows.
pub mod subjects {
    insert!(audit_subject);
}

/// The end of the chain.
pub mod head {
    by_id!(audit_head);
    lock!(audit_head);
    update!(audit_head);
}

/// The end of the chain, kept from others until the transaction ends.
pub async fn lock_head(tx: &impl ConnectionTrait) -> Result<audit_head::Model, DbErr> {
    let first = audit_head::Model { id: HEAD.into(), seq: 0, hash: String::new() };
    audit_head::Entity::insert(audit_head::ActiveModel::from(first.clone()))
        .on_conflict(OnConflict::column(audit_head::Column::Id).do_nothing().to_owned())
        .exec_without_returning(tx)
        .await?;
    Ok(head::lock(tx, HEAD).await?.unwrap_or(first))
}

/// The end of the chain, as it is.
pub async fn end(db: &impl ConnectionTrait) -> Result<Option<audit_head::Model>, DbErr> {
    head::by_id(db, HEAD).await
}

/// Whose acts are wanted; all of the school's without any.
#[derive(Clone, Copy, Default)]
pub struct Wanted<'a> {
    /// Of this school.
    pub school: Option<&'a str>,
    /// By this account.
    pub actor: Option<&'a str>,
    /// About any of these.
    pub subjects: Option<&'a [String]>,
}

fn wanted(by: Wanted<'_>) -> Select<Entity> {
    let mut query = Entity::find();
    if let Some(school) = by.school {
        query = query.filter(Column::School.eq(school));
    }
    if let Some(actor) = by.actor {
        query = query.filter(Column::Actor.eq(actor));
    }
    if let Some(subjects) = by.subjects {
        let about = audit_subject::Entity::find()
            .select_only()
            .column(audit_subject::Column::Audit)
            .filter(audit_subject::Column::Subject.is_in(subjects));
        query = query.filter(Column::Id.in_subquery(about.into_query()));
    }
    query
}

/// How many acts there are of these.
pub async fn count(db: &impl ConnectionTrait, by: Wanted<'_>) -> Result<u64, DbErr> {
    wanted(by).count(db).await
}

/// A page of them, the newest first.
pub async fn page(
    db: &impl ConnectionTrait,
    by: Wanted<'_>,
    page: u64,
    size: u64,
) -> Result<Vec<Model>, DbErr> {
    wanted(by).order_by_desc(Column::Seq).offset(page * size).limit(size).all(db).await
}

/// Whom these entries are about, by entry.
pub async fn subjects_of(
    db: &impl ConnectionTrait,
    ids: &[&str],
) -> Result<HashMap<String, Vec<String>>, DbErr> {
    let about = audit_subject::Entity::find()
        .filter(audit_subject::Column::Audit.is_in(ids.iter().copied()))
        .all(db)
        .await?;
    let mut of: HashMap<String, Vec<String>> = HashMap::new();
    for row in about {
        of.entry(row.audit).or_default().push(row.subject);
    }
    Ok(of)
}

/// The rows of the chain after this place, in its order.
pub async fn after(db: &impl ConnectionTrait, seq: i64, limit: u64) -> Result<Vec<Model>, DbErr> {
    Entity::find().filter(Column::Seq.gt(seq)).order_by_asc(Column::Seq).limit(limit).all(db).await
}
