//! A migrated SQLite file, of which each test gets a copy: the migrations take longer than most tests.

use sea_orm::{ConnectOptions, Database};
use sea_orm_migration::MigratorTrait as _;
use std::path::PathBuf;
use tokio::sync::OnceCell;

/// The file, made once in a test process.
async fn migrated() -> &'static PathBuf {
    static MIGRATED: OnceCell<PathBuf> = OnceCell::const_new();
    MIGRATED
        .get_or_init(async || {
            let name = format!("foothold-migrated-{}.db", std::process::id());
            let file = std::env::temp_dir().join(name);
            let mut options = ConnectOptions::new(format!("sqlite://{}?mode=rwc", file.display()));
            // Some tests read the log.
            options.sqlx_logging(false);
            let db = Database::connect(options).await.expect("connected");
            server::store::migration::Migrator::up(&db, None).await.expect("migrated");
            db.close().await.expect("closed");
            file
        })
        .await
}

/// Puts a copy where this URL leads, if it leads to a file that is not there.
pub async fn copy_migrated(url: &str) {
    let Some(path) = url.strip_prefix("sqlite://") else { return };
    let path = PathBuf::from(path.split('?').next().unwrap_or_default());
    if !path.exists() {
        std::fs::copy(migrated().await, path).expect("copied");
    }
}
