//! Students.

use super::counted;
use super::entity::alert_state as state;
use super::entity::student::{Column, Entity, Model};
use super::search::contains;
use app::wire::StudentSort;
use domain::paging::{COUNTED, FOUND, pages};
use sea_orm::sea_query::{Expr, ExprTrait, NullOrdering, Query, UnionType};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbBackend, DbErr, EntityTrait, FromQueryResult,
    JoinType, Order, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select,
};
use std::collections::HashMap;
use time::Date;

by_id!(student);
lock!(student);
insert!(student);
update!(student);

/// These students, kept from others until the transaction ends, in one order so that two who lock several cannot wait for each
/// other.
pub async fn lock_all(tx: &impl ConnectionTrait, ids: &[String]) -> Result<Vec<Model>, DbErr> {
    let rows = Entity::find().filter(Column::Id.is_in(ids)).order_by_asc(Column::Id);
    rows.lock_exclusive().all(tx).await
}

/// What an official looks for.
pub enum Wanted<'a> {
    /// A whole SEVIS ID.
    SevisId(&'a str),
    /// A whole address, in the form in which addresses are compared.
    Email(&'a str),
    /// Words of name, SEVIS ID, address, or the name of an employer, present or past; folded.
    Words(&'a str),
}

/// One page of what was found.
pub struct Found {
    /// How many there are in all.
    pub total: u64,
    /// The page shown, from 1.
    pub page: u32,
    /// How many pages there are.
    pub pages: u32,
    /// In the order asked for.
    pub rows: Vec<Model>,
}

/// The student with this address.
pub async fn by_email(db: &impl ConnectionTrait, key: &str) -> Result<Option<Model>, DbErr> {
    Entity::find().filter(Column::EmailKey.eq(key)).one(db).await
}

/// True if another student has the address.
pub async fn email_is_taken(
    db: &impl ConnectionTrait,
    key: &str,
    but: &str,
) -> Result<bool, DbErr> {
    let others = Entity::find().filter(Column::EmailKey.eq(key)).filter(Column::Id.ne(but));
    Ok(others.count(db).await? > 0)
}

/// The record of the same person under the next SEVIS ID.
pub async fn next_of(db: &impl ConnectionTrait, id: &str) -> Result<Option<Model>, DbErr> {
    Entity::find().filter(Column::PreviousId.eq(id)).one(db).await
}

/// Those of these students who go on under another SEVIS ID.
pub async fn continued(db: &impl ConnectionTrait, ids: &[String]) -> Result<Vec<String>, DbErr> {
    let next = Entity::find().filter(Column::PreviousId.is_in(ids));
    let rows = next.all(db).await?;
    Ok(rows.into_iter().filter_map(|row| row.previous_id).collect())
}

/// These students, by identity.
pub async fn of(db: &impl ConnectionTrait, ids: &[&str]) -> Result<HashMap<String, Model>, DbErr> {
    let rows = Entity::find().filter(Column::Id.is_in(ids.iter().copied())).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.id.clone(), row)).collect())
}

/// Students with one of these SEVIS IDs.
pub async fn with_sevis_ids(
    db: &impl ConnectionTrait,
    ids: &[String],
) -> Result<Vec<Model>, DbErr> {
    Entity::find().filter(Column::SevisId.is_in(ids)).all(db).await
}

/// Students with one of these addresses.
pub async fn with_emails(db: &impl ConnectionTrait, keys: &[String]) -> Result<Vec<Model>, DbErr> {
    Entity::find().filter(Column::EmailKey.is_in(keys)).all(db).await
}

/// The student of the query, for a subquery about them.
fn own() -> Expr {
    Expr::col((Entity, Column::Id))
}

/// Those of these students whom alerts can be about: an authorization of theirs runs on a day, an extension ended on `stays` or
/// later, or the last list from SEVIS says otherwise.
pub async fn to_watch(
    db: &impl ConnectionTrait,
    ids: &[String],
    (day, stays): (Date, Date),
) -> Result<Vec<Model>, DbErr> {
    let running = super::authorizations::running_on(own(), day, stays);
    let differs = super::sevis_lists::differs_from(own());
    let some = Entity::find().filter(Column::Id.is_in(ids));
    some.filter(Condition::any().add(running).add(differs)).order_by_asc(Column::Id).all(db).await
}

/// Those of these students whose authorization runs on a day.
pub async fn on_training(
    db: &impl ConnectionTrait,
    ids: &[String],
    day: Date,
) -> Result<Vec<String>, DbErr> {
    let some = Entity::find().select_only().column(Column::Id).filter(Column::Id.is_in(ids));
    let running = super::authorizations::running_on(own(), day, Date::MAX);
    some.filter(running).into_tuple().all(db).await
}

