//! Secure messages, cases on paper, and whether their news are mailed.

use super::table::{Kind::*, Need::*, index, table};
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        if !manager.has_column("accounts", "news").await? {
            let mut news = ColumnDef::new(Alias::new("news"));
            news.boolean().not_null().default(true);
            manager
                .alter_table(
                    Table::alter()
                        .table(Alias::new("accounts"))
                        .add_column_if_not_exists(&mut news)
                        .to_owned(),
                )
                .await?;
        }
        for statement in [
            table(
                "threads",
                &[
                    ("id", Text, Key),
                    ("account_id", Text, Must),
                    ("subject", Text, Must),
                    ("state", Text, Must),
                    ("created_at", Big, Must),
                    ("last_at", Big, Must),
                    ("waits_since", Big, Must),
                    ("holder_read_at", Big, Maybe),
                    ("help_read_at", Big, Maybe),
                ],
            ),
            table(
                "messages",
                &[
                    ("id", Text, Key),
                    ("thread_id", Text, Must),
                    ("account_id", Text, Must),
                    ("from_help", Bool, Must),
                    ("body", Text, Must),
                    ("at", Big, Must),
                    ("once", Text, Must),
                ],
            ),
            table(
                "attachments",
                &[
                    ("id", Text, Key),
                    ("account_id", Text, Must),
                    ("thread", Text, Must),
                    ("message_id", Text, Maybe),
                    ("name", Text, Must),
                    ("size", Big, Must),
                    ("scan", Text, Must),
                    ("created_at", Big, Must),
                ],
            ),
            table("contents", &[("id", Text, Key), ("bytes", Bytes, Must)]),
            table(
                "cases",
                &[
                    ("id", Text, Key),
                    ("receipt_number", Text, Must),
                    ("form_type", Text, Must),
                    ("name", Text, Must),
                    ("email", Text, Must),
                    ("postal_address", Text, Must),
                    ("status", Text, Must),
                    ("status_at", Big, Must),
                    ("created_at", Big, Must),
                ],
            ),
            table(
                "case_events",
                &[
                    ("id", Text, Key),
                    ("case_id", Text, Must),
                    ("at", Big, Must),
                    ("status", Text, Must),
                    ("note", Text, Must),
                    ("by", Text, Must),
                ],
            ),
            table(
                "case_codes",
                &[
                    ("id", Text, Key),
                    ("case_id", Text, Must),
                    ("code_hash", Text, Must),
                    ("sealed", Text, Must),
                    ("created_at", Big, Must),
                    ("used_at", Big, Maybe),
                ],
            ),
            table(
                "case_holders",
                &[
                    ("id", Text, Key),
                    ("case_id", Text, Must),
                    ("account_id", Text, Must),
                    ("added_at", Big, Must),
                ],
            ),
            table(
                "consents",
                &[
                    ("id", Text, Key),
                    ("account_id", Text, Must),
                    ("receipt_number", Text, Must),
                    ("name", Text, Must),
                    ("firm", Text, Must),
                    ("state", Text, Must),
                    ("asked_at", Big, Must),
                    ("decided_at", Big, Maybe),
                ],
            ),
        ] {
            let mut statement = statement;
            manager.create_table(statement.if_not_exists().to_owned()).await?;
        }
        let indexes: &[(&'static str, &'static str, &[&'static str], bool)] = &[
            ("threads_account", "threads", &["account_id", "last_at"], false),
            ("threads_state", "threads", &["state", "waits_since"], false),
            ("messages_thread", "messages", &["thread_id", "at"], false),
            ("messages_once", "messages", &["once"], true),
            ("attachments_message", "attachments", &["message_id"], false),
            ("attachments_account", "attachments", &["account_id", "created_at"], false),
            ("attachments_scan", "attachments", &["scan"], false),
            ("cases_number", "cases", &["receipt_number"], true),
            ("cases_changed", "cases", &["status_at"], false),
            ("case_events_case", "case_events", &["case_id", "at"], false),
            ("case_codes_case", "case_codes", &["case_id", "created_at"], false),
            ("case_holders_one", "case_holders", &["case_id", "account_id"], true),
            ("case_holders_account", "case_holders", &["account_id"], false),
            ("consents_account", "consents", &["account_id", "asked_at"], false),
            ("consents_number", "consents", &["receipt_number", "state"], false),
        ];
        for (name, table, columns, unique) in indexes {
            let mut statement = index(name, table, columns, *unique);
            manager.create_index(statement.if_not_exists().to_owned()).await?;
        }
        Ok(())
    }
}
