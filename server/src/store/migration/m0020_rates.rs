//! Limits per address that all servers count together. What stands in it is of the last minute, so PostgreSQL keeps it
//! without a log: after a crash it is empty, and a form does not wait for a disk because it is counted.

use super::table::{Kind::*, Need::*, table};
use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = [("id", Text, Key), ("used_until", Big, Must)];
        manager.create_table(table("rates", &columns).if_not_exists().to_owned()).await?;
        if manager.get_database_backend() == DbBackend::Postgres {
            let unlogged = "ALTER TABLE rates SET UNLOGGED";
            manager.get_connection().execute_unprepared(unlogged).await?;
        }
        Ok(())
    }
}
