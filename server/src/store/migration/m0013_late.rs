//! By when a report must be in SEVIS, which a STEM validation is earlier than others; what is next for a batch that the
//! portal sends itself; and reminders become marks: one table for what was done once.

use super::table::{add_columns, index};
use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = [
            (&["reviews"][..], "due_on", "date NOT NULL DEFAULT '1970-01-01'"),
            (&["batches"], "tries", "integer NOT NULL DEFAULT 0"),
            (&["batches"], "next_at", "bigint NOT NULL DEFAULT 0"),
            (&["batches"], "trouble", "text NOT NULL DEFAULT ''"),
        ];
        add_columns(manager, &columns).await?;
        // The 21st day after the report. Whose zone it is in is not known here: ten hours behind, no day is late
        // by that in the United States.
        let due = match manager.get_database_backend() {
            DbBackend::Postgres => {
                "UPDATE reviews SET due_on = \
                 (to_timestamp(at / 1000 - 36000) AT TIME ZONE 'UTC')::date + 21"
            }
            _ => "UPDATE reviews SET due_on = date(at / 1000 - 36000, 'unixepoch', '+21 days')",
        };
        manager.get_connection().execute_unprepared(due).await?;
        let mut late = index("reviews_due", "reviews", &["school_id", "due_on"], false);
        manager.create_index(late.if_not_exists().to_owned()).await?;
        let mut next = index("batches_next", "batches", &["state", "next_at"], false);
        manager.create_index(next.if_not_exists().to_owned()).await?;
        if !manager.has_table("reminders").await? {
            return Ok(());
        }
        let moved = "INSERT INTO marks (id, at) SELECT id, at FROM reminders \
                     WHERE id NOT IN (SELECT id FROM marks)";
        manager.get_connection().execute_unprepared(moved).await?;
        manager.drop_table(Table::drop().table(Alias::new("reminders")).to_owned()).await
    }
}
