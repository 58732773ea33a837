//! Indexes, so that no page and no job reads a whole table that grows with the students (`tests/portal/query_plans.rs`).

use super::table::index;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let pages = [
            index("accounts_school", "accounts", &["school_id", "role"], false),
            index("credential_changes_account", "credential_changes", &["account_id", "at"], false),
            index("devices_account", "devices", &["account_id", "created_at"], false),
            index("plan_evaluations_student", "plan_evaluations", &["student_id"], false),
            index("threads_state", "threads", &["state", "last_at"], false),
            index("sevis_listed_differs", "sevis_listed", &["differs", "student_id"], false),
        ];
        let jobs = [
            index("accounts_closing", "accounts", &["closes_at"], false),
            index("factors_kind", "factors", &["kind", "confirmed_at"], false),
            index("recoveries_at", "recoveries", &["created_at"], false),
        ];
        let forgetting = [
            index("case_codes_at", "case_codes", &["created_at"], false),
            index("codes_at", "codes", &["created_at"], false),
            index("confirmations_at", "confirmations", &["created_at"], false),
            index("credential_changes_at", "credential_changes", &["at"], false),
            index("devices_seen", "devices", &["seen_at"], false),
            index("email_changes_at", "email_changes", &["created_at"], false),
            index("links_lapse", "links", &["lapses_at"], false),
            index("security_events_at", "security_events", &["at"], false),
            index("sessions_begun", "sessions", &["created_at"], false),
            index("sessions_seen", "sessions", &["seen_at"], false),
            index("sign_ups_asked", "sign_ups", &["asked_at"], false),
            index("throttles_last", "throttles", &["last_at"], false),
        ];
        for mut one in pages.into_iter().chain(jobs).chain(forgetting) {
            manager.create_index(one.if_not_exists().to_owned()).await?;
        }
        Ok(())
    }
}
