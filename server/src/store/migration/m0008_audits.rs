//! Who looked and who did: rows that are only ever added, each bound to the one before.

use super::table::{Kind::*, Need::*, index, table};
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const SQLITE: &str = "
CREATE TRIGGER IF NOT EXISTS audits_stay BEFORE UPDATE ON audits
BEGIN SELECT RAISE(ABORT, 'audits are only ever added'); END;
CREATE TRIGGER IF NOT EXISTS audits_remain BEFORE DELETE ON audits
BEGIN SELECT RAISE(ABORT, 'audits are only ever added'); END;
CREATE TRIGGER IF NOT EXISTS audit_subjects_stay BEFORE UPDATE ON audit_subjects
BEGIN SELECT RAISE(ABORT, 'audits are only ever added'); END;
CREATE TRIGGER IF NOT EXISTS audit_subjects_remain BEFORE DELETE ON audit_subjects
BEGIN SELECT RAISE(ABORT, 'audits are only ever added'); END;
";

const POSTGRES: &str = "
CREATE OR REPLACE FUNCTION audits_stay() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION 'audits are only ever added'; END $$ LANGUAGE plpgsql;
DROP TRIGGER IF EXISTS audits_stay ON audits;
CREATE TRIGGER audits_stay BEFORE UPDATE OR DELETE ON audits
FOR EACH ROW EXECUTE FUNCTION audits_stay();
DROP TRIGGER IF EXISTS audits_whole ON audits;
CREATE TRIGGER audits_whole BEFORE TRUNCATE ON audits
FOR EACH STATEMENT EXECUTE FUNCTION audits_stay();
DROP TRIGGER IF EXISTS audit_subjects_stay ON audit_subjects;
CREATE TRIGGER audit_subjects_stay BEFORE UPDATE OR DELETE ON audit_subjects
FOR EACH ROW EXECUTE FUNCTION audits_stay();
DROP TRIGGER IF EXISTS audit_subjects_whole ON audit_subjects;
CREATE TRIGGER audit_subjects_whole BEFORE TRUNCATE ON audit_subjects
FOR EACH STATEMENT EXECUTE FUNCTION audits_stay();
";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let audits = [
            ("id", Text, Key),
            ("seq", Big, Must),
            ("at", Big, Must),
            ("actor", Text, Must),
            ("actor_name", Text, Must),
            ("school", Text, Must),
            ("act", Text, Must),
            ("subjects", Text, Must),
            ("detail", Text, Must),
            ("previous", Text, Must),
            ("hash", Text, Must),
        ];
        let subjects = [("id", Text, Key), ("audit", Text, Must), ("subject", Text, Must)];
        let head = [("id", Text, Key), ("seq", Big, Must), ("hash", Text, Must)];
        for mut made in [
            table("audits", &audits),
            table("audit_subjects", &subjects),
            table("audit_heads", &head),
        ] {
            manager.create_table(made.if_not_exists().to_owned()).await?;
        }
        for mut index in [
            index("audits_seq", "audits", &["seq"], true),
            index("audits_school", "audits", &["school", "seq"], false),
            index("audits_actor", "audits", &["actor", "seq"], false),
            index("audit_subjects_subject", "audit_subjects", &["subject"], false),
            index("audit_subjects_audit", "audit_subjects", &["audit"], false),
        ] {
            manager.create_index(index.if_not_exists().to_owned()).await?;
        }
        let sqlite = manager.get_database_backend() == sea_orm::DbBackend::Sqlite;
        let stay = if sqlite { SQLITE } else { POSTGRES };
        manager.get_connection().execute_unprepared(stay).await?;
        Ok(())
    }
}