/// What tells whether two records are of one person.
#[derive(Clone, FromQueryResult)]
pub struct Born {
    /// Identity.
    pub id: String,
    /// Given name.
    pub given_name: String,
    /// Surname.
    pub surname: String,
    /// Date of birth.
    pub birth_date: Date,
    /// The record before this one.
    pub previous_id: Option<String>,
}

/// The days on which these students were born, each once.
pub async fn birth_dates(db: &impl ConnectionTrait, ids: &[String]) -> Result<Vec<Date>, DbErr> {
    let some = Entity::find().select_only().column(Column::BirthDate).distinct();
    some.filter(Column::Id.is_in(ids)).into_tuple().all(db).await
}

/// Students of a school who were born on one of these days.
pub async fn born_on(
    db: &impl ConnectionTrait,
    school: &str,
    days: &[Date],
) -> Result<Vec<Born>, DbErr> {
    let columns =
        [Column::Id, Column::GivenName, Column::Surname, Column::BirthDate, Column::PreviousId];
    let of_school = Entity::find().filter(Column::SchoolId.eq(school));
    let born = of_school.filter(Column::BirthDate.is_in(days.iter().copied()));
    born.select_only().columns(columns).into_model().all(db).await
}

/// Those of these days on which more than so many students of a school were born.
pub async fn crowded(
    db: &impl ConnectionTrait,
    school: &str,
    days: &[Date],
    most: i64,
) -> Result<Vec<Date>, DbErr> {
    let of_school = Entity::find().filter(Column::SchoolId.eq(school));
    let born = of_school.filter(Column::BirthDate.is_in(days.iter().copied()));
    let counted = born.select_only().column(Column::BirthDate).group_by(Column::BirthDate);
    counted.having(Expr::cust("COUNT(*)").gt(most)).into_tuple().all(db).await
}

/// Students of a school of whom the school's file says otherwise.
pub async fn with_differences(
    db: &impl ConnectionTrait,
    school: &str,
    limit: u64,
) -> Result<Vec<Model>, DbErr> {
    // As the index of those that differ spells it.
    let differ = Expr::cust("students.differs");
    let differ = Entity::find().filter(Column::SchoolId.eq(school)).filter(differ);
    differ.order_by_asc(Column::Surname).order_by_asc(Column::Id).limit(limit).all(db).await
}

/// How many students a school has; one more than [`domain::paging::COUNTED`] stands for all beyond.
pub async fn count(db: &impl ConnectionTrait, school: &str) -> Result<u64, DbErr> {
    counted::up_to(db, Entity::find().filter(Column::SchoolId.eq(school)), COUNTED).await
}

/// Students after `after` in the order of SEVIS IDs, of one school or of all.
pub async fn after_sevis_id(
    db: &impl ConnectionTrait,
    school: Option<&str>,
    after: &str,
    limit: u64,
) -> Result<Vec<Model>, DbErr> {
    let mut query = Entity::find().filter(Column::SevisId.gt(after));
    if let Some(school) = school {
        query = query.filter(Column::SchoolId.eq(school));
    }
    query.order_by_asc(Column::SevisId).limit(limit).all(db).await
}

/// Students of whom it is asked whether a word is common, and how many of them have it then: one in a hundred.
const SAMPLE: (u64, u64) = (500, 5);

/// True for a word that few have, in their own text or in the name of an employer, and that an index finds: where many have it,
/// that index is the longer way. Asked of some students, by their birthdays, which have nothing to do with names.
async fn is_rare(db: &impl ConnectionTrait, school: &str, word: &str) -> Result<bool, DbErr> {
    // SQLite has no index of letters, and PostgreSQL's is one of three in a row.
    if db.get_database_backend() != DbBackend::Postgres || word.chars().count() < 3 {
        return Ok(false);
    }
    let (many, common) = SAMPLE;
    let some = Entity::find().select_only().column(Column::Id).filter(Column::SchoolId.eq(school));
    let some = some.order_by_asc(Column::BirthDate).limit(many).into_query();
    let among = Entity::find().filter(Column::Id.in_subquery(some)).filter(one_by_one(word));
    Ok(counted::up_to(db, among, common).await? < common)
}

/// Whom an official looks for. Where a word is rare, it says who they can be; every other is looked for among those, and without
/// one among all, in the order of the list.
async fn matching(
    db: &impl ConnectionTrait,
    school: &str,
    wanted: &Wanted<'_>,
) -> Result<Select<Entity>, DbErr> {
    let mut query = Entity::find().filter(Column::SchoolId.eq(school));
    match wanted {
        Wanted::SevisId(id) => query = query.filter(Column::SevisId.eq(*id)),
        Wanted::Email(key) => query = query.filter(Column::EmailKey.eq(*key)),
        Wanted::Words(words) => {
            let mut rare = false;
            for word in words.split_whitespace().take(6) {
                let first = !rare && is_rare(db, school, word).await?;
                query = query.filter(if first { by_index(word) } else { one_by_one(word) });
                rare |= first;
            }
        }
    }
    Ok(query)
}

