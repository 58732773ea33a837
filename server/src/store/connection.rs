//! What statements run on: one kind for reading and one for writing, on either database.

use super::lines::Lines;
use super::whole::Whole;
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, ExecResult,
    QueryResult, RuntimeErr, Statement,
};
use std::time::Duration;

/// For statements that are each of their own.
#[derive(Clone)]
pub enum Connections {
    /// Connections of ours to a file.
    Sqlite(Lines),
    /// A pool, which tries a connection that rested: servers and networks go away.
    Postgres(DatabaseConnection),
}

/// One writing transaction.
pub enum Transaction {
    /// On a connection of ours.
    Sqlite(Whole),
    /// On one of the pool.
    Postgres(DatabaseTransaction),
}

impl Transaction {
    /// Confirms it: from here on it is on disk.
    pub async fn commit(self) -> Result<(), DbErr> {
        match self {
            Self::Sqlite(whole) => whole.commit().await,
            Self::Postgres(transaction) => patient(transaction.commit()).await,
        }
    }
}

/// How long an answer of PostgreSQL may take: nothing that is asked comes near. A machine that vanished while it worked on a
/// statement never answers, and a job would wait for it as long as the program runs.
const LONGEST: Duration = Duration::from_secs(60 * 60);

/// Waits for PostgreSQL, but not for ever.
async fn patient<T>(answer: impl Future<Output = Result<T, DbErr>>) -> Result<T, DbErr> {
    let silent = || DbErr::Conn(RuntimeErr::Internal("the database fell silent".into()));
    tokio::time::timeout(LONGEST, answer).await.unwrap_or_else(|_| Err(silent()))
}

/// Passes every statement on to whichever database it is.
macro_rules! passes_on {
    ($kind:ident) => {
        #[async_trait::async_trait]
        impl ConnectionTrait for $kind {
            fn get_database_backend(&self) -> DbBackend {
                match self {
                    Self::Sqlite(_) => DbBackend::Sqlite,
                    Self::Postgres(_) => DbBackend::Postgres,
                }
            }

            async fn execute_raw(&self, of: Statement) -> Result<ExecResult, DbErr> {
                match self {
                    Self::Sqlite(db) => db.execute_raw(of).await,
                    Self::Postgres(db) => patient(db.execute_raw(of)).await,
                }
            }

            async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
                match self {
                    Self::Sqlite(db) => db.execute_unprepared(sql).await,
                    Self::Postgres(db) => patient(db.execute_unprepared(sql)).await,
                }
            }

            async fn query_one_raw(&self, of: Statement) -> Result<Option<QueryResult>, DbErr> {
                match self {
                    Self::Sqlite(db) => db.query_one_raw(of).await,
                    Self::Postgres(db) => patient(db.query_one_raw(of)).await,
                }
            }

            async fn query_all_raw(&self, of: Statement) -> Result<Vec<QueryResult>, DbErr> {
                match self {
                    Self::Sqlite(db) => db.query_all_raw(of).await,
                    Self::Postgres(db) => patient(db.query_all_raw(of)).await,
                }
            }
        }
    };
}

passes_on!(Connections);
passes_on!(Transaction);
