//! What is true of a database for good, such as that it is a demo's.

use super::table::{Kind::*, Need::*, table};
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = [("id", Text, Key), ("at", Big, Must)];
        manager.create_table(table("marks", &columns).if_not_exists().to_owned()).await?;
        // Demos that were filled before the mark was: by their school's code, which no school has.
        let demos = "INSERT INTO marks (id, at) SELECT 'demo', 0 WHERE EXISTS \
                     (SELECT 1 FROM schools WHERE code = 'DEMO214F00000000') \
                     AND NOT EXISTS (SELECT 1 FROM marks WHERE id = 'demo')";
        manager.get_connection().execute_unprepared(demos).await?;
        Ok(())
    }
}
