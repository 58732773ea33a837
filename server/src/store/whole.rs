//! A writing transaction on a SQLite connection of ours.

use super::lines::{Line, Lines};
use super::rounds::{self, End, Round};
use sea_orm::{
    ConnAcquireErr, ConnectionTrait, DbBackend, DbErr, ExecResult, QueryResult, Statement, Value,
    Values,
};
use tokio::sync::{MappedMutexGuard, Mutex, MutexGuard};

/// All of it, or nothing: what is not committed is rolled back when it is dropped.
pub struct Whole(Mutex<Option<Open>>);

/// What is open.
struct Open {
    line: Line,
    /// Goes with the next statement: what begins the transaction, and what nobody waits for.
    waiting: Vec<Statement>,
    /// Something of it was asked of the database.
    begun: bool,
    /// What waited was sent, and it is not known that it was done: all of it can only be taken back.
    lost: bool,
    /// The transaction that others have begun, and the savepoint in it.
    joined: Option<(Round, String)>,
    /// A statement failed: SQLite may have ended the transaction by itself.
    failed: bool,
}

impl Open {
    /// Asks the line. What is given up half-way counts as failed.
    async fn ask<T>(
        &mut self,
        statement: impl AsyncFnOnce(&mut Line) -> Result<T, DbErr>,
    ) -> Result<T, DbErr> {
        let before = std::mem::replace(&mut self.failed, true);
        let done = statement(&mut self.line).await;
        self.failed = before || done.is_err();
        self.lost = self.lost && done.is_err();
        done
    }

    /// What waits and this statement as one. It counts as begun although it may be given up half-way.
    fn with_waiting(&mut self, last: Option<Statement>) -> Statement {
        self.begun = true;
        self.lost = !self.waiting.is_empty();
        let mut all = std::mem::take(&mut self.waiting);
        all.extend(last);
        joined(all)
    }

    /// Runs what waits.
    async fn catch_up(&mut self) -> Result<(), DbErr> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        let all = self.with_waiting(None);
        self.ask(async |line| line.execute(all).await).await.map(drop)
    }

    /// Commits what nobody else has a part in, with what waits.
    async fn end(&mut self) -> Result<(), DbErr> {
        if !self.begun && self.waiting.len() == 1 {
            // Nothing was asked, and nothing is to be written.
            self.line.let_go();
            return Ok(());
        }
        let commit = Statement::from_string(DbBackend::Sqlite, "COMMIT");
        let all = self.with_waiting(Some(commit));
        self.line.end(all).await
    }

    /// Takes back what was done in it, and leaves what others did.
    async fn undo(mut self) {
        if !self.begun {
            return self.line.let_go();
        }
        let Some((round, savepoint)) = self.joined else {
            return self.line.roll_back().await;
        };
        let mut undone = self.line.run(&format!("ROLLBACK TO {savepoint}")).await;
        if undone.is_ok() {
            undone = self.line.run(&format!("RELEASE {savepoint}")).await;
        }
        match undone {
            Ok(_) => self.line.leave_open(round),
            Err(error) => self.line.fail(round, error).await,
        }
    }

    /// Leaves it to be committed with what others do.
    async fn leave(mut self) -> Result<End, DbErr> {
        let lines = self.line.lines().clone();
        let Some((round, savepoint)) = self.joined else {
            let round = Round::new();
            let end = round.end();
            self.line.leave_open(round);
            commit_after_others(lines);
            return Ok(end);
        };
        let end = round.end();
        if self.failed {
            // Asks whether the transaction still stands: where SQLite has ended it there is nothing to release.
            if let Err(error) = self.line.run(&format!("RELEASE {savepoint}")).await {
                self.line.fail(round, error.clone()).await;
                return Err(error);
            }
        }
        self.line.leave_open(round);
        Ok(end)
    }
}

/// Several statements of SQLite as one. Their parameters are `?` alone: a number would count from the first statement's.
fn joined(mut all: Vec<Statement>) -> Statement {
    if all.len() == 1 {
        return all.remove(0);
    }
    let (mut texts, mut values) = (Vec::new(), Vec::<Value>::new());
    for one in all {
        texts.push(one.sql);
        values.extend(one.values.into_iter().flat_map(|values| values.0));
    }
    let (sql, values) = (texts.join("; "), Some(Values(values)));
    Statement { sql, values, db_backend: DbBackend::Sqlite }
}

/// Commits the round that is open, once all who wait for the writer by now have had it.
fn commit_after_others(lines: Lines) {
    tokio::spawn(async move {
        if let Err(error) = lines.commit_in_turn().await {
            tracing::error!(reason = super::reason(&error), "a round could not be committed");
        }
    });
}

