//! Written, versioned migrations: one file each, never changed once released.

mod m0001_portal;
mod m0002_accounts;
mod m0003_messages;
mod m0004_staging;
mod m0005_epochs;
mod m0006_sends;
mod m0007_marks;
mod m0008_audits;
mod m0009_imported;
mod m0010_identity;
mod m0011_batches;
mod m0012_reviews;
mod m0013_late;
mod m0014_plans;
mod m0015_twice;
mod m0016_sides;
mod m0017_paper;
mod m0018_plans;
mod m0019_rounds;
mod m0020_rates;
mod m0021_search;
mod m0022_rehearsal;
mod m0023_alerts;
mod m0024_found;
mod m0025_news;
mod m0026_workplace;
mod m0027_push;
mod m0028_differing;
mod table;

use sea_orm::{ConnectionTrait, DbBackend, Statement};
use sea_orm_migration::prelude::*;

/// All migrations, oldest first.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_portal::Migration),
            Box::new(m0002_accounts::Migration),
            Box::new(m0003_messages::Migration),
            Box::new(m0004_staging::Migration),
            Box::new(m0005_epochs::Migration),
            Box::new(m0006_sends::Migration),
            Box::new(m0007_marks::Migration),
            Box::new(m0008_audits::Migration),
            Box::new(m0009_imported::Migration),
            Box::new(m0010_identity::Migration),
            Box::new(m0011_batches::Migration),
            Box::new(m0012_reviews::Migration),
            Box::new(m0013_late::Migration),
            Box::new(m0014_plans::Migration),
            Box::new(m0015_twice::Migration),
            Box::new(m0016_sides::Migration),
            Box::new(m0017_paper::Migration),
            Box::new(m0018_plans::Migration),
            Box::new(m0019_rounds::Migration),
            Box::new(m0020_rates::Migration),
            Box::new(m0021_search::Migration),
            Box::new(m0022_rehearsal::Migration),
            Box::new(m0023_alerts::Migration),
            Box::new(m0024_found::Migration),
            Box::new(m0025_news::Migration),
            Box::new(m0026_workplace::Migration),
            Box::new(m0027_push::Migration),
            Box::new(m0028_differing::Migration),
        ]
    }
}

/// True for a database in which the first migration was done. That it cannot be asked is an error: a database that is full must not
/// be taken for an empty one.
pub async fn was_begun(db: &impl ConnectionTrait) -> Result<bool, DbErr> {
    let there = match db.get_database_backend() {
        DbBackend::Sqlite => "SELECT 1 FROM sqlite_master WHERE name = 'seaql_migrations'",
        _ => "SELECT 1 WHERE to_regclass('seaql_migrations') IS NOT NULL",
    };
    let there = Statement::from_string(db.get_database_backend(), there);
    if db.query_one_raw(there).await?.is_none() {
        return Ok(false);
    }
    let applied = Query::select()
        .column(Alias::new("version"))
        .from(Alias::new("seaql_migrations"))
        .to_owned();
    Ok(!db.query_all(&applied).await?.is_empty())
}

/// True when the database answers and nothing is pending. Only reads: the journal is looked at, not
/// made.
pub async fn is_complete(db: &impl ConnectionTrait) -> bool {
    let applied = Query::select()
        .column(Alias::new("version"))
        .from(Alias::new("seaql_migrations"))
        .to_owned();
    match db.query_all(&applied).await {
        Ok(rows) => {
            let known: Vec<String> =
                rows.iter().filter_map(|row| row.try_get("", "version").ok()).collect();
            Migrator::migrations().iter().all(|m| known.iter().any(|name| name == m.name()))
        }
        Err(_) => false,
    }
}
