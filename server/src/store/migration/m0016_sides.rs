//! Authorizations of which the school's file says otherwise than an official has corrected; what the last list from
//! SEVIS says of each student.

use super::table::{Added, Kind::*, Need::*, add_columns, index, table};
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
        let listed = [
            ("id", Text, Key),
            ("school_id", Text, Must),
            ("student_id", Text, Must),
            ("at", Big, Must),
            ("listed", Text, Must),
            ("was", Text, Must),
            ("differs", Bool, Must),
            ("draft", Text, Must),
        ];
        manager.create_table(table("sevis_listed", &listed).if_not_exists().to_owned()).await?;
        let all = [
            index("authorizations_differs", "authorizations", &["differs"], false),
            index("sevis_listed_student", "sevis_listed", &["student_id"], true),
            index("sevis_listed_school", "sevis_listed", &["school_id"], false),
        ];
        for mut one in all {
            manager.create_index(one.if_not_exists().to_owned()).await?;
        }
        Ok(())
    }
}
