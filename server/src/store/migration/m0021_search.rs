//! Finding students by any part of a name, a SEVIS ID or an email. SQLite walks an index that has all it asks for, in the
//! order in which they are shown; PostgreSQL finds three letters in a row, where its `pg_trgm` may be used.

use super::table::index;
use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

#[derive(DeriveMigrationName)]
pub struct Migration;

/// Whoever may not create it, or has no such extension, searches by the order of names as before.
const TRIGRAMS: &str = "DO $$ BEGIN \
    CREATE EXTENSION IF NOT EXISTS pg_trgm; \
    CREATE INDEX IF NOT EXISTS students_words ON students USING gin (search gin_trgm_ops); \
    EXCEPTION WHEN insufficient_privilege OR undefined_file OR feature_not_supported OR undefined_object THEN \
    RAISE NOTICE 'no pg_trgm: students are searched without it'; \
    END $$";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        if manager.get_database_backend() == DbBackend::Postgres {
            manager.get_connection().execute_unprepared(TRIGRAMS).await?;
            return Ok(());
        }
        let columns = &["school_id", "surname", "given_name", "id", "search"];
        let mut found = index("students_found", "students", columns, false);
        manager.create_index(found.if_not_exists().to_owned()).await?;
        let mut without = Index::drop();
        without.name("students_school").table(Alias::new("students")).if_exists();
        manager.drop_index(without).await
    }
}
