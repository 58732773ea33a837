//! The check of a report: where it stands, who has it, what was asked and answered; and whether a school
//! checks before or after a report goes to SEVIS. And of which STEM validations students were reminded.

use super::table::{Kind::*, Need::*, add_columns, index, table};
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = [
            (&["reviews"][..], "state", "text NOT NULL DEFAULT 'open'"),
            (&["reviews"], "version", "integer NOT NULL DEFAULT 1"),
            (&["reviews"], "assigned_to", "text NOT NULL DEFAULT ''"),
            (&["reviews"], "points", "text NOT NULL DEFAULT ''"),
            (&["reviews"], "together", "text NOT NULL DEFAULT ''"),
            (&["receipts"], "code", "text NOT NULL DEFAULT ''"),
            (&["receipts"], "changes", "text NOT NULL DEFAULT ''"),
            (&["schools"], "review_first", "boolean NOT NULL DEFAULT FALSE"),
        ];
        add_columns(manager, &columns).await?;
        let notes = [
            ("id", Text, Key),
            ("review", Text, Must),
            ("at", Big, Must),
            ("act", Text, Must),
            ("by_id", Text, Must),
            ("by_name", Text, Must),
            ("words", Text, Must),
        ];
        let reminders = [("id", Text, Key), ("at", Big, Must)];
        for mut made in [table("review_notes", &notes), table("reminders", &reminders)] {
            manager.create_table(made.if_not_exists().to_owned()).await?;
        }
        for mut index in [
            index("review_notes_review", "review_notes", &["review", "at"], false),
            index("reviews_state", "reviews", &["school_id", "state", "at"], false),
            index("reviews_student", "reviews", &["student_id", "state"], false),
            index("reviews_receipt", "reviews", &["receipt_id"], false),
            index("receipts_event", "receipts", &["student_id", "event"], false),
            index(
                "authorizations_kind",
                "authorizations",
                &["kind", "status", "start_date"],
                false,
            ),
            index("reviews_together", "reviews", &["done_by", "done_at"], false),
        ] {
            manager.create_index(index.if_not_exists().to_owned()).await?;
        }
        let done = "UPDATE reviews SET state = 'accepted' WHERE done_at IS NOT NULL";
        manager.get_connection().execute_unprepared(done).await.map(drop)
    }
}
