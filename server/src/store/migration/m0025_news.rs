//! How students are told of news, and which mails are news: what those say is kept for the inbox.

use super::table::{Added, Kind::*, Need::*, add_columns, index, table};
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const COLUMNS: &[Added] = &[(&["mails"], "news", "text")];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        add_columns(manager, COLUMNS).await?;
        let columns = [
            ("id", Text, Key),
            ("student_id", Text, Must),
            ("news", Text, Must),
            ("way", Text, Must),
            ("by_text", Bool, Must),
        ];
        let mut choices = table("news_choices", &columns);
        manager.create_table(choices.if_not_exists().to_owned()).await?;
        let mut own = index("news_choices_student", "news_choices", &["student_id"], false);
        manager.create_index(own.if_not_exists().to_owned()).await
    }
}
