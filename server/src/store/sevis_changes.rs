//! Changes on their way to SEVIS.

use super::batches::{self, Silent};
use super::code::Code;
use super::entity::sevis_change::{Column, Entity, Model};
use super::entity::{school, student};
use super::fixed::Fixed;
use domain::sevis_state::{SevisState, SevisWay};
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, FromQueryResult, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, QueryTrait,
};
use std::collections::{HashMap, HashSet};

by_id!(sevis_change);
lock!(sevis_change);
insert!(sevis_change);
update!(sevis_change);

/// Some changes, by their ids.
pub async fn some(db: &impl ConnectionTrait, ids: &[String]) -> Result<Vec<Model>, DbErr> {
    Entity::find().filter(Column::Id.is_in(ids)).all(db).await
}

/// The change that a receipt stands for.
pub async fn of_receipt(db: &impl ConnectionTrait, id: &str) -> Result<Option<Model>, DbErr> {
    Entity::find().filter(Column::ReceiptId.eq(id)).one(db).await
}

/// Where the change of each of these receipts stands.
pub async fn states_of_receipts(
    db: &impl ConnectionTrait,
    ids: &[String],
) -> Result<HashMap<String, SevisState>, DbErr> {
    let rows = Entity::find().filter(Column::ReceiptId.is_in(ids)).all(db).await?;
    Ok(rows.into_iter().filter_map(|row| Some((row.receipt_id?, row.state.0))).collect())
}

/// Where a change stands, and what it is of.
#[derive(Debug, FromQueryResult)]
pub struct Stand {
    /// The receipt of its report.
    pub receipt_id: Option<String>,
    /// Its employer.
    pub employer_id: Option<String>,
    /// SEVIS event.
    pub event: String,
    /// Where it stands.
    pub state: Code<SevisState>,
    /// When accepted here.
    pub created_at: i64,
}

/// Where each of a student's changes stands, the oldest first.
pub async fn stands(db: &impl ConnectionTrait, student: &str) -> Result<Vec<Stand>, DbErr> {
    static QUERY: Fixed = Fixed::new();
    let backend = db.get_database_backend();
    let build = |student: &str| {
        let own = Entity::find()
            .select_only()
            .columns([Column::ReceiptId, Column::EmployerId, Column::Event, Column::State])
            .column(Column::CreatedAt)
            .filter(Column::StudentId.eq(student));
        own.order_by_asc(Column::CreatedAt).order_by_asc(Column::Id).build(backend)
    };
    Stand::find_by_statement(QUERY.of(backend, student, build)).all(db).await
}

/// Changes of some students of one event, oldest first.
pub async fn of_event(
    db: &impl ConnectionTrait,
    students: &[String],
    event: &str,
) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::StudentId.is_in(students))
        .filter(Column::Event.eq(event))
        .order_by_asc(Column::CreatedAt)
        .order_by_asc(Column::Id)
        .all(db)
        .await
}

/// The employers of these students of which SEVIS was told anything, or is to be told, each with an event.
pub async fn employers_of(
    db: &impl ConnectionTrait,
    students: &[String],
) -> Result<HashSet<(String, String)>, DbErr> {
    let own = Entity::find().select_only().column(Column::EmployerId).column(Column::Event);
    let own =
        own.filter(Column::StudentId.is_in(students)).filter(Column::EmployerId.is_not_null());
    let pairs: Vec<(String, String)> = own.distinct().into_tuple().all(db).await?;
    Ok(pairs.into_iter().collect())
}

/// A student's changes, newest first.
pub async fn of_student(
    db: &impl ConnectionTrait,
    student: &str,
    limit: u64,
) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::StudentId.eq(student))
        .order_by_desc(Column::CreatedAt)
        .limit(limit)
        .all(db)
        .await
}

/// The student of a change, asked of each: few changes wait, and there may be a million students.
fn student_of_change() -> SelectStatement {
    Query::select()
        .expr(Expr::val(1))
        .from(student::Entity)
        .and_where(
            Expr::col((student::Entity, student::Column::Id)).equals((Entity, Column::StudentId)),
        )
        .to_owned()
}

