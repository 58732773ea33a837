//! Training plans of STEM extensions (Form I-983): versions, signatures, mailed links of employers, evaluations, and
//! what employers report about the end of a job.

use super::table::{Kind::*, Need::*, index, table};
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let plans = [
            ("id", Text, Key),
            ("root", Text, Must),
            ("number", Int, Must),
            ("student_id", Text, Must),
            ("school_id", Text, Must),
            ("edition", Text, Must),
            ("state", Text, Must),
            ("version", Int, Must),
            ("fields", Text, Must),
            ("created_at", Big, Must),
            ("changed_at", Big, Must),
            ("words", Text, Must),
            ("decided_by", Text, Must),
            ("decided_at", Big, Maybe),
            ("handed_by", Text, Must),
            ("handed_at", Big, Maybe),
            ("handed_note", Text, Must),
            ("handed_hash", Text, Must),
        ];
        let signatures = [
            ("id", Text, Key),
            ("plan", Text, Must),
            ("signer", Text, Must),
            ("covers", Text, Must),
            ("name", Text, Must),
            ("title", Text, Must),
            ("email", Text, Must),
            ("drawn", Text, Must),
            ("at", Big, Must),
        ];
        let links = [
            ("id", Text, Key),
            ("root", Text, Must),
            ("student_id", Text, Must),
            ("purpose", Text, Must),
            ("about", Text, Must),
            ("email", Text, Must),
            ("token_hash", Text, Must),
            ("created_at", Big, Must),
            ("lapses_at", Big, Must),
            ("ended_at", Big, Maybe),
            ("code_hash", Text, Must),
            ("code_at", Big, Must),
            ("code_failures", Int, Must),
        ];
        let evaluations = [
            ("id", Text, Key),
            ("root", Text, Must),
            ("student_id", Text, Must),
            ("kind", Text, Must),
            ("stage", Text, Must),
            ("due_on", Day, Must),
            ("period_from", Day, Must),
            ("period_to", Day, Must),
            ("body", Text, Must),
            ("covers", Text, Must),
            ("student_name", Text, Must),
            ("student_at", Big, Must),
            ("employer_name", Text, Must),
            ("employer_title", Text, Must),
            ("employer_email", Text, Must),
            ("employer_at", Big, Maybe),
            ("words", Text, Must),
        ];
        let departures = [
            ("id", Text, Key),
            ("root", Text, Must),
            ("student_id", Text, Must),
            ("school_id", Text, Must),
            ("last_day", Day, Must),
            ("how", Text, Must),
            ("note", Text, Must),
            ("name", Text, Must),
            ("email", Text, Must),
            ("at", Big, Must),
            ("seen_at", Big, Maybe),
            ("seen_by", Text, Must),
        ];
        for mut made in [
            table("plans", &plans),
            table("plan_signatures", &signatures),
            table("plan_links", &links),
            table("plan_evaluations", &evaluations),
            table("plan_departures", &departures),
        ] {
            manager.create_table(made.if_not_exists().to_owned()).await?;
        }
        for mut index in [
            index("plans_root", "plans", &["root", "number"], true),
            index("plans_student", "plans", &["student_id", "state"], false),
            index("plans_state", "plans", &["school_id", "state", "changed_at"], false),
            index("plan_signatures_plan", "plan_signatures", &["plan", "signer"], true),
            index("plan_links_token", "plan_links", &["token_hash"], true),
            index("plan_links_root", "plan_links", &["root", "purpose"], false),
            index("plan_evaluations_root", "plan_evaluations", &["root", "kind"], true),
            index("plan_departures_school", "plan_departures", &["school_id", "seen_at"], false),
            index("plan_departures_root", "plan_departures", &["root"], false),
        ] {
            manager.create_index(index.if_not_exists().to_owned()).await?;
        }
        Ok(())
    }
}
