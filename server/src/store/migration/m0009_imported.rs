//! What the school's file said last of a student, beside what is on record: what the student has
//! reported since is told apart from what the school has changed.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["students", "staged_students"] {
            if !manager.has_column(table, "imported").await? {
                let add =
                    format!("ALTER TABLE {table} ADD COLUMN imported text NOT NULL DEFAULT ''");
                manager.get_connection().execute_unprepared(&add).await?;
            }
        }
        Ok(())
    }
}
