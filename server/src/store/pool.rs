//! Two pools: one that reads, one that writes. A writing transaction never needs a second
//! connection, so however many people save at once, none of them waits for a connection that
//! another one of them holds.

use super::connection::{Connections, Transaction};
use super::lines::{Lines, trace};
use super::migration::Migrator;
use super::whole::Whole;
use crate::clock::instant;
use crate::config::{Config, Limits};
use domain::OffsetDateTime;
use sea_orm::sqlx::ConnectOptions as _;
use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqlitePoolOptions};
use sea_orm::{
    ConnectOptions, ConnectionTrait as _, Database, DatabaseConnection, DbBackend, DbErr,
    SqlxSqliteConnector, Statement, TransactionTrait,
};
use sea_orm_migration::MigratorTrait;
use std::time::Duration;

/// Prepared statements that a connection keeps: more than the portal has.
const STATEMENTS: usize = 500;

/// How long a page waits for a connection to read with.
const READ_PATIENCE: Duration = Duration::from_secs(10);

/// What PostgreSQL is asked to do about a server that is gone without a word, or stands still: its locks, which others wait for,
/// are free after a minute or two, not after the two hours of the system. Nothing of ours rests that long in a transaction.
const GONE: [(&str, &str); 5] = [
    ("tcp_keepalives_idle", "30"),
    ("tcp_keepalives_interval", "10"),
    ("tcp_keepalives_count", "3"),
    ("tcp_user_timeout", "60000"),
    ("idle_in_transaction_session_timeout", "120000"),
];

/// A connection to PostgreSQL that rested longer than this is tried before it is used: servers and networks go away.
const RESTED: Duration = Duration::from_secs(1);

