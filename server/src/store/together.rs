//! Rows that are written together: on SQLite, where each statement wakes another thread twice, all of them are one.

use sea_orm::sqlx::sqlite::SqliteQueryResult;
use sea_orm::{
    ConnectionTrait, DbBackend, DbErr, ExecResult, QueryResult, RuntimeErr, Statement, Values,
};
use std::sync::{Mutex, PoisonError};

/// Takes what adds rows, or changes rows that are locked, and runs it when it is written. It cannot be read from, and tells
/// nobody how many rows there were: it is for what cannot but be done.
pub struct Together<'a, C> {
    db: &'a C,
    asked: Mutex<Vec<Statement>>,
}

impl<'a, C: ConnectionTrait> Together<'a, C> {
    /// On this transaction.
    pub fn on(db: &'a C) -> Self {
        Self { db, asked: Mutex::default() }
    }

    /// Runs what was taken, in its order.
    pub async fn write(self) -> Result<(), DbErr> {
        let asked = self.asked.into_inner().unwrap_or_else(PoisonError::into_inner);
        if self.db.get_database_backend() == DbBackend::Sqlite {
            let sql: Vec<&str> = asked.iter().map(|one| one.sql.as_str()).collect();
            let sql = sql.join("; ");
            let values = asked.into_iter().filter_map(|one| one.values).flat_map(|values| values.0);
            let values = Values(values.collect());
            let whole = Statement { sql, values: Some(values), db_backend: DbBackend::Sqlite };
            return self.db.execute_raw(whole).await.map(drop);
        }
        for one in asked {
            self.db.execute_raw(one).await?;
        }
        Ok(())
    }
}

fn unread() -> DbErr {
    DbErr::Query(RuntimeErr::Internal("rows that are written together are not read".into()))
}

#[async_trait::async_trait]
impl<C: ConnectionTrait> ConnectionTrait for Together<'_, C> {
    fn get_database_backend(&self) -> DbBackend {
        self.db.get_database_backend()
    }

    async fn execute_raw(&self, of: Statement) -> Result<ExecResult, DbErr> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).push(of);
        Ok(SqliteQueryResult::default().into())
    }

    async fn execute_unprepared(&self, _: &str) -> Result<ExecResult, DbErr> {
        Err(unread())
    }

    async fn query_one_raw(&self, _: Statement) -> Result<Option<QueryResult>, DbErr> {
        Err(unread())
    }

    async fn query_all_raw(&self, _: Statement) -> Result<Vec<QueryResult>, DbErr> {
        Err(unread())
    }
}
