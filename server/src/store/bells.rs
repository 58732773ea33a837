//! Servers on one PostgreSQL tell each other by `NOTIFY` what there is to do.

use super::Store;
use sea_orm::sqlx::postgres::PgListener;
use sea_orm::{ConnectionTrait, DbBackend, DbErr, RuntimeErr, Statement};

/// The channel.
const CHANNEL: &str = "foothold";

impl Store {
    /// True for a database on which several servers may serve at once.
    pub fn is_shared(&self) -> bool {
        self.writes().get_database_backend() == DbBackend::Postgres
    }

    /// Tells every server that something is to be done, by the name of a bell.
    pub async fn tell(&self, name: &str) -> Result<(), DbErr> {
        let values = [CHANNEL.into(), name.into()];
        let sql = "SELECT pg_notify($1, $2)";
        let statement = Statement::from_sql_and_values(DbBackend::Postgres, sql, values);
        self.writes().execute_raw(statement).await.map(drop)
    }

    /// Hears what any server tells, until the line breaks. It has a connection of its own.
    pub async fn listen(&self, url: &str, hear: impl Fn(&str)) -> Result<(), DbErr> {
        let broken = |error| DbErr::Conn(RuntimeErr::SqlxError(std::sync::Arc::new(error)));
        let mut line = PgListener::connect(url).await.map_err(broken)?;
        line.listen(CHANNEL).await.map_err(broken)?;
        loop {
            match line.try_recv().await.map_err(broken)? {
                Some(message) => hear(message.payload()),
                None => return Ok(()),
            }
        }
    }
}
