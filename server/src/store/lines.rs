//! Connections to a SQLite file, kept for good. A pool that serves every kind of database pings a connection after each
//! use, and here a ping costs as much as a statement: SQLite has no line that could break.

use super::rounds::Round;
use crate::clock::Stopwatch;
use futures_util::TryStreamExt as _;
use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteQueryResult};
use sea_orm::sqlx::{self, AssertSqlSafe, Connection as _, Executor as _};
use sea_orm::{
    ConnAcquireErr, ConnectionTrait, DbBackend, DbErr, ExecResult, QueryResult, RuntimeErr,
    Statement, Values,
};
use sea_query_sqlx::SqlxValues;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::{AcquireError, OwnedSemaphorePermit, Semaphore};

/// Connections to one file, opened as they are needed; the one that was used last is used first. Cheap to clone.
#[derive(Clone)]
pub struct Lines(Arc<Kept>);

struct Kept {
    free: Mutex<Vec<SqliteConnection>>,
    room: Arc<Semaphore>,
    waiting: AtomicUsize,
    /// The transaction that the only one that writes was left in.
    open: Mutex<Option<Round>>,
    options: SqliteConnectOptions,
    patience: Duration,
}

/// Somebody who waits for a connection, counted until it is had or given up.
struct Waiting<'a>(&'a AtomicUsize);

impl<'a> Waiting<'a> {
    fn for_one(of: &'a Kept) -> Self {
        of.waiting.fetch_add(1, Ordering::Relaxed);
        Self(&of.waiting)
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// A connection, which goes back when it is dropped.
pub(super) struct Line {
    connection: Option<SqliteConnection>,
    /// No transaction is open on it that nobody knows of; else it is closed when it is dropped, which ends what is open.
    clean: bool,
    lines: Lines,
    _room: OwnedSemaphorePermit,
}

impl Lines {
    /// At most so many connections; whoever finds none free waits so long.
    pub(super) fn new(options: SqliteConnectOptions, most: u32, patience: Duration) -> Self {
        let room = Arc::new(Semaphore::new(usize::try_from(most).unwrap_or(1)));
        let (waiting, open) = (AtomicUsize::new(0), Mutex::default());
        Self(Arc::new(Kept { free: Mutex::default(), room, waiting, open, options, patience }))
    }

    /// How they are opened.
    pub(super) fn options(&self) -> &SqliteConnectOptions {
        &self.0.options
    }

    /// One of them, in the order in which they are asked for, and in no transaction.
    pub(super) async fn take(&self) -> Result<Line, DbErr> {
        loop {
            let (line, open) = self.take_as_left().await?;
            let line = match open {
                Some(round) => line.commit(round).await,
                None => Some(line),
            };
            // Where that failed, it was others' and they are told: the next one is as good.
            if let Some(line) = line {
                return Ok(line);
            }
        }
    }

    /// Commits what is open by then, behind all who wait now, however long it takes.
    pub(super) async fn commit_in_turn(&self) -> Result<(), DbErr> {
        if let (line, Some(round)) = self.have(self.0.room.clone().acquire_owned().await).await? {
            line.commit(round).await;
        }
        Ok(())
    }

    /// One of them with the transaction it was left in, which whoever has it now must end or leave once more.
    pub(super) async fn take_as_left(&self) -> Result<(Line, Option<Round>), DbErr> {
        let waiting = Waiting::for_one(&self.0);
        let room = tokio::time::timeout(self.0.patience, self.0.room.clone().acquire_owned()).await;
        drop(waiting);
        let timeout = |_| DbErr::ConnectionAcquire(ConnAcquireErr::Timeout);
        self.have(room.map_err(timeout)?).await
    }

    async fn have(
        &self,
        room: Result<OwnedSemaphorePermit, AcquireError>,
    ) -> Result<(Line, Option<Round>), DbErr> {
        let closed = |_| DbErr::ConnectionAcquire(ConnAcquireErr::ConnectionClosed);
        let room = room.map_err(closed)?;
        let free = self.0.free.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let connection = match free {
            Some(connection) => connection,
            None => SqliteConnection::connect_with(&self.0.options)
                .await
                .map_err(|error| DbErr::Conn(told(error)))?,
        };
        let open = self.0.open.lock().unwrap_or_else(PoisonError::into_inner).take();
        // Who has an open transaction must end it, or leave it once more.
        let (clean, connection) = (open.is_none(), Some(connection));
        Ok((Line { connection, clean, lines: self.clone(), _room: room }, open))
    }

    /// True where somebody waits for one; it may be over at once.
    pub(super) fn are_wanted(&self) -> bool {
        self.0.waiting.load(Ordering::Relaxed) > 0
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        if !self.clean {
            return;
        }
        let mut free = self.lines.0.free.lock().unwrap_or_else(PoisonError::into_inner);
        free.extend(self.connection.take());
    }
}

fn told(error: sqlx::Error) -> RuntimeErr {
    RuntimeErr::SqlxError(Arc::new(error))
}

/// `FOOTHOLD_LOG=foothold::statement=trace` shows each statement, without its values.
pub(super) fn trace(sql: &str, took: Duration) {
    tracing::trace!(target: "foothold::statement", sql, took = took.as_micros());
}

/// Values of a statement that is prepared for once: its text is that of so many rows, and rarely comes again.
const MANY: usize = 150;

/// A statement as sqlx takes it.
fn query(sql: &str, values: Option<Values>) -> sqlx::query::Query<'_, sqlx::Sqlite, SqlxValues> {
    let values = values.unwrap_or_else(|| Values(Vec::new()));
    let usual = values.0.len() <= MANY;
    sqlx::query_with(AssertSqlSafe(sql), SqlxValues(values)).persistent(usual)
}

impl Line {
    fn get(&mut self) -> Result<&mut SqliteConnection, DbErr> {
        self.connection.as_mut().ok_or(DbErr::ConnectionAcquire(ConnAcquireErr::ConnectionClosed))
    }

