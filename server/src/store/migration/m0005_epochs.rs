//! The credential epoch of an account, a change of email as a row that is used once, a login's own
//! name, which its sessions share, and links that can be mailed again.

use super::table::{Kind::*, Need::*, index, table};
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        for (name, column, kind) in [
            ("accounts", "epoch", "bigint NOT NULL DEFAULT 0"),
            ("sessions", "epoch", "bigint NOT NULL DEFAULT 0"),
            ("links", "sealed", "text NOT NULL DEFAULT ''"),
            ("sessions", "login", "text NOT NULL DEFAULT ''"),
        ] {
            if !manager.has_column(name, column).await? {
                let add = format!("ALTER TABLE {name} ADD COLUMN {column} {kind}");
                db.execute_unprepared(&add).await?;
            }
        }
        let columns = [
            ("id", Text, Key),
            ("account_id", Text, Must),
            ("epoch", Big, Must),
            ("sealed", Text, Must),
            ("token_hash", Text, Must),
            ("created_at", Big, Must),
            ("used_at", Big, Maybe),
        ];
        manager.create_table(table("email_changes", &columns).if_not_exists().to_owned()).await?;
        for mut index in [
            index("email_changes_token", "email_changes", &["token_hash"], true),
            index("email_changes_account", "email_changes", &["account_id"], false),
            index("sessions_login", "sessions", &["login"], false),
        ] {
            manager.create_index(index.if_not_exists().to_owned()).await?;
        }
        Ok(())
    }
}
