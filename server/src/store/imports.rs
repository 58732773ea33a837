//! Rows that an import has staged beside the real ones, and the switch that puts them into place.

use super::entity::{authorization, employer, history, student};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, DbErr, EntityTrait, IdenStatic, Insert, Iterable,
    QueryFilter, QueryTrait, Select,
};
use std::collections::{HashMap, HashSet};

/// Rows by their identity, each as it was put last.
struct Latest<T> {
    rows: Vec<T>,
    places: HashMap<String, usize>,
}

impl<T> Default for Latest<T> {
    fn default() -> Self {
        Self { rows: Vec::new(), places: HashMap::new() }
    }
}

impl<T> Latest<T> {
    fn put(&mut self, id: String, row: T) {
        match self.places.get(&id) {
            Some(at) => self.rows[*at] = row,
            None => {
                self.places.insert(id, self.rows.len());
                self.rows.push(row);
            }
        }
    }
}

/// Rows of one chunk: new ones, and changed ones with a version one higher than what is stored.
#[derive(Default)]
pub struct Chunk {
    /// Students.
    pub students: Vec<student::Model>,
    authorizations: Latest<authorization::Model>,
    employers: Latest<employer::Model>,
    /// Lines of histories.
    pub history: Vec<history::Model>,
}

impl Chunk {
    /// True if it changes nothing.
    pub fn is_empty(&self) -> bool {
        self.students.is_empty()
            && self.authorizations.rows.is_empty()
            && self.employers.rows.is_empty()
            && self.history.is_empty()
    }

    /// Adds a student, in place of an earlier state.
    pub fn put_student(&mut self, row: student::Model) {
        self.students.retain(|other| other.id != row.id);
        self.students.push(row);
    }

    /// Adds an authorization, in place of an earlier state of it.
    pub fn put_authorization(&mut self, row: authorization::Model) {
        self.authorizations.put(row.id.clone(), row);
    }

    /// Adds an employer, in place of an earlier state of it.
    pub fn put_employer(&mut self, row: employer::Model) {
        self.employers.put(row.id.clone(), row);
    }
}

/// A row that is stored or staged.
pub struct Found<T> {
    /// The row.
    pub row: T,
    /// This import has staged it.
    pub staged: bool,
}

/// Keeps other imports from beginning, staging and ending until the transaction ends. Without it a
/// chunk could be staged beside the beginning of another import, which would then take it along.
pub async fn hold(tx: &impl ConnectionTrait) -> Result<(), DbErr> {
    match tx.get_database_backend() {
        DbBackend::Postgres => {
            tx.execute_unprepared("LOCK TABLE import_runs IN EXCLUSIVE MODE").await.map(drop)
        }
        // On SQLite a transaction that writes is the only one, from its first statement on.
        _ => tx.execute_unprepared("SELECT 1").await.map(drop),
    }
}

/// Begins an import; what another one has staged is dropped.
pub async fn begin(tx: &impl ConnectionTrait, run: &str) -> Result<(), DbErr> {
    hold(tx).await?;
    clear(tx).await?;
    // The id is one of our own, and made of letters, digits and hyphens.
    tx.execute_unprepared(&format!("INSERT INTO import_runs (id) VALUES ('{run}')")).await.map(drop)
}

/// Ends this import, and forgets what it staged; another one that has begun meanwhile goes on.
pub async fn end(tx: &impl ConnectionTrait, run: &str) -> Result<(), DbErr> {
    if is_current(tx, run).await? { clear(tx).await } else { Ok(()) }
}

async fn clear(tx: &impl ConnectionTrait) -> Result<(), DbErr> {
    for table in ["students", "authorizations", "employers", "history"] {
        tx.execute_unprepared(&format!("DELETE FROM staged_{table}")).await?;
    }
    tx.execute_unprepared("DELETE FROM import_runs").await.map(drop)
}

/// False once another import has begun, or this one has ended.
pub async fn is_current(db: &impl ConnectionTrait, run: &str) -> Result<bool, DbErr> {
    exists(db, &format!("SELECT 1 FROM import_runs WHERE id = '{run}'")).await
}

/// Fails if another import has begun since.
async fn check_run(tx: &impl ConnectionTrait, run: &str) -> Result<(), DbErr> {
    if is_current(tx, run).await? {
        return Ok(());
    }
    Err(DbErr::Custom("another import has begun meanwhile".into()))
}

async fn exists(tx: &impl ConnectionTrait, sql: &str) -> Result<bool, DbErr> {
    let statement = sea_orm::Statement::from_string(tx.get_database_backend(), sql);
    Ok(tx.query_one_raw(statement).await?.is_some())
}

