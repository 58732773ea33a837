//! Mailed links.

use super::entity::link::{Column, Entity, Model};
use domain::invitation::LinkKind;
use sea_orm::sea_query::{Expr, Query, SelectStatement};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Select,
};

insert!(link);
update!(link);

/// Whose links are meant.
#[derive(Clone, Copy)]
pub enum Whose<'a> {
    /// A student's, with or without an account.
    Student(&'a str),
    /// An account's.
    Account(&'a str),
}

impl Whose<'_> {
    fn filter(self, query: Select<Entity>) -> Select<Entity> {
        match self {
            Self::Student(id) => query.filter(Column::StudentId.eq(id)),
            Self::Account(id) => query.filter(Column::AccountId.eq(id)),
        }
    }
}

fn by_token(hash: &str, kinds: &[LinkKind]) -> Select<Entity> {
    Entity::find()
        .filter(Column::TokenHash.eq(hash))
        .filter(Column::Kind.is_in(kinds.iter().map(|kind| kind.code())))
}

/// A link by its token's hash, among these kinds.
pub async fn find(
    db: &impl ConnectionTrait,
    hash: &str,
    kinds: &[LinkKind],
) -> Result<Option<Model>, DbErr> {
    by_token(hash, kinds).one(db).await
}

/// The same, kept from others until the transaction ends.
pub async fn lock(
    tx: &impl ConnectionTrait,
    hash: &str,
    kinds: &[LinkKind],
) -> Result<Option<Model>, DbErr> {
    by_token(hash, kinds).lock_exclusive().one(tx).await
}

/// Every unused link of a student, or of an account, no longer works.
pub async fn replace_all(tx: &impl ConnectionTrait, whose: Whose<'_>) -> Result<(), DbErr> {
    let same = match whose {
        Whose::Student(id) => Column::StudentId.eq(id),
        Whose::Account(id) => Column::AccountId.eq(id),
    };
    Entity::update_many()
        .col_expr(Column::Replaced, Expr::value(true))
        .filter(same)
        .filter(Column::UsedAt.is_null())
        .exec(tx)
        .await
        .map(drop)
}

/// How many were made since `since`.
pub async fn count_since(
    db: &impl ConnectionTrait,
    whose: Whose<'_>,
    since: i64,
) -> Result<u64, DbErr> {
    whose.filter(Entity::find()).filter(Column::CreatedAt.gt(since)).count(db).await
}

/// The links of these students, oldest first.
pub async fn of_students(db: &impl ConnectionTrait, ids: &[String]) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::StudentId.is_in(ids))
        .order_by_asc(Column::CreatedAt)
        .order_by_asc(Column::Id)
        .all(db)
        .await
}

/// Students who were sent a link.
pub(super) fn students_with_link() -> SelectStatement {
    Query::select()
        .column(Column::StudentId)
        .from(Entity)
        .and_where(Column::StudentId.is_not_null())
        .to_owned()
}
