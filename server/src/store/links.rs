//! Mailed links.

use super::entity::link::{Column, Entity, Model};
use domain::invitation::LinkKind;
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select,
};

insert!(link);
insert_all!(link);
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

/// Every unused link of a kind of an account no longer works.
pub async fn replace_kind(
    tx: &impl ConnectionTrait,
    account: &str,
    kind: LinkKind,
) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::Replaced, Expr::value(true))
        .filter(Column::AccountId.eq(account))
        .filter(Column::Kind.eq(kind.code()))
        .filter(Column::UsedAt.is_null())
        .exec(tx)
        .await
        .map(drop)
}

/// Those of a kind, the one that was made last first.
fn newest_first(whose: Whose<'_>, kind: LinkKind) -> Select<Entity> {
    whose
        .filter(Entity::find())
        .filter(Column::Kind.eq(kind.code()))
        .order_by_desc(Column::CreatedAt)
        .order_by_desc(Column::Id)
}

/// The newest of a kind that was neither used nor replaced.
pub async fn newest(
    db: &impl ConnectionTrait,
    whose: Whose<'_>,
    kind: LinkKind,
) -> Result<Option<Model>, DbErr> {
    newest_first(whose, kind)
        .filter(Column::UsedAt.is_null())
        .filter(Column::Replaced.eq(false))
        .one(db)
        .await
}

/// The one of a kind that was made last, whatever became of it.
pub async fn last(
    db: &impl ConnectionTrait,
    whose: Whose<'_>,
    kind: LinkKind,
) -> Result<Option<Model>, DbErr> {
    newest_first(whose, kind).one(db).await
}

/// Wrong answers given to the newest link of a kind made since `since`; each carries those of the
/// one before.
pub async fn failures_since(
    db: &impl ConnectionTrait,
    whose: Whose<'_>,
    kind: LinkKind,
    since: i64,
) -> Result<i64, DbErr> {
    let newest = whose
        .filter(Entity::find())
        .filter(Column::Kind.eq(kind.code()))
        .filter(Column::UsedAt.is_null())
        .filter(Column::CreatedAt.gt(since))
        .order_by_desc(Column::CreatedAt)
        .order_by_desc(Column::Id)
        .one(db)
        .await?;
    Ok(newest.map_or(0, |row| i64::from(row.failures)))
}

/// The links of these students to an account, oldest first.
pub async fn of_students(db: &impl ConnectionTrait, ids: &[String]) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::StudentId.is_in(ids))
        .filter(Column::Kind.ne(LinkKind::RecordCopy.code()))
        .order_by_asc(Column::CreatedAt)
        .order_by_asc(Column::Id)
        .all(db)
        .await
}

/// A link of this student, other than to a copy of the record.
pub(super) fn to_account_of(student: Expr) -> SelectStatement {
    Query::select()
        .expr(Expr::val(1))
        .from(Entity)
        .and_where(ExprTrait::eq(Expr::col((Entity, Column::StudentId)), student))
        .and_where(Column::Kind.ne(LinkKind::RecordCopy.code()))
        .to_owned()
}
