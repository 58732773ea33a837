//! Students are found by their employers too, and listed by the days they have used and by the end of their authorization. A
//! name is folded by the program, so the names of before are folded here. Every student's state is worked out again.

use super::table::{Added, add_columns};
use crate::store::employers;
use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

#[derive(DeriveMigrationName)]
pub struct Migration;

const COLUMNS: &[Added] = &[
    (&["employers", "staged_employers"], "found_by", "text NOT NULL DEFAULT ''"),
    (&["alert_states"], "ends", "date"),
];

/// Whoever may not create it, or has no such extension, looks at all of them.
const TRIGRAMS: &str = "DO $$ BEGIN \
    CREATE INDEX IF NOT EXISTS employers_words ON employers USING gin (found_by gin_trgm_ops); \
    EXCEPTION WHEN undefined_object THEN \
    RAISE NOTICE 'no pg_trgm: employers are searched without it'; \
    END $$";

/// An index of each order, with the nulls where the list has them.
const ORDERS: [&str; 3] = [
    "DROP INDEX IF EXISTS alert_states_used",
    "CREATE INDEX IF NOT EXISTS alert_states_days ON alert_states (school, used DESC NULLS LAST, student)",
    "CREATE INDEX IF NOT EXISTS alert_states_ends ON alert_states (school, ends ASC NULLS LAST, student)",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        add_columns(manager, COLUMNS).await?;
        let db = manager.get_connection();
        employers::fold_names(db).await?;
        let sqlite = manager.get_database_backend() == DbBackend::Sqlite;
        let found = "CREATE INDEX IF NOT EXISTS employers_found ON employers (student_id, deleted_at, found_by)";
        db.execute_unprepared(if sqlite { found } else { TRIGRAMS }).await?;
        for order in ORDERS {
            // SQLite has no words for it in an index, and finds its way from either end.
            let plain = order.replace(" NULLS LAST", "");
            db.execute_unprepared(if sqlite { &plain } else { order }).await?;
        }
        let again = "UPDATE alert_states SET good_until = 0, version = version + 1";
        db.execute_unprepared(again).await.map(drop)
    }
}
