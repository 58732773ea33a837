//! Devices that are sent notifications, which news come so, and of which mail a text or a notification tells.

use super::table::{Added, Kind::*, Need::*, add_columns, index, table};
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const COLUMNS: &[Added] = &[
    (&["news_choices"], "by_push", "boolean NOT NULL DEFAULT FALSE"),
    (&["mails"], "announces", "text"),
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        add_columns(manager, COLUMNS).await?;
        let columns = [
            ("id", Text, Key),
            ("account_id", Text, Must),
            ("endpoint_hash", Text, Must),
            ("sealed", Text, Must),
            ("name", Text, Must),
            ("browser", Text, Must),
            ("login", Text, Must),
            ("epoch", Big, Must),
            ("created_at", Big, Must),
        ];
        let mut devices = table("push_devices", &columns);
        manager.create_table(devices.if_not_exists().to_owned()).await?;
        for (name, column, unique) in [
            ("push_devices_account", "account_id", false),
            ("push_devices_endpoint", "endpoint_hash", true),
            ("push_devices_browser", "browser", false),
            ("push_devices_login", "login", false),
        ] {
            let mut index = index(name, "push_devices", &[column], unique);
            manager.create_index(index.if_not_exists().to_owned()).await?;
        }
        Ok(())
    }
}
