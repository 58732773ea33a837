//! Accounts, of whatever role.

use super::entity::account::{Column, Entity, Model};
use domain::account::Standing;
use domain::date::plus_days;
use domain::role::Role;
use sea_orm::sea_query::{Expr, ExprTrait, Func};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect,
};
use std::collections::HashSet;
use time::Date;

by_id!(account);
lock!(account);
insert!(account);
update!(account);
change!(account);

/// The account with this address, compared without case.
pub async fn by_email(db: &impl ConnectionTrait, key: &str) -> Result<Option<Model>, DbErr> {
    Entity::find().filter(Column::EmailKey.eq(key)).one(db).await
}

/// The same, kept from others until the transaction ends.
pub async fn lock_by_email(tx: &impl ConnectionTrait, key: &str) -> Result<Option<Model>, DbErr> {
    Entity::find().filter(Column::EmailKey.eq(key)).lock_exclusive().one(tx).await
}

/// A student's account.
pub async fn by_student(db: &impl ConnectionTrait, student: &str) -> Result<Option<Model>, DbErr> {
    Entity::find().filter(Column::StudentId.eq(student)).one(db).await
}

/// The same, kept from others until the transaction ends.
pub async fn lock_by_student(
    tx: &impl ConnectionTrait,
    student: &str,
) -> Result<Option<Model>, DbErr> {
    Entity::find().filter(Column::StudentId.eq(student)).lock_exclusive().one(tx).await
}

/// The online account that a student's record has joined, kept from others until the transaction ends.
pub async fn lock_joined(tx: &impl ConnectionTrait, student: &str) -> Result<Option<Model>, DbErr> {
    Entity::find().filter(Column::JoinedStudentId.eq(student)).lock_exclusive().one(tx).await
}

/// True if a student has a login: an account of the portal, or a joined one.
pub async fn has_login(db: &impl ConnectionTrait, student: &str) -> Result<bool, DbErr> {
    let of = Condition::any()
        .add(Column::StudentId.eq(student))
        .add(Column::JoinedStudentId.eq(student));
    Ok(Entity::find().filter(of).count(db).await? > 0)
}

/// Lets the addresses of these students' accounts go: others are about to get them, and they get new
/// ones within the same transaction.
pub async fn let_addresses_go(tx: &impl ConnectionTrait, students: &[&str]) -> Result<(), DbErr> {
    for some in students.chunks(400) {
        Entity::update_many()
            .col_expr(Column::EmailKey, Expr::cust("'moving ' || id"))
            .filter(Column::StudentId.is_in(some.iter().copied()))
            .exec(tx)
            .await?;
    }
    Ok(())
}

/// These accounts.
pub async fn of(db: &impl ConnectionTrait, ids: &[&str]) -> Result<Vec<Model>, DbErr> {
    Entity::find().filter(Column::Id.is_in(ids.iter().copied())).all(db).await
}

/// Those who work for a school, by name.
pub async fn officials_of(db: &impl ConnectionTrait, school: &str) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::SchoolId.eq(school))
        .filter(Column::Role.is_in([Role::Dso.code(), Role::Pdso.code()]))
        .filter(Column::Standing.ne(Standing::Closed.code()))
        .order_by_asc(Column::Name)
        .order_by_asc(Column::Id)
        .all(db)
        .await
}

/// The logins of these students: accounts of the portal, and online accounts that joined them.
pub async fn of_students(db: &impl ConnectionTrait, ids: &[String]) -> Result<Vec<Model>, DbErr> {
    let own = Entity::find().filter(Column::StudentId.is_in(ids)).all(db).await?;
    let joined = Entity::find().filter(Column::JoinedStudentId.is_in(ids)).all(db).await?;
    Ok(own.into_iter().chain(joined).collect())
}

/// Accounts of people who are no students, among these addresses.
pub async fn others_with_email(
    db: &impl ConnectionTrait,
    keys: &[String],
) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::StudentId.is_null())
        .filter(Column::EmailKey.is_in(keys))
        .all(db)
        .await
}

/// True if an account that is not this student's has the address.
pub async fn email_is_taken(
    db: &impl ConnectionTrait,
    key: &str,
    student: &str,
) -> Result<bool, DbErr> {
    let another =
        Condition::any().add(Column::StudentId.is_null()).add(Column::StudentId.ne(student));
    let taken = Entity::find().filter(Column::EmailKey.eq(key)).filter(another);
    Ok(taken.count(db).await? > 0)
}

/// Does as much work as a row's update, and changes nothing: an unknown address costs what a known
/// one does.
pub async fn touch_nobody(tx: &impl ConnectionTrait) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::Failures, Expr::value(0))
        .filter(Column::Id.eq(""))
        .exec(tx)
        .await
        .map(drop)
}

/// Online accounts whose waiting time before closing is over.
pub async fn due_to_close(db: &impl ConnectionTrait, now: i64) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::ClosesAt.lte(now))
        .filter(Column::Standing.ne(Standing::Closed.code()))
        .all(db)
        .await
}

/// Students' accounts after `after` that may have something to be told about the end of their
/// access: no authorization runs beyond `today`, and the last mail has not been sent. A day early
/// in UTC is enough; each record is judged by its school's own day.
pub async fn to_advance(
    db: &impl ConnectionTrait,
    today: Date,
    last_stage: i32,
    after: &str,
    limit: u64,
) -> Result<Vec<Model>, DbErr> {
    let of = |column: Column| Expr::col((Entity, column));
    let student =
        || Expr::from(Func::coalesce([of(Column::StudentId), of(Column::JoinedStudentId)]));
    let open = super::authorizations::open_on(student(), plus_days(today, 1));
    let ended = Expr::expr(Column::AccessStage.lt(last_stage)).and(open.not());
    let runs = super::authorizations::runs_about(student(), today);
    let begun = Expr::expr(Column::AccessStage.gt(0)).and(runs);
    Entity::find()
        .filter(student().is_not_null())
        .filter(ended.or(begun))
        .filter(Column::Id.gt(after))
        .order_by_asc(Column::Id)
        .limit(limit)
        .all(db)
        .await
}

/// Of these students, however many, those whose account has been told of the end of its access.
pub async fn ending_among(
    db: &impl ConnectionTrait,
    students: &HashSet<String>,
) -> Result<Vec<String>, DbErr> {
    let mut ending = Vec::new();
    // A statement takes so many values and no more: 32,766 on SQLite, 65,535 on PostgreSQL.
    for some in students.iter().collect::<Vec<_>>().chunks(400) {
        let of = Condition::any()
            .add(Column::StudentId.is_in(some.iter().copied()))
            .add(Column::JoinedStudentId.is_in(some.iter().copied()));
        let rows = Entity::find().filter(of).filter(Column::AccessStage.gt(0)).all(db).await?;
        ending.extend(rows.into_iter().flat_map(|row| [row.student_id, row.joined_student_id]));
    }
    Ok(ending.into_iter().flatten().filter(|id| students.contains(id)).collect())
}

/// True for a database without accounts and schools' people.
pub async fn is_empty(db: &impl ConnectionTrait) -> Result<bool, DbErr> {
    Ok(Entity::find().one(db).await?.is_none())
}
