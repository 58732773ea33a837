//! Written, versioned migrations: one file each, never changed once released.

mod m0001_portal;
mod m0002_accounts;
mod m0003_messages;
mod table;

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
        ]
    }
}
