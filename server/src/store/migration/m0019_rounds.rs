//! The index by which jobs go through a school's students, so many at a time, from where the last round ended.

use super::table::index;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut rounds = index("students_rounds", "students", &["school_id", "id"], false);
        manager.create_index(rounds.if_not_exists().to_owned()).await
    }
}
