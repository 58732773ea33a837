//! The index by which the rehearsal finds the records of a batch.

use super::table::index;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut batch = index("registry_batch", "registry_records", &["batch_id"], false);
        manager.create_index(batch.if_not_exists().to_owned()).await
    }
}
