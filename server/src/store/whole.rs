//! A writing transaction on a SQLite connection of ours.

use super::lines::{Line, Lines};
use sea_orm::{
    ConnAcquireErr, ConnectionTrait, DbBackend, DbErr, ExecResult, QueryResult, Statement,
};
use tokio::sync::{MappedMutexGuard, Mutex, MutexGuard};

/// All of it, or nothing: what is not committed is rolled back when it is dropped.
pub struct Whole(Mutex<Option<Line>>);

impl Whole {
    /// Begins. It takes the write lock at once, so that it cannot fail half-way for having read too early.
    pub(super) async fn begin(lines: &Lines) -> Result<Self, DbErr> {
        // From here on a drop, such as that of a request that is given up, rolls back.
        let whole = Self(Mutex::new(Some(lines.take().await?)));
        whole.line().await?.run("BEGIN IMMEDIATE").await?;
        Ok(whole)
    }

    async fn line(&self) -> Result<MappedMutexGuard<'_, Line>, DbErr> {
        MutexGuard::try_map(self.0.lock().await, Option::as_mut)
            .map_err(|_| DbErr::ConnectionAcquire(ConnAcquireErr::ConnectionClosed))
    }

    /// Confirms it: from here on it is on disk.
    pub(super) async fn commit(mut self) -> Result<(), DbErr> {
        self.line().await?.run("COMMIT").await?;
        // Nothing is left to be rolled back.
        drop(self.0.get_mut().take());
        Ok(())
    }
}

impl Drop for Whole {
    fn drop(&mut self) {
        let Some(mut line) = self.0.get_mut().take() else { return };
        match tokio::runtime::Handle::try_current() {
            Ok(runtime) => drop(runtime.spawn(async move {
                // SQLite rolls back by itself after some errors, and refuses to do it twice.
                if line.run("ROLLBACK").await.is_err() {
                    line.discard();
                }
            })),
            Err(_) => line.discard(),
        }
    }
}

#[async_trait::async_trait]
impl ConnectionTrait for Whole {
    fn get_database_backend(&self) -> DbBackend {
        DbBackend::Sqlite
    }

    async fn execute_raw(&self, of: Statement) -> Result<ExecResult, DbErr> {
        self.line().await?.execute(of).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.line().await?.run(sql).await
    }

    async fn query_one_raw(&self, of: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.line().await?.one(of).await
    }

    async fn query_all_raw(&self, of: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.line().await?.all(of).await
    }
}