/// A connection to begin with: in the transaction of others if there is one that may be joined.
async fn taken(lines: &Lines) -> Result<(Line, Option<Round>), DbErr> {
    if !rounds::may_join() {
        return Ok((lines.take().await?, None));
    }
    rounds::settled().await?;
    match lines.take_as_left().await? {
        (line, Some(round)) if round.is_full() => match line.commit(round).await {
            Some(line) => Ok((line, None)),
            None => Ok((lines.take().await?, None)),
        },
        left => Ok(left),
    }
}

impl Whole {
    /// Begins. Its first statement takes the write lock, so that it cannot fail half-way for having read too early.
    pub(super) async fn begin(lines: &Lines) -> Result<Self, DbErr> {
        let (line, left) = taken(lines).await?;
        let joined = left.map(|mut round| {
            let savepoint = round.join();
            (round, savepoint)
        });
        let begins = joined.as_ref().map(|(_, savepoint)| format!("SAVEPOINT {savepoint}"));
        let (waiting, begun) = (Vec::new(), begins.is_some());
        // From here on a drop, such as that of a request that is given up, rolls back.
        let open = Open { line, waiting, begun, lost: false, joined, failed: false };
        let mut whole = Self(Mutex::new(Some(open)));
        // Without waiting for anything first: what is rolled back must have begun.
        let Open { line, waiting, .. } = whole.0.get_mut().as_mut().ok_or_else(over)?;
        match begins {
            Some(savepoint) => line.run(&savepoint).await.map(drop)?,
            // Goes with the first statement.
            None => waiting.push(line.begin()),
        }
        Ok(whole)
    }

    /// Writes it with the next statement, or with the commit.
    pub(super) async fn defer(&self, of: Statement) -> Result<(), DbErr> {
        self.open().await?.waiting.push(of);
        Ok(())
    }

    async fn open(&self) -> Result<MappedMutexGuard<'_, Open>, DbErr> {
        let open = MutexGuard::try_map(self.0.lock().await, Option::as_mut).map_err(|_| over())?;
        if open.lost { Err(over()) } else { Ok(open) }
    }

    /// Confirms it: from here on it is on disk.
    pub(super) async fn commit(mut self) -> Result<(), DbErr> {
        let open = self.0.get_mut().as_mut().filter(|open| !open.lost).ok_or_else(over)?;
        let shares = rounds::may_join() && !open.failed && open.line.lines().are_wanted();
        if open.joined.is_none() && !shares {
            // It fails where the transaction is over.
            open.end().await?;
            // Nothing is left to be rolled back.
            drop(self.0.get_mut().take());
            return Ok(());
        }
        // Where it fails, or is given up, all of it is taken back.
        open.catch_up().await?;
        let Some(open) = self.0.get_mut().take() else { return Err(over()) };
        let end = if open.failed {
            // Goes on although whoever asked for it goes away: it is others who would lose by it.
            tokio::spawn(open.leave()).await.map_err(|_| over())??
        } else {
            // Asks nothing of the database.
            open.leave().await?
        };
        end.await_it().await
    }
}

fn over() -> DbErr {
    DbErr::ConnectionAcquire(ConnAcquireErr::ConnectionClosed)
}

impl Drop for Whole {
    fn drop(&mut self) {
        let Some(open) = self.0.get_mut().take() else { return };
        match tokio::runtime::Handle::try_current() {
            Ok(runtime) => drop(runtime.spawn(open.undo())),
            // What is open on a connection ends with it.
            Err(_) => drop(open),
        }
    }
}

#[async_trait::async_trait]
impl ConnectionTrait for Whole {
    fn get_database_backend(&self) -> DbBackend {
        DbBackend::Sqlite
    }

    async fn execute_raw(&self, of: Statement) -> Result<ExecResult, DbErr> {
        let mut open = self.open().await?;
        let of = open.with_waiting(Some(of));
        open.ask(async |line| line.execute(of).await).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        let mut open = self.open().await?;
        open.catch_up().await?;
        open.ask(async |line| line.run(sql).await).await
    }

    async fn query_one_raw(&self, of: Statement) -> Result<Option<QueryResult>, DbErr> {
        let mut open = self.open().await?;
        let of = open.with_waiting(Some(of));
        open.ask(async |line| line.one(of).await).await
    }

    async fn query_all_raw(&self, of: Statement) -> Result<Vec<QueryResult>, DbErr> {
        let mut open = self.open().await?;
        let of = open.with_waiting(Some(of));
        open.ask(async |line| line.all(of).await).await
    }
}
