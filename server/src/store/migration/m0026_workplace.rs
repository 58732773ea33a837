//! Whether an employer's address is where the work is done.

use super::table::{Added, add_columns};
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const COLUMNS: &[Added] =
    &[(&["employers", "staged_employers"], "workplace", "text NOT NULL DEFAULT ''")];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        add_columns(manager, COLUMNS).await
    }
}