/// Stages a chunk.
pub async fn put(tx: &impl ConnectionTrait, run: &str, chunk: Chunk) -> Result<(), DbErr> {
    check_run(tx, run).await?;
    let Chunk { students, authorizations, employers, history } = chunk;
    let (authorizations, employers) = (authorizations.rows, employers.rows);
    forget::<student::Entity>(tx, students.iter().map(|row| &row.id)).await?;
    stage::<student::Entity, student::ActiveModel>(tx, students).await?;
    forget::<authorization::Entity>(tx, authorizations.iter().map(|row| &row.id)).await?;
    stage::<authorization::Entity, authorization::ActiveModel>(tx, authorizations).await?;
    forget::<employer::Entity>(tx, employers.iter().map(|row| &row.id)).await?;
    stage::<employer::Entity, employer::ActiveModel>(tx, employers).await?;
    stage::<history::Entity, history::ActiveModel>(tx, history).await
}

fn staged_table<E: EntityTrait>() -> Alias {
    Alias::new(format!("staged_{}", E::default().table_name()))
}

async fn stage<E, A>(tx: &impl ConnectionTrait, rows: Vec<E::Model>) -> Result<(), DbErr>
where
    E: EntityTrait,
    A: sea_orm::ActiveModelTrait<Entity = E> + From<E::Model>,
{
    if rows.is_empty() {
        return Ok(());
    }
    let mut insert = Insert::many(rows.into_iter().map(A::from)).into_query();
    insert.into_table(staged_table::<E>());
    tx.execute(&insert).await.map(drop)
}

/// Forgets the staged states of these rows.
async fn forget<'a, E: EntityTrait>(
    tx: &impl ConnectionTrait,
    ids: impl Iterator<Item = &'a String>,
) -> Result<(), DbErr> {
    let ids: Vec<&String> = ids.collect();
    if ids.is_empty() {
        return Ok(());
    }
    let delete = Query::delete()
        .from_table(staged_table::<E>())
        .and_where(Expr::col(Alias::new("id")).is_in(ids))
        .to_owned();
    tx.execute(&delete).await.map(drop)
}

/// The same query, asked of what is staged.
fn of_staged<E: EntityTrait>(mut query: Select<E>) -> Select<E> {
    QueryTrait::query(&mut query).from_clear().from_as(staged_table::<E>(), E::default());
    query
}

/// Students with one of these SEVIS IDs: as staged, else as stored.
pub async fn students_with_sevis_ids(
    db: &impl ConnectionTrait,
    ids: &[String],
) -> Result<Vec<student::Model>, DbErr> {
    let query = student::Entity::find().filter(student::Column::SevisId.is_in(ids));
    let found = both(of_staged(query.clone()).all(db).await?, query.all(db).await?, |row| &row.id);
    Ok(found.into_iter().map(|found| found.row).collect())
}

/// Students who have one of these addresses once what is staged is in place.
pub async fn students_with_emails(
    db: &impl ConnectionTrait,
    keys: &[String],
) -> Result<Vec<student::Model>, DbErr> {
    let query = student::Entity::find().filter(student::Column::EmailKey.is_in(keys));
    let (mut found, stored) = (of_staged(query.clone()).all(db).await?, query.all(db).await?);
    let ids: Vec<&str> = stored.iter().map(|row| row.id.as_str()).collect();
    let changed = student::Entity::find().filter(student::Column::Id.is_in(ids));
    let changed: HashSet<String> =
        of_staged(changed).all(db).await?.into_iter().map(|row| row.id).collect();
    found.extend(stored.into_iter().filter(|row| !changed.contains(&row.id)));
    Ok(found)
}

/// The authorizations of these students: as staged, else as stored.
pub async fn authorizations_of_students(
    db: &impl ConnectionTrait,
    ids: &[String],
) -> Result<Vec<Found<authorization::Model>>, DbErr> {
    let query = authorization::Entity::find().filter(authorization::Column::StudentId.is_in(ids));
    Ok(both(of_staged(query.clone()).all(db).await?, query.all(db).await?, |row| &row.id))
}

/// The employers of these students, deleted ones too: as staged, else as stored.
pub async fn employers_of_students(
    db: &impl ConnectionTrait,
    ids: &[String],
) -> Result<Vec<Found<employer::Model>>, DbErr> {
    let query = employer::Entity::find().filter(employer::Column::StudentId.is_in(ids));
    Ok(both(of_staged(query.clone()).all(db).await?, query.all(db).await?, |row| &row.id))
}

fn both<T>(staged: Vec<T>, stored: Vec<T>, id: fn(&T) -> &String) -> Vec<Found<T>> {
    let known: HashSet<String> = staged.iter().map(|row| id(row).clone()).collect();
    let staged = staged.into_iter().map(|row| Found { row, staged: true });
    let stored = stored.into_iter().filter(|row| !known.contains(id(row)));
    staged.chain(stored.map(|row| Found { row, staged: false })).collect()
}

