//! Authorizations of which the school's file says otherwise than an official has corrected.

use super::table::{Added, add_columns, index};
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let differs: Added = (
            &["authorizations", "staged_authorizations"],
            "differs",
            "boolean NOT NULL DEFAULT FALSE",
        );
        add_columns(manager, &[differs]).await?;
        let mut one = index("authorizations_differs", "authorizations", &["differs"], false);
        manager.create_index(one.if_not_exists().to_owned()).await
    }
}
