//! The ledger of what was sent where: nothing but its own age removes a row.

use super::table::{Kind::*, Need::*, index, table};
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = [
            ("id", Text, Key),
            ("at", Big, Must),
            ("channel", Text, Must),
            ("recipient", Text, Must),
            ("sender", Text, Must),
            ("origin", Text, Must),
        ];
        manager.create_table(table("sends", &columns).if_not_exists().to_owned()).await?;
        for mut index in [
            index("sends_recipient", "sends", &["recipient", "at"], false),
            index("sends_sender", "sends", &["sender", "at"], false),
            index("sends_origin", "sends", &["origin", "at"], false),
            index("sends_at", "sends", &["at"], false),
        ] {
            manager.create_index(index.if_not_exists().to_owned()).await?;
        }
        Ok(())
    }
}
