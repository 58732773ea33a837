//! SEVIS batches: what left, byte for byte, and what was answered; how a school passes changes on.
//!
//! Until now every change was answered by the portal's own rehearsal and called "confirmed". That was not
//! so: in the demo such changes are called rehearsed, and elsewhere they wait again for SEVIS.

use super::table::{Added, Kind::*, Need::*, add_columns, index, table};
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

/// Tables, column, and its type with what stands in rows of before.
const COLUMNS: [Added; 10] = [
    (&["schools"], "sevis_way", "text NOT NULL DEFAULT 'by_hand'"),
    (&["schools"], "sevis_org", "text NOT NULL DEFAULT ''"),
    (&["schools"], "sevis_user", "text NOT NULL DEFAULT ''"),
    (&["sevis_changes"], "request_id", "text NOT NULL DEFAULT ''"),
    (&["sevis_changes"], "corrected", "text NOT NULL DEFAULT ''"),
    (&["sevis_changes"], "done_by", "text NOT NULL DEFAULT ''"),
    (&["sevis_changes"], "proof", "text NOT NULL DEFAULT ''"),
    (&["sevis_changes"], "held", "text NOT NULL DEFAULT ''"),
    (&["employers", "staged_employers"], "sevis_name", "text NOT NULL DEFAULT ''"),
    (&["employers", "staged_employers"], "sevis_start", "date"),
];

const TRUTH: [&str; 4] = [
    "UPDATE schools SET sevis_way = 'rehearsal' WHERE code = 'DEMO214F00000000'",
    "UPDATE sevis_changes SET state = 'rehearsed' WHERE state IN ('confirmed', 'refused', 'sent') AND student_id IN (SELECT s.id FROM students s JOIN schools c ON c.id = s.school_id WHERE c.sevis_way = 'rehearsal')",
    "UPDATE sevis_changes SET state = 'queued', batch_id = NULL, settled_at = NULL, answer = '' WHERE state <> 'rehearsed'",
    // An online account that its holder closed lets its address go.
    "UPDATE accounts SET email_key = 'closed ' || id WHERE standing = 'closed' AND student_id IS NULL AND closes_at IS NOT NULL",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        add_columns(manager, &COLUMNS).await?;
        let batches = [
            ("id", Text, Key),
            ("school_id", Text, Must),
            ("org", Text, Must),
            ("sevis_user", Text, Must),
            ("state", Text, Must),
            ("created_at", Big, Must),
            ("made_by", Text, Must),
            ("hash", Text, Must),
            ("xml", Bytes, Must),
            ("answer", Text, Must),
        ];
        let records = [
            ("id", Text, Key),
            ("batch", Text, Must),
            ("change", Text, Must),
            ("sevis_id", Text, Must),
            ("witness", Text, Must),
            ("status", Text, Must),
            ("answer", Text, Must),
        ];
        let logs = [
            ("id", Text, Key),
            ("batch", Text, Must),
            ("at", Big, Must),
            ("read_by", Text, Must),
            ("hash", Text, Must),
            ("bytes", Bytes, Must),
        ];
        let numbers = [("id", Text, Key), ("last", Big, Must)];
        for mut made in [
            table("batches", &batches),
            table("batch_records", &records),
            table("batch_logs", &logs),
            table("batch_numbers", &numbers),
        ] {
            manager.create_table(made.if_not_exists().to_owned()).await?;
        }
        for mut index in [
            index("batches_school", "batches", &["school_id", "created_at"], false),
            index("batch_records_batch", "batch_records", &["batch"], false),
            index("batch_records_change", "batch_records", &["change"], false),
            index("batch_logs_hash", "batch_logs", &["batch", "hash"], true),
        ] {
            manager.create_index(index.if_not_exists().to_owned()).await?;
        }
        let insert = "INSERT INTO batch_numbers (id, last) SELECT 'sevis', 0 WHERE NOT EXISTS (SELECT 1 FROM batch_numbers)";
        db.execute_unprepared(insert).await?;
        for sql in TRUTH {
            db.execute_unprepared(sql).await?;
        }
        Ok(())
    }
}
