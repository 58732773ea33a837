//! Tables beside the real ones, in which an import waits for its switch; and a version for
//! authorizations, by which the switch sees that one was changed meanwhile.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

/// The tables an import writes.
const TABLES: [&str; 4] = ["students", "authorizations", "employers", "history"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        if !manager.has_column("authorizations", "version").await? {
            let add = "ALTER TABLE authorizations ADD COLUMN version integer NOT NULL DEFAULT 1";
            db.execute_unprepared(add).await?;
        }
        let runs = "CREATE TABLE IF NOT EXISTS import_runs (id text PRIMARY KEY NOT NULL)";
        db.execute_unprepared(runs).await?;
        for table in TABLES {
            // The columns of this day, without keys and constraints. A later migration that adds a
            // column to one of these tables adds it here too.
            let copy = format!(
                "CREATE TABLE IF NOT EXISTS staged_{table} AS SELECT * FROM {table} WHERE 1 = 0"
            );
            db.execute_unprepared(&copy).await?;
            let index =
                format!("CREATE INDEX IF NOT EXISTS staged_{table}_id ON staged_{table} (id)");
            db.execute_unprepared(&index).await?;
        }
        for (table, column) in [
            ("students", "sevis_id"),
            ("authorizations", "student_id"),
            ("employers", "student_id"),
        ] {
            let index = format!(
                "CREATE INDEX IF NOT EXISTS staged_{table}_{column} ON staged_{table} ({column})"
            );
            db.execute_unprepared(&index).await?;
        }
        Ok(())
    }
}