/// A word is somewhere in the person's text, or in the name of an employer: found by its letters.
fn by_index(word: &str) -> Condition {
    let mut ids = Query::select();
    ids.column(Column::Id).from(Entity).and_where(Column::Search.like(contains(word)));
    ids.union(UnionType::All, super::employers::students_of_named(word));
    Condition::all().add(Column::Id.in_subquery(ids))
}

/// The same, looked for in one student after the other, and in the employers of those whose own text has it not.
fn one_by_one(word: &str) -> Condition {
    let named = Expr::exists(super::employers::named(own(), word));
    Condition::any().add(Column::Search.like(contains(word))).add(named)
}

/// In this order, with what is known of each student's days where that is what is asked for.
fn ordered(mut query: Select<Entity>, school: &str, sort: StudentSort) -> Select<Entity> {
    let (column, order) = match sort {
        StudentSort::Name => {
            let by_name = query.order_by_asc(Column::Surname).order_by_asc(Column::GivenName);
            return by_name.order_by_asc(Column::Id);
        }
        StudentSort::Days => (state::Column::Used, Order::Desc),
        StudentSort::Ends => (state::Column::Ends, Order::Asc),
    };
    let student = Expr::col((state::Entity, state::Column::Student));
    QueryTrait::query(&mut query).join(
        JoinType::InnerJoin,
        state::Entity,
        student.equals(Column::Id.as_column_ref()),
    );
    let query = query.filter(state::Column::School.eq(school));
    let by_days = query.order_by_with_nulls(column, order, NullOrdering::Last);
    by_days.order_by_asc(state::Column::Student)
}

/// A page of a school's students (the first is 1; one past the last shows the last).
pub async fn find(
    db: &impl ConnectionTrait,
    school: &str,
    wanted: &Wanted<'_>,
    (sort, page): (StudentSort, u32),
    per_page: u64,
) -> Result<Found, DbErr> {
    // First which they are, for which an index has all that is asked; then what stands there.
    let matching = matching(db, school, wanted).await?;
    let found = matching.select_only().column(Column::Id);
    let ordered = ordered(found.clone(), school, sort);
    // One query is enough for up to a page of students; only a longer list is counted.
    let mut ids: Vec<String> = ordered.clone().limit(per_page + 1).into_tuple().all(db).await?;
    let shown = u64::try_from(ids.len()).unwrap_or(u64::MAX);
    let most =
        if matches!(wanted, Wanted::Words(words) if !words.is_empty()) { FOUND } else { COUNTED };
    let total = if shown <= per_page { shown } else { counted::up_to(db, found, most).await? };
    let (page, pages) = pages(total, per_page, page);
    if page > 1 {
        let there = ordered.offset(u64::from(page - 1) * per_page).limit(per_page);
        ids = there.into_tuple().all(db).await?;
    }
    ids.truncate(usize::try_from(per_page).unwrap_or(usize::MAX));
    let mut rows = of(db, &ids.iter().map(String::as_str).collect::<Vec<_>>()).await?;
    let rows = ids.iter().filter_map(|id| rows.remove(id)).collect();
    Ok(Found { total, page, pages, rows })
}

/// Students of a school after `after` who are to be invited: an authorization has begun by `today`
/// and one is not over since `oldest`, an address is known, there is neither account nor link.
pub async fn to_invite(
    db: &impl ConnectionTrait,
    school: &str,
    (today, oldest): (Date, Date),
    after: &str,
    limit: u64,
) -> Result<Vec<String>, DbErr> {
    use super::{authorizations, entity::account, links};
    let opened = |column: account::Column| {
        Query::select()
            .expr(Expr::val(1))
            .from(account::Entity)
            .and_where(Expr::col((account::Entity, column)).eq(own()))
            .to_owned()
    };
    Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::SchoolId.eq(school))
        .filter(Column::EmailKey.is_not_null())
        .filter(Column::Id.gt(after))
        .filter(authorizations::begun_by(own(), today))
        .filter(authorizations::approved_until(own(), oldest))
        .filter(Expr::exists(opened(account::Column::StudentId)).not())
        .filter(Expr::exists(opened(account::Column::JoinedStudentId)).not())
        .filter(Expr::exists(links::to_account_of(own())).not())
        .order_by_asc(Column::Id)
        .limit(limit)
        .into_tuple()
        .all(db)
        .await
}
