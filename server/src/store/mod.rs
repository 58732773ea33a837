//! The database: one connection pool, migrations, and transactions.

pub mod convert;
pub mod entity;
pub mod migration;

use crate::config::Config;
use migration::Migrator;
use sea_orm::{
    ConnectOptions, Database, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr,
    SqliteTransactionMode, TransactionOptions, TransactionTrait,
};
use sea_orm_migration::MigratorTrait;
use std::time::Duration;

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
    db: DatabaseConnection,
}

impl Store {
    /// Connects; a missing SQLite file (and its folder) is made.
    pub async fn connect(config: &Config) -> Result<Self, DbErr> {
        let url = &config.database_url;
        let sqlite = url.strip_prefix("sqlite://");
        let mut options = ConnectOptions::new(match sqlite {
            Some(path) if !path.contains('?') && !path.starts_with(":memory:") => {
                if let Some(folder) = std::path::Path::new(path).parent() {
                    make_folder(folder)
                        .map_err(|error| DbErr::Custom(format!("{}: {error}", folder.display())))?;
                }
                make_file(path).map_err(|error| DbErr::Custom(format!("{path}: {error}")))?;
                format!("{url}?mode=rwc")
            }
            _ => url.clone(),
        });
        options
            .max_connections(if sqlite.is_some() { 8 } else { 16 })
            .acquire_timeout(Duration::from_secs(20))
            .sqlx_logging(false);
        if sqlite.is_some() {
            options.map_sqlx_sqlite_opts(|sqlite| {
                sqlite
                    .pragma("journal_mode", "WAL")
                    // A confirmed write is on disk: WAL alone would sync only at checkpoints.
                    .pragma("synchronous", "FULL")
                    .pragma("busy_timeout", "15000")
                    .pragma("foreign_keys", "ON")
            });
        }
        Ok(Self { db: Database::connect(options).await? })
    }

    /// For reading outside a transaction.
    pub fn db(&self) -> &DatabaseConnection {
        &self.db
    }

    /// Begins a transaction that writes. On SQLite it takes the write lock at once, so that it
    /// cannot fail half-way for having read too early.
    pub async fn write(&self) -> Result<DatabaseTransaction, DbErr> {
        self.db
            .begin_with_options(TransactionOptions {
                sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
                ..Default::default()
            })
            .await
    }

    /// Applies what is pending.
    pub async fn migrate(&self) -> Result<(), DbErr> {
        Migrator::up(&self.db, None).await
    }

    /// True when the database answers and no migration is pending.
    pub async fn ready(&self) -> bool {
        matches!(Migrator::get_pending_migrations(&self.db).await, Ok(pending) if pending.is_empty())
    }

    /// True for SQLite.
    pub fn is_sqlite(&self) -> bool {
        self.db.get_database_backend() == DbBackend::Sqlite
    }
}
