//! A copy of a whole database, made while others use it, and whether a database is whole.

use super::Store;
use super::connection::Connections;
use sea_orm::sqlx::sqlite::SqliteConnectOptions;
use sea_orm::sqlx::{self, Connection as _, SqliteConnection};
use sea_orm::{ConnectionTrait, DbBackend, DbErr, Statement};

/// Drops tables and functions of the schema, whatever refers to them.
const EMPTY: &str = "DO $$ DECLARE one record; BEGIN
    FOR one IN SELECT tablename FROM pg_tables WHERE schemaname = current_schema() LOOP
        EXECUTE format('DROP TABLE %I CASCADE', one.tablename);
    END LOOP;
    FOR one IN SELECT p.oid::regprocedure AS name FROM pg_proc p
        WHERE p.pronamespace = current_schema()::regnamespace
        AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e') LOOP
        EXECUTE format('DROP ROUTINE %s CASCADE', one.name);
    END LOOP;
END $$";

/// Most faults that are told.
const MOST: usize = 20;

impl Store {
    /// Writes a SQLite database into an empty file, as it is at one instant, while others go on writing.
    pub async fn copy_into(&self, file: &str) -> Result<(), DbErr> {
        let Connections::Sqlite(_) = self.writes() else {
            return Err(DbErr::Custom("only of SQLite".into()));
        };
        let file = file.replace('\'', "''");
        self.writes().execute_unprepared(&format!("VACUUM INTO '{file}'")).await.map(drop)
    }

    /// How many tables there are, of whatever program; none in a database that nothing was ever written to.
    pub async fn tables(&self) -> Result<i64, DbErr> {
        let db = self.reads();
        let sql = match db.get_database_backend() {
            DbBackend::Sqlite => "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table'",
            _ => {
                "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = current_schema()"
            }
        };
        let counted = Statement::from_string(db.get_database_backend(), sql.to_owned());
        let row = db.query_one_raw(counted).await?;
        row.map_or(Ok(0), |row| row.try_get_by_index(0))
    }

    /// Empties a PostgreSQL database of Foothold's that nobody has used: what a later release has added, too. What belongs to an
    /// extension stays.
    pub async fn empty(&self) -> Result<(), DbErr> {
        self.writes().execute_unprepared(EMPTY).await.map(drop)
    }

    /// True for a database into which a backup can be put: one without tables, or one of Foothold's that nobody has used.
    pub async fn takes_backup(&self) -> Result<bool, DbErr> {
        let ours = super::migration::was_begun(&self.reads()).await?;
        Ok(self.tables().await? == 0 || (ours && !self.is_used().await?))
    }

    /// What is wrong with the database itself, and with references between its rows; nothing where all is well. PostgreSQL
    /// keeps both by itself.
    pub async fn faults(&self) -> Result<Vec<String>, DbErr> {
        let db = self.reads();
        if db.get_database_backend() != DbBackend::Sqlite {
            return Ok(Vec::new());
        }
        let mut found = Vec::new();
        let pragma = |sql: &str| Statement::from_string(DbBackend::Sqlite, sql.to_owned());
        for row in db.query_all_raw(pragma("PRAGMA integrity_check(20)")).await? {
            let told: String = row.try_get_by_index(0)?;
            found.extend((told != "ok").then_some(told));
        }
        for row in db.query_all_raw(pragma("PRAGMA foreign_key_check")).await?.iter().take(MOST) {
            let (table, parent): (String, String) =
                (row.try_get_by_index(0)?, row.try_get_by_index(2)?);
            found.push(format!("a row of {table} refers to {parent}, where there is none"));
        }
        Ok(found)
    }
}

/// Why a file is no backup that can be restored, as the end of a sentence; nothing where it is one. Looking changes nothing.
pub async fn unfit(file: &str) -> Result<Option<String>, DbErr> {
    let broken = |error: sqlx::Error| DbErr::Custom(error.to_string());
    let options = SqliteConnectOptions::new().filename(file).read_only(true).immutable(true);
    let Ok(mut line) = SqliteConnection::connect_with(&options).await else {
        return Ok(Some("cannot be read".into()));
    };
    let whole = sqlx::query_scalar::<_, String>("PRAGMA integrity_check(1)");
    let whole = match whole.fetch_one(&mut line).await {
        Ok(told) if told == "ok" => None,
        Ok(told) => Some(format!("is damaged: {told}")),
        Err(_) => Some("is no SQLite database".to_owned()),
    };
    let ours = "SELECT COUNT(*) FROM sqlite_master WHERE name IN ('schools', 'students', 'accounts', 'seaql_migrations')";
    let fit = match whole {
        Some(why) => Some(why),
        None => {
            let ours = sqlx::query_scalar::<_, i64>(ours).fetch_one(&mut line).await;
            (ours.map_err(broken)? < 4).then(|| "is no database of Foothold".to_owned())
        }
    };
    line.close().await.map_err(broken)?;
    Ok(fit)
}
