//! Reports that a school's officials check.

use super::counted;
use super::entity::review::{Column, Entity, Model};
use super::entity::sevis_change;
use domain::Date;
use domain::paging::FOUND;
use domain::review::{ReviewFilter, ReviewState};
use domain::sevis_state::SevisState;
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, Select,
};

insert!(review);
update!(review);
lock!(review);

/// States in which it is the school's turn.
const OURS: [&str; 2] = [ReviewState::Open.code(), ReviewState::Answered.code()];

/// Which reports of a school are wanted.
#[derive(Clone, Copy)]
pub struct Wanted<'a> {
    /// The school.
    pub school: &'a str,
    /// The official who looks.
    pub official: &'a str,
    /// Today at the school.
    pub today: Date,
}

/// Receipts of changes that SEVIS does not have.
fn not_in_sevis() -> SelectStatement {
    let open: Vec<SevisState> =
        SevisState::ALL.iter().copied().filter(|one| one.is_open()).collect();
    Query::select()
        .column(sevis_change::Column::ReceiptId)
        .from(sevis_change::Entity)
        .and_where(sevis_change::Column::State.is_in(open.iter().map(|one| one.code())))
        .and_where(sevis_change::Column::ReceiptId.is_not_null())
        .to_owned()
}

fn of_kind(wanted: Wanted<'_>, kind: ReviewFilter) -> Select<Entity> {
    let query = Entity::find().filter(Column::SchoolId.eq(wanted.school));
    match kind {
        ReviewFilter::Open => query.filter(Column::State.is_in(OURS)),
        ReviewFilter::Mine => {
            query.filter(Column::State.is_in(OURS)).filter(Column::AssignedTo.eq(wanted.official))
        }
        ReviewFilter::Late => query
            .filter(Column::DueOn.lt(wanted.today))
            .filter(Column::ReceiptId.in_subquery(not_in_sevis())),
        ReviewFilter::Asked => query.filter(Column::State.eq(ReviewState::Asked.code())),
        ReviewFilter::Accepted => query.filter(Column::State.eq(ReviewState::Accepted.code())),
    }
}

/// How many there are of a kind; one more than [`FOUND`] stands for all beyond.
pub async fn count(
    db: &impl ConnectionTrait,
    wanted: Wanted<'_>,
    kind: ReviewFilter,
) -> Result<u64, DbErr> {
    counted::up_to(db, of_kind(wanted, kind), FOUND).await
}

/// How many reports students have answered questions about.
pub async fn answered(db: &impl ConnectionTrait, school: &str) -> Result<u64, DbErr> {
    let answered = Entity::find().filter(Column::SchoolId.eq(school));
    let answered = answered.filter(Column::State.eq(ReviewState::Answered.code()));
    counted::up_to(db, answered, FOUND).await
}

/// A kind in its order: what is to be done oldest first, what is done newest first.
fn in_order(query: Select<Entity>, kind: ReviewFilter) -> Select<Entity> {
    match kind {
        ReviewFilter::Accepted => query.order_by_desc(Column::DoneAt).order_by_desc(Column::Id),
        _ => query.order_by_asc(Column::At).order_by_asc(Column::Id),
    }
}

/// Those of a kind that come after this one, or the first: none is left out where a colleague decides others meanwhile.
pub async fn after(
    db: &impl ConnectionTrait,
    wanted: Wanted<'_>,
    kind: ReviewFilter,
    (last, limit): (Option<&Model>, u64),
) -> Result<Vec<Model>, DbErr> {
    let mut query = of_kind(wanted, kind);
    if let Some(last) = last {
        let id = last.id.as_str();
        let (further, same) = match kind {
            ReviewFilter::Accepted => (
                Column::DoneAt.lt(last.done_at),
                Column::DoneAt.eq(last.done_at).and(Column::Id.lt(id)),
            ),
            _ => (Column::At.gt(last.at), Column::At.eq(last.at).and(Column::Id.gt(id))),
        };
        query = query.filter(Condition::any().add(further).add(same));
    }
    in_order(query, kind).limit(limit).all(db).await
}

/// A page of a kind (the first is 0).
pub async fn page(
    db: &impl ConnectionTrait,
    wanted: Wanted<'_>,
    kind: ReviewFilter,
    (page, per_page): (u64, u64),
) -> Result<Vec<Model>, DbErr> {
    let query = in_order(of_kind(wanted, kind), kind);
    query.offset(page * per_page).limit(per_page).all(db).await
}

/// One of this school's.
pub async fn of_school(
    db: &impl ConnectionTrait,
    id: &str,
    school: &str,
) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id(id).filter(Column::SchoolId.eq(school)).one(db).await
}

/// The check of the report that this receipt is of.
pub async fn of_receipt(db: &impl ConnectionTrait, receipt: &str) -> Result<Option<Model>, DbErr> {
    Entity::find().filter(Column::ReceiptId.eq(receipt)).one(db).await
}

