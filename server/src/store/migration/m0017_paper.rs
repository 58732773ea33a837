//! Training plans signed by hand: the scan, whose signatures it shows, and whether a school takes it.

use super::table::{Added, add_columns, index};
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let added: [Added; 3] = [
            (&["schools"], "plans_on_paper", "boolean NOT NULL DEFAULT FALSE"),
            (&["attachments"], "plan", "text"),
            (&["plan_signatures"], "paper", "text"),
        ];
        add_columns(manager, &added).await?;
        let mut plan = index("attachments_plan", "attachments", &["plan"], false);
        manager.create_index(plan.if_not_exists().to_owned()).await
    }
}
