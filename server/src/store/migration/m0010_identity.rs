//! Records have an identity of their own: a school's key, a predecessor, a login that was there
//! before; what the school has amended, so that it can be undone; and imports from the console.

use super::table::{Added, Kind::*, Need::*, add_columns, index, table};
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

/// Column, and its type with what stands in rows of before.
const COLUMNS: [Added; 8] = [
    (&["accounts"], "joined_student_id", "text"),
    (&["students", "staged_students"], "previous_id", "text"),
    (&["students", "staged_students"], "differs", "boolean NOT NULL DEFAULT FALSE"),
    (&["authorizations", "staged_authorizations"], "school_key", "text NOT NULL DEFAULT ''"),
    (&["employers", "staged_employers"], "school_key", "text NOT NULL DEFAULT ''"),
    (&["employers", "staged_employers"], "imported", "text NOT NULL DEFAULT ''"),
    (&["employers", "staged_employers"], "differs", "boolean NOT NULL DEFAULT FALSE"),
    (&["schools"], "import_columns", "text NOT NULL DEFAULT ''"),
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        add_columns(manager, &COLUMNS).await?;
        // A start date is corrected, and may then be the one of an authorization that was canceled.
        db.execute_unprepared("DROP INDEX IF EXISTS authorizations_key").await?;
        let amendments = [
            ("id", Text, Key),
            ("student_id", Text, Must),
            ("at", Big, Must),
            ("by_id", Text, Must),
            ("by_name", Text, Must),
            ("what", Text, Must),
            ("was", Text, Must),
            ("undone_at", Big, Maybe),
        ];
        let drafts = [
            ("id", Text, Key),
            ("school_id", Text, Must),
            ("account_id", Text, Must),
            ("created_at", Big, Must),
            ("state", Text, Must),
            ("file_decides", Bool, Must),
            ("told", Text, Must),
        ];
        let files = [
            ("id", Text, Key),
            ("draft", Text, Must),
            ("kind", Text, Must),
            ("name", Text, Must),
            ("columns", Text, Must),
            ("bytes", Bytes, Must),
        ];
        for mut made in [
            table("amendments", &amendments),
            table("import_drafts", &drafts),
            table("import_files", &files),
        ] {
            manager.create_table(made.if_not_exists().to_owned()).await?;
        }
        for mut index in [
            index("authorizations_student", "authorizations", &["student_id", "start_date"], false),
            index("accounts_joined", "accounts", &["joined_student_id"], true),
            index("students_previous", "students", &["previous_id"], true),
            index("students_differs", "students", &["school_id", "differs"], false),
            index("employers_differs", "employers", &["differs"], false),
            index("amendments_student", "amendments", &["student_id", "at"], false),
            index("import_drafts_school", "import_drafts", &["school_id", "created_at"], false),
            index("import_files_draft", "import_files", &["draft"], false),
        ] {
            manager.create_index(index.if_not_exists().to_owned()).await?;
        }
        Ok(())
    }
}
