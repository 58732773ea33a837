//! Browsers' sessions.

use super::entity::session::{Column, Entity, Model};
use super::entity::{account, school, session, student};
use super::{fixed::Fixed, reviews};
use sea_orm::sea_query::{Expr, ExprTrait, Func};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbBackend, DbErr, DerivePartialModel, EntityTrait,
    FromQueryResult, JoinType, PartialModelTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    Select,
};

by_id!(session);
insert!(session);

/// A session with whom it belongs to.
#[derive(DerivePartialModel)]
#[sea_orm(entity = "Entity")]
pub struct Around {
    /// The session.
    #[sea_orm(nested)]
    pub session: session::Model,
    /// Who is logged in.
    #[sea_orm(nested)]
    pub account: Option<account::Model>,
    /// The account's school.
    #[sea_orm(nested)]
    pub school: Option<school::Model>,
    /// The record that the account opens ([`account::Model::record`]).
    #[sea_orm(nested)]
    pub student: Option<student::Model>,
    /// The receipt about which the school waits for the student's answer.
    #[sea_orm(from_expr = "reviews::asked(record())")]
    pub asked: Option<String>,
}

/// The record of the account that is joined.
fn record() -> Expr {
    use account::Column as Of;
    let of = |column: Of| Expr::col((account::Entity, column));
    Func::coalesce([of(Of::StudentId), of(Of::JoinedStudentId)]).into()
}

/// A session with whom it belongs to, in one statement: every page begins with it.
pub async fn around(db: &impl ConnectionTrait, id: &str) -> Result<Option<Around>, DbErr> {
    static QUERY: Fixed = Fixed::new();
    let backend = db.get_database_backend();
    let query = QUERY.of(backend, id, |id| with_owner(id).build(backend));
    Around::find_by_statement(query).one(db).await
}

fn with_owner(id: &str) -> Select<Entity> {
    use account::Column as Of;
    let same = |column: Expr, other: Expr| ExprTrait::eq(column, other);
    let mut select = Entity::find_by_id(id);
    QueryTrait::query(&mut select)
        .join(
            JoinType::LeftJoin,
            account::Entity,
            same(Of::Id.into_expr(), Column::AccountId.into_expr()),
        )
        .join(
            JoinType::LeftJoin,
            school::Entity,
            same(school::Column::Id.into_expr(), Of::SchoolId.into_expr()),
        )
        .join(JoinType::LeftJoin, student::Entity, same(student::Column::Id.into_expr(), record()));
    Around::select_cols(select.select_only())
}

/// A session of this account with whom it belongs to; the account is kept from others until the transaction ends. None where the
/// session was ended. The student is there only where no other transaction can be changing it: on SQLite.
pub async fn lock_with_account(
    tx: &impl ConnectionTrait,
    account: &str,
    id: &str,
) -> Result<Option<Around>, DbErr> {
    if tx.get_database_backend() == DbBackend::Postgres
        && super::accounts::lock(tx, account).await?.is_none()
    {
        return Ok(None);
    }
    // On SQLite a transaction that writes is the only one; on PostgreSQL this is read after the lock was waited for.
    let found = around(tx, id).await?;
    let mut found = found.filter(|of| of.account.as_ref().is_some_and(|of| of.id == account));
    if tx.get_database_backend() != DbBackend::Sqlite {
        found.iter_mut().for_each(|around| around.student = None);
    }
    Ok(found)
}

/// What a session remembers from now on, instead of what it did; false if that was changed, or the session ended, meanwhile.
pub async fn change_data(
    tx: &impl ConnectionTrait,
    id: &str,
    (was, is): (&str, &str),
) -> Result<bool, DbErr> {
    let written = Entity::update_many()
        .col_expr(Column::Data, Expr::value(is))
        .filter(Column::Id.eq(id))
        .filter(Column::Data.eq(was))
        .exec(tx)
        .await?;
    Ok(written.rows_affected == 1)
}

