//! Students of a school by their date of birth, for those who are perhaps on record twice; reports and mails by their
//! instant, for the numbers of a school; what the school's file has said of each authorization.

use super::table::{Added, add_columns, index};
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let said: Added =
            (&["authorizations", "staged_authorizations"], "imported", "text NOT NULL DEFAULT ''");
        add_columns(manager, &[said]).await?;
        let all = [
            index("students_born", "students", &["school_id", "birth_date"], false),
            index("reviews_at", "reviews", &["school_id", "at"], false),
            index("mails_created", "mails", &["created_at"], false),
        ];
        for mut one in all {
            manager.create_index(one.if_not_exists().to_owned()).await?;
        }
        Ok(())
    }
}