/// The change is of a school that passes changes on in this way.
pub(super) fn by_way(way: SevisWay) -> Expr {
    let schools = Query::select()
        .column(school::Column::Id)
        .from(school::Entity)
        .and_where(school::Column::SevisWay.eq(way.code()))
        .to_owned();
    let mut student = student_of_change();
    Expr::exists(student.and_where(student::Column::SchoolId.in_subquery(schools)).to_owned())
}

/// The change is of this school.
pub(super) fn of_school(school: &str) -> Expr {
    let mut student = student_of_change();
    Expr::exists(student.and_where(student::Column::SchoolId.eq(school)).to_owned())
}

/// Changes of a school that wait, for a batch or for its check, in the order in which they were written.
pub async fn waiting(db: &impl ConnectionTrait, school: &str) -> Result<Vec<Model>, DbErr> {
    let waits = [SevisState::Queued.code(), SevisState::InReview.code()];
    Entity::find()
        .filter(Column::State.is_in(waits))
        .filter(of_school(school))
        .order_by_asc(Column::CreatedAt)
        .order_by_asc(Column::Id)
        .all(db)
        .await
}

/// Changes of a school in one of these states, oldest first.
pub async fn open(
    db: &impl ConnectionTrait,
    school: &str,
    states: &[SevisState],
    limit: u64,
) -> Result<Vec<Model>, DbErr> {
    let states: Vec<&str> = states.iter().map(|state| state.code()).collect();
    Entity::find()
        .filter(Column::State.is_in(states))
        .filter(of_school(school))
        .order_by_asc(Column::CreatedAt)
        .order_by_asc(Column::Id)
        .limit(limit)
        .all(db)
        .await
}

/// Changes of a school that were sent and that SEVIS leaves without an answer, oldest first.
pub async fn unanswered(
    db: &impl ConnectionTrait,
    school: &str,
    silent: Silent,
    limit: u64,
) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::State.eq(SevisState::Sent.code()))
        .filter(Column::BatchId.in_subquery(batches::stuck_of(school, silent)))
        .order_by_asc(Column::CreatedAt)
        .order_by_asc(Column::Id)
        .limit(limit)
        .all(db)
        .await
}

/// How many changes of a school SEVIS has not taken, or has answered twice and not the same.
pub async fn not_taken(db: &impl ConnectionTrait, school: &str) -> Result<u64, DbErr> {
    Entity::find()
        .filter(Column::State.is_in([SevisState::Refused.code(), SevisState::Conflict.code()]))
        .filter(of_school(school))
        .count(db)
        .await
}

/// Students of a school of whom a change is on its way, or answered so that nobody knows whether it arrived.
pub async fn students_on_the_way(
    db: &impl ConnectionTrait,
    school: &str,
) -> Result<Vec<String>, DbErr> {
    Entity::find()
        .select_only()
        .column(Column::StudentId)
        .filter(Column::State.is_in([SevisState::Sent.code(), SevisState::Conflict.code()]))
        .filter(of_school(school))
        .distinct()
        .into_tuple()
        .all(db)
        .await
}

/// A school does not check first any more: what waited for its check goes on.
pub async fn let_all_go(tx: &impl ConnectionTrait, school: &str) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::State, Expr::value(SevisState::Queued.code()))
        .filter(Column::State.eq(SevisState::InReview.code()))
        .filter(of_school(school))
        .exec(tx)
        .await
        .map(drop)
}

/// The school has accepted this report: what waited for it goes on.
pub async fn let_go(tx: &impl ConnectionTrait, receipt: &str) -> Result<(), DbErr> {
    turn(tx, receipt, SevisState::InReview, SevisState::Queued).await.map(drop)
}

/// The school takes that back; false where it is on its way already.
pub async fn hold_back(tx: &impl ConnectionTrait, receipt: &str) -> Result<bool, DbErr> {
    turn(tx, receipt, SevisState::Queued, SevisState::InReview).await
}

async fn turn(
    tx: &impl ConnectionTrait,
    receipt: &str,
    from: SevisState,
    to: SevisState,
) -> Result<bool, DbErr> {
    let done = Entity::update_many()
        .col_expr(Column::State, Expr::value(to.code()))
        .filter(Column::ReceiptId.eq(receipt))
        .filter(Column::State.eq(from.code()))
        .exec(tx)
        .await?;
    Ok(done.rows_affected > 0)
}

