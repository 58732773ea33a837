//! When a report is late in SEVIS, which a STEM validation is earlier than others; what is next for a batch that the
//! portal sends itself; and reminders become marks: one table for what was done once.

use super::table::{add_columns, index};
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

/// Milliseconds of 22 days: on the day after the 21st a report is late.
const LATE: i64 = 22 * 24 * 60 * 60 * 1000;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = [
            (&["reviews"][..], "late_at", "bigint NOT NULL DEFAULT 0"),
            (&["batches"], "tries", "integer NOT NULL DEFAULT 0"),
            (&["batches"], "next_at", "bigint NOT NULL DEFAULT 0"),
            (&["batches"], "trouble", "text NOT NULL DEFAULT ''"),
        ];
        add_columns(manager, &columns).await?;
        let late = format!("UPDATE reviews SET late_at = at + {LATE} WHERE late_at = 0");
        manager.get_connection().execute_unprepared(&late).await?;
        let mut late = index("reviews_late", "reviews", &["school_id", "late_at"], false);
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