/// What must not be there when the staged rows are put into place: a stored row that was changed
/// since it was read, and one that took a place that a staged row wants.
const CONFLICTS: [&str; 7] = [
    "SELECT 1 FROM staged_students s JOIN students c ON c.id = s.id WHERE c.version <> s.version - 1",
    "SELECT 1 FROM staged_students s JOIN students c ON c.sevis_id = s.sevis_id AND c.id <> s.id",
    // One who gives the address away within the same import does not stand in its way.
    "SELECT 1 FROM staged_students s JOIN students c ON c.email_key = s.email_key AND c.id <> s.id WHERE NOT EXISTS (SELECT 1 FROM staged_students m WHERE m.id = c.id AND (m.email_key IS NULL OR m.email_key <> c.email_key))",
    "SELECT 1 FROM staged_authorizations s JOIN authorizations c ON c.id = s.id WHERE c.version <> s.version - 1",
    "SELECT 1 FROM staged_authorizations s JOIN authorizations c ON c.student_id = s.student_id AND c.kind = s.kind AND c.start_date = s.start_date AND c.id <> s.id WHERE c.status IN ('requested', 'pending', 'approved') AND s.status IN ('requested', 'pending', 'approved') AND NOT EXISTS (SELECT 1 FROM staged_authorizations m WHERE m.id = c.id)",
    "SELECT 1 FROM staged_employers s JOIN employers c ON c.id = s.id WHERE c.version <> s.version - 1",
    "SELECT 1 FROM staged_employers s JOIN employers c ON c.authorization_id = s.authorization_id AND lower(c.name) = lower(s.name) AND c.start_date = s.start_date AND c.id <> s.id AND c.deleted_at IS NULL AND NOT EXISTS (SELECT 1 FROM staged_employers m WHERE m.id = c.id)",
];

/// Puts what is staged into place, all of it; false, and nothing done, if what it rests on was
/// changed meanwhile.
pub async fn switch(tx: &impl ConnectionTrait, run: &str) -> Result<bool, DbErr> {
    check_run(tx, run).await?;
    if tx.get_database_backend() == DbBackend::Postgres {
        // In one order, so that two imports cannot wait for each other.
        tx.execute_unprepared(
            "SELECT id FROM students WHERE id IN (SELECT id FROM staged_students UNION SELECT student_id FROM staged_authorizations UNION SELECT student_id FROM staged_employers) ORDER BY id FOR UPDATE",
        )
        .await?;
    }
    for conflict in CONFLICTS {
        if exists(tx, &format!("{conflict} LIMIT 1")).await? {
            return Ok(false);
        }
    }
    // Addresses that move are let go first: each row is checked as it is written.
    tx.execute_unprepared(
        "UPDATE students SET email_key = NULL WHERE id IN (SELECT s.id FROM staged_students s JOIN students o ON o.id = s.id WHERE o.email_key IS NOT NULL AND (s.email_key IS NULL OR s.email_key <> o.email_key))",
    )
    .await?;
    put_into_place::<student::Entity>(tx).await?;
    put_into_place::<authorization::Entity>(tx).await?;
    put_into_place::<employer::Entity>(tx).await?;
    put_into_place::<history::Entity>(tx).await?;
    clear(tx).await?;
    Ok(true)
}

async fn put_into_place<E: EntityTrait>(tx: &impl ConnectionTrait) -> Result<(), DbErr> {
    let table = E::default();
    let table = table.table_name();
    let columns: Vec<String> =
        E::Column::iter().map(|column| format!("\"{}\"", column.as_str())).collect();
    let set: Vec<String> = columns
        .iter()
        // What SEVIS has answered meanwhile is no word of the file.
        .filter(|column| {
            !matches!(column.as_str(), "\"id\"" | "\"sevis_name\"" | "\"sevis_start\"")
        })
        .map(|column| format!("{column} = s.{column}"))
        .collect();
    let update = format!(
        "UPDATE {table} SET {} FROM staged_{table} s WHERE s.id = {table}.id",
        set.join(", ")
    );
    tx.execute_unprepared(&update).await?;
    let from: Vec<String> = columns.iter().map(|column| format!("s.{column}")).collect();
    let insert = format!(
        "INSERT INTO {table} ({}) SELECT {} FROM staged_{table} s WHERE NOT EXISTS (SELECT 1 FROM {table} c WHERE c.id = s.id)",
        columns.join(", "),
        from.join(", ")
    );
    match tx.get_database_backend() {
        DbBackend::Postgres => tx.execute_unprepared(&insert).await.map(drop),
        _ => insert_in_parts(tx, table, &insert).await,
    }
}

/// Staged rows that are moved at once on SQLite.
const PART: u32 = 2_000;

/// Each part is forgotten before the next is inserted, which then lies in its place: the file does not grow by what was staged.
async fn insert_in_parts(
    tx: &impl ConnectionTrait,
    table: &str,
    insert: &str,
) -> Result<(), DbErr> {
    let last = format!(
        "SELECT max(at) AS last FROM (SELECT rowid AS at FROM staged_{table} ORDER BY rowid LIMIT {PART})"
    );
    loop {
        let statement = sea_orm::Statement::from_string(DbBackend::Sqlite, &last);
        let found = tx.query_one_raw(statement).await?;
        let last = found.map(|row| row.try_get::<Option<i64>>("", "last")).transpose()?;
        let Some(last) = last.flatten() else { return Ok(()) };
        let part = format!(
            "{insert} AND s.rowid <= {last}; DELETE FROM staged_{table} WHERE rowid <= {last}"
        );
        tx.execute_unprepared(&part).await?;
    }
}