/// The changes of a student after this one.
pub async fn after(db: &impl ConnectionTrait, row: &Model) -> Result<Vec<Model>, DbErr> {
    let later = Column::CreatedAt.gt(row.created_at);
    let same = Condition::all()
        .add(Column::CreatedAt.eq(row.created_at))
        .add(Column::Id.gt(row.id.as_str()));
    Entity::find()
        .filter(Column::StudentId.eq(row.student_id.as_str()))
        .filter(Condition::any().add(later).add(same))
        .all(db)
        .await
}

/// What SEVIS refused of a student before this change.
pub async fn refused_before(db: &impl ConnectionTrait, row: &Model) -> Result<Vec<Model>, DbErr> {
    let same = Condition::all()
        .add(Column::CreatedAt.eq(row.created_at))
        .add(Column::Id.lt(row.id.as_str()));
    Entity::find()
        .filter(Column::StudentId.eq(row.student_id.as_str()))
        .filter(Column::State.eq(SevisState::Refused.code()))
        .filter(Condition::any().add(Column::CreatedAt.lt(row.created_at)).add(same))
        .all(db)
        .await
}

/// The changes of an employer, oldest first.
pub async fn of_employer(db: &impl ConnectionTrait, employer: &str) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::EmployerId.eq(employer))
        .order_by_asc(Column::CreatedAt)
        .order_by_asc(Column::Id)
        .all(db)
        .await
}

/// A later change says it all: this one is not sent any more.
pub async fn supersede(tx: &impl ConnectionTrait, id: &str, at: i64) -> Result<(), DbErr> {
    let open = [SevisState::Queued, SevisState::InReview, SevisState::Refused];
    Entity::update_many()
        .col_expr(Column::State, Expr::value(SevisState::Superseded.code()))
        .col_expr(Column::SettledAt, Expr::value(at))
        .filter(Column::Id.eq(id))
        .filter(Column::State.is_in(open.map(SevisState::code)))
        .exec(tx)
        .await
        .map(drop)
}

/// Notes why a change is held back.
pub async fn hold(tx: &impl ConnectionTrait, id: &str, held: &str) -> Result<(), DbErr> {
    let held = Entity::update_many().col_expr(Column::Held, Expr::value(held));
    held.filter(Column::Id.eq(id)).exec(tx).await.map(drop)
}

/// Locks a waiting change into a batch, under the name of its record, and notes which employer it is of;
/// false, and nothing done, where it does not wait any more.
pub async fn lock_into(
    tx: &impl ConnectionTrait,
    change: &Model,
    batch: &str,
    request: &str,
) -> Result<bool, DbErr> {
    let done = Entity::update_many()
        .col_expr(Column::State, Expr::value(SevisState::Sent.code()))
        .col_expr(Column::BatchId, Expr::value(batch))
        .col_expr(Column::RequestId, Expr::value(request))
        .col_expr(Column::EmployerId, Expr::value(change.employer_id.clone()))
        .col_expr(Column::Held, Expr::value(""))
        .filter(Column::Id.eq(change.id.as_str()))
        .filter(Column::State.eq(SevisState::Queued.code()))
        .exec(tx)
        .await?;
    Ok(done.rows_affected == 1)
}

/// Lets a change wait again whose batch was not taken.
pub async fn unlock(
    tx: &impl ConnectionTrait,
    (id, request): (&str, &str),
    waits: SevisState,
) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::State, Expr::value(waits.code()))
        .filter(Column::Id.eq(id))
        .filter(Column::RequestId.eq(request))
        .filter(Column::State.eq(SevisState::Sent.code()))
        .exec(tx)
        .await
        .map(drop)
}

/// A change whose batch SEVIS has after all is on its way; false where it does not wait, or left in another batch.
pub async fn went(tx: &impl ConnectionTrait, (id, request): (&str, &str)) -> Result<bool, DbErr> {
    let waits = [SevisState::Queued, SevisState::InReview].map(SevisState::code);
    let done = Entity::update_many()
        .col_expr(Column::State, Expr::value(SevisState::Sent.code()))
        .filter(Column::Id.eq(id))
        .filter(Column::RequestId.eq(request))
        .filter(Column::State.is_in(waits))
        .exec(tx)
        .await?;
    Ok(done.rows_affected > 0)
}
