//! Two pools: one that reads, one that writes. A writing transaction never needs a second
//! connection, so however many people save at once, none of them waits for a connection that
//! another one of them holds.

use super::migration::Migrator;
use crate::config::{Config, Limits};
use sea_orm::{
    ConnectOptions, Database, DatabaseConnection, DatabaseTransaction, DbErr,
    SqliteTransactionMode, TransactionOptions, TransactionTrait,
};
use sea_orm_migration::MigratorTrait;
use std::time::Duration;

/// Prepared statements that a connection keeps: more than the portal has.
const STATEMENTS: usize = 500;

/// How long a page waits for a connection to read with.
const READ_PATIENCE: Duration = Duration::from_secs(10);

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

/// A handle to the database; cheap to clone.
#[derive(Clone)]
pub struct Store {
    reads: DatabaseConnection,
    writes: DatabaseConnection,
}

impl Store {
    /// Connects; a missing SQLite file (and its folder) is made.
    pub async fn connect(config: &Config) -> Result<Self, DbErr> {
        match config.database_url.strip_prefix("sqlite://") {
            Some(path) => Self::sqlite(path, &config.limits).await,
            None => Self::postgres(&config.database_url, &config.limits).await,
        }
    }

    async fn sqlite(path: &str, limits: &Limits) -> Result<Self, DbErr> {
        let file = path.split('?').next().unwrap_or_default();
        if let Some(folder) = std::path::Path::new(file).parent() {
            make_folder(folder)
                .map_err(|error| DbErr::Custom(format!("{}: {error}", folder.display())))?;
        }
        make_file(file).map_err(|error| DbErr::Custom(format!("{file}: {error}")))?;
        let wait = limits.write_wait();
        let options = |connections: u32, patience: Duration, reads_only: &'static str| {
            let mut options = ConnectOptions::new(format!("sqlite://{file}?mode=rwc"));
            options.max_connections(connections).acquire_timeout(patience).sqlx_logging(false);
            // SQLite connections do not break, and a ping costs as much as the statement itself.
            options.test_before_acquire(false);
            options.map_sqlx_sqlite_opts(move |sqlite| {
                sqlite
                    .statement_cache_capacity(STATEMENTS)
                    .pragma("journal_mode", "WAL")
                    // A confirmed write is on disk: WAL alone would sync only at checkpoints.
                    .pragma("synchronous", "FULL")
                    // Another process (an import beside a serving portal) may be writing.
                    .pragma("busy_timeout", wait.as_millis().to_string())
                    .pragma("foreign_keys", "ON")
                    .pragma("query_only", reads_only)
            });
            options
        };
        // The writer first: it makes the file a WAL database before anybody reads it.
        let writes = Database::connect(options(1, wait, "OFF")).await?;
        let reads = Database::connect(options(limits.readers, READ_PATIENCE, "ON")).await?;
        Ok(Self::of(reads, writes))
    }

    async fn postgres(url: &str, limits: &Limits) -> Result<Self, DbErr> {
        let wait = limits.write_wait();
        let options = |connections: u32, patience: Duration, setting: (&'static str, String)| {
            let mut options = ConnectOptions::new(url.to_owned());
            options.max_connections(connections).acquire_timeout(patience).sqlx_logging(false);
            options.map_sqlx_postgres_opts(move |postgres| postgres.options([setting.clone()]));
            options
        };
        let patience = ("lock_timeout", format!("{}", wait.as_millis()));
        let writes = Database::connect(options(limits.writers, wait, patience)).await?;
        let reads_only = ("default_transaction_read_only", "on".to_owned());
        let reads = Database::connect(options(limits.readers, READ_PATIENCE, reads_only)).await?;
        Ok(Self::of(reads, writes))
    }

    /// `FOOTHOLD_LOG=foothold::statement=trace` shows each statement, without its values.
    fn of(mut reads: DatabaseConnection, mut writes: DatabaseConnection) -> Self {
        for pool in [&mut reads, &mut writes] {
            pool.set_metric_callback(|done| {
                let took = done.elapsed.as_micros();
                tracing::trace!(target: "foothold::statement", sql = done.statement.sql, took);
            });
        }
        Self { reads, writes }
    }

    /// True for a database in which somebody has a school or an account.
    pub async fn is_used(&self) -> Result<bool, DbErr> {
        if !super::migration::was_begun(&self.reads).await {
            return Ok(false);
        }
        let school = super::schools::any(&self.reads).await?;
        Ok(school.is_some() || !super::accounts::is_empty(&self.reads).await?)
    }

    pub(super) fn writes(&self) -> &DatabaseConnection {
        &self.writes
    }

    /// For reading, outside of any transaction; it cannot write.
    pub fn reads(&self) -> DatabaseConnection {
        self.reads.clone()
    }

    /// Begins a transaction that writes, or fails as busy once the wait is over. On SQLite it takes
    /// the write lock at once, so that it cannot fail half-way for having read too early.
    pub async fn begin(&self) -> Result<DatabaseTransaction, DbErr> {
        self.writes
            .begin_with_options(TransactionOptions {
                sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
                ..Default::default()
            })
            .await
    }

    /// Applies what is pending.
    pub async fn migrate(&self) -> Result<(), DbErr> {
        Migrator::up(&self.writes, None).await
    }

    /// True when the database answers and no migration is pending.
    pub async fn ready(&self) -> bool {
        super::migration::is_complete(&self.reads).await
    }
}
