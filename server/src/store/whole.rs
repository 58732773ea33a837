//! A writing transaction on a SQLite connection of ours.

use super::lines::{Line, Lines};
use super::rounds::{self, End, Round};
use sea_orm::{
    ConnAcquireErr, ConnectionTrait, DbBackend, DbErr, ExecResult, QueryResult, Statement,
};
use tokio::sync::{MappedMutexGuard, Mutex, MutexGuard};

/// All of it, or nothing: what is not committed is rolled back when it is dropped.
pub struct Whole(Mutex<Option<Open>>);

/// What is open.
struct Open {
    line: Line,
    /// The transaction that others have begun, and the savepoint in it.
    joined: Option<(Round, String)>,
    /// A statement failed: SQLite may have ended the transaction by itself.
    failed: bool,
}

impl Open {
    fn heed<T>(&mut self, done: Result<T, DbErr>) -> Result<T, DbErr> {
        self.failed |= done.is_err();
        done
    }

    /// Takes back what was done in it, and leaves what others did.
    async fn undo(mut self) {
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
            // There is nothing to release where SQLite has ended the transaction.
            if let Err(error) = self.line.run(&format!("RELEASE {savepoint}")).await {
                self.line.fail(round, error.clone()).await;
                return Err(error);
            }
        }
        self.line.leave_open(round);
        Ok(end)
    }
}

/// Commits the round that is open, once all who wait for the writer by now have had it.
fn commit_after_others(lines: Lines) {
    tokio::spawn(async move {
        // Taking the writer commits what was left open on it; where that fails, those in it are told.
        if let Err(error) = lines.take_in_turn().await {
            tracing::warn!(
                reason = super::reason(&error),
                "what several saved at once was not written"
            );
        }
    });
}

impl Whole {
    /// Begins. It takes the write lock at once, so that it cannot fail half-way for having read too early.
    pub(super) async fn begin(lines: &Lines) -> Result<Self, DbErr> {
        let (line, left) = if rounds::may_join() {
            lines.take_as_left().await?
        } else {
            (lines.take().await?, None)
        };
        let joined = left.map(|mut round| {
            let savepoint = round.join();
            (round, savepoint)
        });
        let begins = joined.as_ref().map(|(_, savepoint)| format!("SAVEPOINT {savepoint}"));
        // From here on a drop, such as that of a request that is given up, rolls back.
        let mut whole = Self(Mutex::new(Some(Open { line, joined, failed: false })));
        // Without waiting for anything first: what is rolled back must have begun.
        let open = whole.0.get_mut().as_mut().ok_or_else(over)?;
        open.line.run(begins.as_deref().unwrap_or("BEGIN IMMEDIATE")).await?;
        Ok(whole)
    }

    async fn open(&self) -> Result<MappedMutexGuard<'_, Open>, DbErr> {
        MutexGuard::try_map(self.0.lock().await, Option::as_mut).map_err(|_| over())
    }

    /// Confirms it: from here on it is on disk.
    pub(super) async fn commit(mut self) -> Result<(), DbErr> {
        let open = self.0.get_mut().as_mut().ok_or_else(over)?;
        if open.joined.is_none() && (open.failed || !open.line.lines().are_wanted()) {
            // It fails where the transaction is over.
            open.line.run("COMMIT").await?;
            // Nothing is left to be rolled back.
            drop(self.0.get_mut().take());
            return Ok(());
        }
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
            Err(_) => open.line.discard(),
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
        let done = open.line.execute(of).await;
        open.heed(done)
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        let mut open = self.open().await?;
        let done = open.line.run(sql).await;
        open.heed(done)
    }

    async fn query_one_raw(&self, of: Statement) -> Result<Option<QueryResult>, DbErr> {
        let mut open = self.open().await?;
        let done = open.line.one(of).await;
        open.heed(done)
    }

    async fn query_all_raw(&self, of: Statement) -> Result<Vec<QueryResult>, DbErr> {
        let mut open = self.open().await?;
        let done = open.line.all(of).await;
        open.heed(done)
    }
}
