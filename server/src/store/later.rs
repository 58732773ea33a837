//! Writes that nobody waits for. On SQLite each statement wakes another thread twice, so these go with the next one that is
//! asked for, or with the `COMMIT`.

use super::connection::Transaction;
use sea_orm::sqlx::sqlite::SqliteQueryResult;
use sea_orm::{ConnectionTrait, DbBackend, DbErr, ExecResult, QueryResult, Statement};

/// A transaction that writes what cannot but be done: rows that are added, and changes of rows that are locked. On SQLite
/// nobody is told how many rows there were, and what fails fails the next statement, or the commit.
pub struct Later<'a>(&'a Transaction);

impl Transaction {
    /// For what need not be done before the next statement, which sees it.
    pub fn later(&self) -> Later<'_> {
        Later(self)
    }
}

#[async_trait::async_trait]
impl ConnectionTrait for Later<'_> {
    fn get_database_backend(&self) -> DbBackend {
        self.0.get_database_backend()
    }

    async fn execute_raw(&self, of: Statement) -> Result<ExecResult, DbErr> {
        match self.0 {
            Transaction::Sqlite(whole) => {
                whole.defer(of).await?;
                Ok(SqliteQueryResult::default().into())
            }
            Transaction::Postgres(transaction) => transaction.execute_raw(of).await,
        }
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.0.execute_unprepared(sql).await
    }

    async fn query_one_raw(&self, of: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.0.query_one_raw(of).await
    }

    async fn query_all_raw(&self, of: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.0.query_all_raw(of).await
    }
}
