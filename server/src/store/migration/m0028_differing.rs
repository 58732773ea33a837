//! Indexes of what differs alone: nearly nothing does, and of all that does not, none had to know.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

/// For "Both sides", in its order.
const INDEXES: [&str; 3] = [
    "CREATE INDEX IF NOT EXISTS students_differing ON students (school_id, surname, id) WHERE differs",
    "CREATE INDEX IF NOT EXISTS authorizations_differing ON authorizations (student_id) WHERE differs",
    "CREATE INDEX IF NOT EXISTS employers_differing ON employers (student_id) WHERE differs",
];
/// Of migrations 10 and 16: of all rows.
const BEFORE: [&str; 3] = ["students_differs", "authorizations_differs", "employers_differs"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    /// Each statement by itself: it waits for one table and holds no other, so that a report that writes two of them and this cannot
    /// wait for each other. Where it is cut short, the next start does the rest.
    fn use_transaction(&self) -> Option<bool> {
        Some(false)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for index in INDEXES {
            manager.get_connection().execute_unprepared(index).await?;
        }
        for index in BEFORE {
            let drop = format!("DROP INDEX IF EXISTS {index}");
            manager.get_connection().execute_unprepared(&drop).await?;
        }
        Ok(())
    }
}