/// Makes the folder of a database file, for its owner only: the records are private.
fn make_folder(folder: &std::path::Path) -> std::io::Result<()> {
    use std::os::unix::fs::DirBuilderExt as _;
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

/// Makes a database file that only its owner reads; SQLite gives its companions the same mode.
fn make_file(path: &str) -> std::io::Result<()> {
    use std::os::unix::fs::OpenOptionsExt as _;
    std::fs::OpenOptions::new().append(true).create(true).mode(0o600).open(path).map(drop)
}

/// How the file is opened; a connection that only reads is told so.
fn sqlite_options(file: &str, wait: Duration, reads_only: &'static str) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(true)
        .disable_statement_logging()
        .statement_cache_capacity(STATEMENTS)
        .pragma("journal_mode", "WAL")
        // A confirmed write is on disk: WAL alone would sync only at checkpoints.
        .pragma("synchronous", "FULL")
        // What an import has left in the log is given back once it is folded in; four times what is folded at once stays.
        .pragma("journal_size_limit", "16777216")
        // Another process (an import beside a serving portal) may be writing.
        .busy_timeout(wait)
        .pragma("foreign_keys", "ON")
        .pragma("query_only", reads_only)
}

/// A handle to the database; cheap to clone.
#[derive(Clone)]
pub struct Store {
    reads: Connections,
    writes: Connections,
}

impl Store {
    /// Connects; a missing SQLite file (and its folder) is made.
    pub async fn connect(config: &Config) -> Result<Self, DbErr> {
        match config.sqlite_file() {
            Some(file) => Self::sqlite(file, &config.limits).await,
            None => Self::postgres(&config.database_url, &config.limits).await,
        }
    }

    async fn sqlite(file: &str, limits: &Limits) -> Result<Self, DbErr> {
        if let Some(folder) = std::path::Path::new(file).parent() {
            make_folder(folder)
                .map_err(|error| DbErr::Custom(format!("{}: {error}", folder.display())))?;
        }
        make_file(file).map_err(|error| DbErr::Custom(format!("{file}: {error}")))?;
        let wait = limits.write_wait();
        // The writer first: it makes the file a WAL database before anybody reads it.
        let writes = Lines::new(sqlite_options(file, wait, "OFF"), 1, wait);
        drop(writes.take().await?);
        let reads = Lines::new(sqlite_options(file, wait, "ON"), limits.readers, READ_PATIENCE);
        Ok(Self { reads: Connections::Sqlite(reads), writes: Connections::Sqlite(writes) })
    }

    async fn postgres(url: &str, limits: &Limits) -> Result<Self, DbErr> {
        let wait = limits.write_wait();
        let options = |connections: u32, patience: Duration, setting: (&'static str, String)| {
            let mut options = ConnectOptions::new(url.to_owned());
            options.max_connections(connections).acquire_timeout(patience).sqlx_logging(false);
            // A ping each time would double the way to the database; one that broke a moment ago is found by who uses it.
            options.test_before_acquire_if_idle_for(RESTED);
            options.map_sqlx_postgres_opts(move |postgres| {
                postgres.options([setting.clone()]).options(GONE)
            });
            options
        };
        let patience = ("lock_timeout", format!("{}", wait.as_millis()));
        let writes = Database::connect(options(limits.writers, wait, patience)).await?;
        let reads_only = ("default_transaction_read_only", "on".to_owned());
        let reads = Database::connect(options(limits.readers, READ_PATIENCE, reads_only)).await?;
        Ok(Self::of(reads, writes))
    }

    fn of(mut reads: DatabaseConnection, mut writes: DatabaseConnection) -> Self {
        for pool in [&mut reads, &mut writes] {
            pool.set_metric_callback(|done| trace(&done.statement.sql, done.elapsed));
        }
        Self { reads: Connections::Postgres(reads), writes: Connections::Postgres(writes) }
    }

    /// True for a database in which somebody has a school or an account.
    pub async fn is_used(&self) -> Result<bool, DbErr> {
        if !super::migration::was_begun(&self.reads).await? {
            return Ok(false);
        }
        let school = super::schools::any(&self.reads).await?;
        Ok(school.is_some() || !super::accounts::is_empty(&self.reads).await?)
    }

    pub(super) fn writes(&self) -> &Connections {
        &self.writes
    }

    /// For reading, outside of any transaction; it cannot write.
    pub fn reads(&self) -> Connections {
        self.reads.clone()
    }

    /// Begins a transaction that writes, or fails as busy once the wait is over.
    pub async fn begin(&self) -> Result<Transaction, DbErr> {
        Ok(match &self.writes {
            Connections::Sqlite(lines) => Transaction::Sqlite(Whole::begin(lines).await?),
            Connections::Postgres(pool) => Transaction::Postgres(pool.begin().await?),
        })
    }

    /// Applies what is pending.
    pub async fn migrate(&self) -> Result<(), DbErr> {
        match &self.writes {
            Connections::Sqlite(lines) => {
                // Migrations want a pool; this one ends with them.
                let options = SqlitePoolOptions::new().max_connections(1);
                let pool = options.connect_lazy_with(lines.options().clone());
                let pool = SqlxSqliteConnector::from_sqlx_sqlite_pool(pool);
                Migrator::up(&pool, None).await?;
                pool.close().await
            }
            Connections::Postgres(pool) => Migrator::up(pool, None).await,
        }
    }

    /// The time by a database's own clock; none for a file, whose clock is this machine's.
    pub async fn time(&self) -> Result<Option<OffsetDateTime>, DbErr> {
        if !self.is_shared() {
            return Ok(None);
        }
        let now = "SELECT CAST(extract(epoch FROM clock_timestamp()) * 1000 AS bigint) AS at";
        let row =
            self.reads.query_one_raw(Statement::from_string(DbBackend::Postgres, now)).await?;
        row.map(|row| row.try_get("", "at").map(instant)).transpose()
    }

    /// True when the database answers and no migration is pending.
    pub async fn ready(&self) -> bool {
        super::migration::is_complete(&self.reads).await
    }
}