/// What a session remembers from now on; false if it was ended meanwhile.
pub async fn set_data(tx: &impl ConnectionTrait, id: &str, data: &str) -> Result<bool, DbErr> {
    let written = Entity::update_many()
        .col_expr(Column::Data, Expr::value(data))
        .filter(Column::Id.eq(id))
        .exec(tx)
        .await?;
    Ok(written.rows_affected == 1)
}

/// Notes a request.
pub async fn touch(tx: &impl ConnectionTrait, id: &str, at: i64) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::SeenAt, Expr::value(at))
        .filter(Column::Id.eq(id))
        .exec(tx)
        .await
        .map(drop)
}

/// The student has attested in this session.
pub async fn attest(tx: &impl ConnectionTrait, id: &str) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::Attested, Expr::value(true))
        .filter(Column::Id.eq(id))
        .exec(tx)
        .await
        .map(drop)
}

/// An account's sessions with a request since `since`, the newest request first.
pub async fn of(db: &impl ConnectionTrait, account: &str, since: i64) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::AccountId.eq(account))
        .filter(Column::SeenAt.gt(since))
        .order_by_desc(Column::SeenAt)
        .all(db)
        .await
}

/// Ends every session of an account but this one, if one is named, which goes on in a new epoch.
pub async fn end_all(
    tx: &impl ConnectionTrait,
    account: &str,
    but: Option<&str>,
    epoch: i64,
) -> Result<(), DbErr> {
    let mut ends = Entity::delete_many().filter(Column::AccountId.eq(account));
    if let Some(kept) = but {
        ends = ends.filter(Column::Id.ne(kept));
        Entity::update_many()
            .col_expr(Column::Epoch, Expr::value(epoch))
            .filter(Column::Id.eq(kept))
            .exec(tx)
            .await?;
    }
    ends.exec(tx).await.map(drop)
}

/// Ends every session there is.
pub async fn end_everybodys(tx: &impl ConnectionTrait) -> Result<(), DbErr> {
    Entity::delete_many().exec(tx).await.map(drop)
}

/// Ends a session; false if it was ended before.
pub async fn end_one(tx: &impl ConnectionTrait, id: &str) -> Result<bool, DbErr> {
    Ok(Entity::delete_by_id(id).exec(tx).await?.rows_affected == 1)
}

/// Ends the sessions of one login, under whatever key.
pub async fn end_login(tx: &impl ConnectionTrait, login: &str) -> Result<(), DbErr> {
    Entity::delete_many().filter(Column::Login.eq(login)).exec(tx).await.map(drop)
}

/// Ends these sessions.
pub async fn end(tx: &impl ConnectionTrait, ids: Vec<String>) -> Result<(), DbErr> {
    if ids.is_empty() {
        return Ok(());
    }
    Entity::delete_many().filter(Column::Id.is_in(ids)).exec(tx).await.map(drop)
}

/// Sessions of an account that have passed every step, without this one and beyond the `kept`
/// newest.
pub async fn surplus(
    tx: &impl ConnectionTrait,
    account: &str,
    but: &str,
    kept: u64,
) -> Result<Vec<String>, DbErr> {
    Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::AccountId.eq(account))
        .filter(Column::FactorAt.is_not_null())
        .filter(Column::Id.ne(but))
        .order_by_desc(Column::SeenAt)
        .order_by_desc(Column::CreatedAt)
        .offset(kept)
        .limit(1000)
        .into_tuple()
        .all(tx)
        .await
}

/// Forgets sessions without a request since `seen`, those begun before `begun`, and anonymous ones
/// without a request since `anonymous`.
pub async fn forget(
    tx: &impl ConnectionTrait,
    seen: i64,
    begun: i64,
    anonymous: i64,
) -> Result<(), DbErr> {
    let nobodys =
        Condition::all().add(Column::AccountId.is_null()).add(Column::SeenAt.lt(anonymous));
    let over =
        Condition::any().add(Column::SeenAt.lt(seen)).add(Column::CreatedAt.lt(begun)).add(nobodys);
    Entity::delete_many().filter(over).exec(tx).await.map(drop)
}