/// The check of a student's first report.
pub async fn first_of_student(
    db: &impl ConnectionTrait,
    student: &str,
) -> Result<Option<Model>, DbErr> {
    Entity::find().filter(Column::StudentId.eq(student)).order_by_asc(Column::At).one(db).await
}

/// A student's reports that are not accepted, oldest first.
pub async fn open_of_student(
    db: &impl ConnectionTrait,
    student: &str,
) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::StudentId.eq(student))
        .filter(Column::State.ne(ReviewState::Accepted.code()))
        .order_by_asc(Column::At)
        .order_by_asc(Column::Id)
        .all(db)
        .await
}

/// The receipt about which a student was asked first, of those that are not answered: an expression for a query of which
/// `student` is an expression.
pub fn asked(student: Expr) -> Expr {
    let first = Entity::find()
        .select_only()
        .column(Column::ReceiptId)
        .filter(ExprTrait::eq(Column::StudentId.into_expr(), student))
        .filter(Column::State.eq(ReviewState::Asked.code()))
        .order_by_asc(Column::At)
        .limit(1);
    Expr::SubQuery(None, Box::new(QueryTrait::into_query(first).into()))
}

/// An official's work ended: what was to be checked by them is anybody's.
pub async fn unassign(
    tx: &impl ConnectionTrait,
    school: &str,
    official: &str,
) -> Result<(), DbErr> {
    let open: Vec<&str> = ReviewState::ALL
        .iter()
        .filter(|one| **one != ReviewState::Accepted)
        .map(|one| one.code())
        .collect();
    // Locked in the order in which several are accepted.
    let theirs: Vec<String> = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::SchoolId.eq(school))
        .filter(Column::State.is_in(open))
        .filter(Column::AssignedTo.eq(official))
        .order_by_asc(Column::StudentId)
        .order_by_asc(Column::Id)
        .lock_exclusive()
        .into_tuple()
        .all(tx)
        .await?;
    Entity::update_many()
        .col_expr(Column::AssignedTo, Expr::value(""))
        .filter(Column::Id.is_in(theirs))
        .exec(tx)
        .await
        .map(drop)
}

/// The report that an official checks after this one, of theirs and nobody's; where it is the last, the first of those; where there is
/// none, one that is a colleague's.
pub async fn next_open(
    db: &impl ConnectionTrait,
    wanted: Wanted<'_>,
    this: &Model,
) -> Result<Option<Model>, DbErr> {
    let later = Condition::all().add(Column::At.eq(this.at)).add(Column::Id.gt(this.id.as_str()));
    let open = || of_kind(wanted, ReviewFilter::Open).filter(Column::Id.ne(this.id.as_str()));
    let own = || open().filter(Column::AssignedTo.is_in(["", wanted.official]));
    let after = own().filter(Condition::any().add(Column::At.gt(this.at)).add(later));
    for query in [after, own(), open()] {
        if let Some(row) = in_order(query, ReviewFilter::Open).one(db).await? {
            return Ok(Some(row));
        }
    }
    Ok(None)
}

/// Those of these that are of this school.
pub async fn some(
    db: &impl ConnectionTrait,
    ids: &[String],
    school: &str,
) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::Id.is_in(ids))
        .filter(Column::SchoolId.eq(school))
        .order_by_asc(Column::StudentId)
        .order_by_asc(Column::Id)
        .all(db)
        .await
}

/// What an official accepted together under this name, and still is accepted.
pub async fn together(
    db: &impl ConnectionTrait,
    official: &str,
    name: &str,
) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::DoneBy.eq(official))
        .filter(Column::Together.eq(name))
        .filter(Column::State.eq(ReviewState::Accepted.code()))
        .order_by_asc(Column::StudentId)
        .order_by_asc(Column::Id)
        .all(db)
        .await
}

/// One of those that an official accepted together last, since an instant.
pub async fn last_together(
    db: &impl ConnectionTrait,
    official: &str,
    since: i64,
) -> Result<Option<Model>, DbErr> {
    Entity::find()
        .filter(Column::DoneBy.eq(official))
        .filter(Column::DoneAt.gte(since))
        .filter(Column::Together.ne(""))
        .filter(Column::State.eq(ReviewState::Accepted.code()))
        .order_by_desc(Column::DoneAt)
        .one(db)
        .await
}

/// The steps of a check.
pub mod notes {
    use crate::store::entity::review_note::{Column, Entity, Model};
    use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};

    insert!(review_note);

    /// The steps of a check, oldest first.
    pub async fn of(db: &impl ConnectionTrait, review: &str) -> Result<Vec<Model>, DbErr> {
        Entity::find()
            .filter(Column::Review.eq(review))
            .order_by_asc(Column::At)
            .order_by_asc(Column::Id)
            .all(db)
            .await
    }
}
