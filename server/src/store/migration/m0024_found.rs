//! Students are found by their employers too, and listed by the days they have used and by the end of their authorization. A
//! name is folded by the program: a job folds those of before, and those that an older release beside this one has written, a few
//! at a time. Every student's state is worked out again.

use super::table::{Added, add_columns};
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

/// An older release renames an employer without folding the name.
const RENAMED: &str = "CREATE OR REPLACE FUNCTION employers_renamed() RETURNS trigger AS $$ \
    BEGIN NEW.found_by := ''; RETURN NEW; END $$ LANGUAGE plpgsql; \
    DROP TRIGGER IF EXISTS employers_renamed ON employers; \
    CREATE TRIGGER employers_renamed BEFORE UPDATE ON employers FOR EACH ROW \
    WHEN (OLD.name IS DISTINCT FROM NEW.name AND OLD.found_by = NEW.found_by) \
    EXECUTE FUNCTION employers_renamed()";

/// Names that are not folded yet.
const UNFOLDED: &str =
    "CREATE INDEX IF NOT EXISTS employers_unfolded ON employers (id) WHERE found_by = ''";

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
        let sqlite = manager.get_database_backend() == DbBackend::Sqlite;
        db.execute_unprepared(UNFOLDED).await?;
        let found = "CREATE INDEX IF NOT EXISTS employers_found ON employers (student_id, deleted_at, found_by)";
        db.execute_unprepared(if sqlite { found } else { TRIGRAMS }).await?;
        // Beside SQLite nobody else writes.
        if !sqlite {
            db.execute_unprepared(RENAMED).await?;
        }
        for order in ORDERS {
            // SQLite has no words for it in an index, and finds its way from either end.
            let plain = order.replace(" NULLS LAST", "");
            db.execute_unprepared(if sqlite { &plain } else { order }).await?;
        }
        let again = "UPDATE alert_states SET good_until = 0, version = version + 1";
        db.execute_unprepared(again).await.map(drop)
    }
}