    /// Leaves it to the next one in the middle of a transaction.
    pub(super) fn leave_open(mut self, round: Round) {
        self.clean = true;
        let mut open = self.lines.0.open.lock().unwrap_or_else(PoisonError::into_inner);
        *open = Some(round);
        drop(open);
    }

    /// Commits what several have done, and tells everybody in it. Goes on although whoever asked for it goes away; without a
    /// line left where it failed.
    pub(super) async fn commit(mut self, round: Round) -> Option<Self> {
        let work = tokio::spawn(async move {
            match self.end(Statement::from_string(DbBackend::Sqlite, "COMMIT")).await {
                Ok(()) => {
                    round.tell(Ok(()));
                    Some(self)
                }
                Err(error) => {
                    self.fail(round, error).await;
                    None
                }
            }
        });
        work.await.unwrap_or_default()
    }

    /// Takes back what several have done, and tells everybody in it.
    pub(super) async fn fail(self, round: Round, error: DbErr) {
        let reason = super::reason(&error);
        tracing::warn!(reason, "what several saved at once was not written");
        self.roll_back().await;
        round.tell(Err(error));
    }

    /// Ends a transaction that is not to be written.
    pub(super) async fn roll_back(mut self) {
        // SQLite rolls back by itself after some errors, and refuses to do it twice: then the connection goes.
        self.clean = self.run("ROLLBACK").await.is_ok();
    }

    /// What begins a transaction, to be run by whoever asked. Until it is over, nobody else may have the connection.
    pub(super) fn begin(&mut self) -> Statement {
        self.clean = false;
        Statement::from_string(DbBackend::Sqlite, "BEGIN IMMEDIATE")
    }

    /// Ends what was begun and never run.
    pub(super) fn let_go(&mut self) {
        self.clean = true;
    }

    /// Commits it: by a statement, or several, of which the last is `COMMIT`.
    pub(super) async fn end(&mut self, commit: Statement) -> Result<(), DbErr> {
        self.execute(commit).await?;
        self.clean = true;
        Ok(())
    }

    /// All connections, of which this is one.
    pub(super) fn lines(&self) -> &Lines {
        &self.lines
    }

    pub(super) async fn run(&mut self, sql: &str) -> Result<ExecResult, DbErr> {
        let begun = Stopwatch::start();
        let done = self.get()?.execute(AssertSqlSafe(sql.to_owned())).await;
        trace(sql, begun.elapsed());
        Ok(done.map_err(|error| DbErr::Exec(told(error)))?.into())
    }

    /// Runs it; of several statements in one, the last one's rows are counted.
    pub(super) async fn execute(&mut self, of: Statement) -> Result<ExecResult, DbErr> {
        let begun = Stopwatch::start();
        let each = self.get()?.fetch_many(query(&of.sql, of.values));
        let last = each.try_fold(SqliteQueryResult::default(), async |last, one| {
            Ok(one.left().unwrap_or(last))
        });
        let done = last.await;
        trace(&of.sql, begun.elapsed());
        Ok(done.map_err(|error| DbErr::Exec(told(error)))?.into())
    }

    pub(super) async fn one(&mut self, of: Statement) -> Result<Option<QueryResult>, DbErr> {
        let begun = Stopwatch::start();
        let row = query(&of.sql, of.values).fetch_optional(self.get()?).await;
        trace(&of.sql, begun.elapsed());
        Ok(row.map_err(|error| DbErr::Query(told(error)))?.map(Into::into))
    }

    pub(super) async fn all(&mut self, of: Statement) -> Result<Vec<QueryResult>, DbErr> {
        let begun = Stopwatch::start();
        let rows = query(&of.sql, of.values).fetch_all(self.get()?).await;
        trace(&of.sql, begun.elapsed());
        let rows = rows.map_err(|error| DbErr::Query(told(error)))?;
        Ok(rows.into_iter().map(Into::into).collect())
    }
}

/// Each statement on whichever connection is free.
#[async_trait::async_trait]
impl ConnectionTrait for Lines {
    fn get_database_backend(&self) -> DbBackend {
        DbBackend::Sqlite
    }

    async fn execute_raw(&self, of: Statement) -> Result<ExecResult, DbErr> {
        self.take().await?.execute(of).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.take().await?.run(sql).await
    }

    async fn query_one_raw(&self, of: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.take().await?.one(of).await
    }

    async fn query_all_raw(&self, of: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.take().await?.all(of).await
    }
}
