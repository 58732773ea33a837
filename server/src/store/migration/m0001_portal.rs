//! Schools, students, accounts, reports, mail.

use super::table::{Kind::*, Need::*, index, table};
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    /// All of it or nothing, on SQLite too: it cannot be begun twice.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(table(
                "schools",
                &[
                    ("id", Text, Key),
                    ("code", Text, Must),
                    ("name", Text, Must),
                    ("time_zone", Text, Must),
                ],
            ))
            .await?;
        manager
            .create_table(table(
                "students",
                &[
                    ("id", Text, Key),
                    ("school_id", Text, Must),
                    ("sevis_id", Text, Must),
                    ("given_name", Text, Must),
                    ("surname", Text, Must),
                    ("birth_date", Day, Must),
                    ("email", Text, Maybe),
                    ("email_key", Text, Maybe),
                    ("education_level", Text, Must),
                    ("major_cip", Text, Must),
                    ("major", Text, Must),
                    ("street", Text, Must),
                    ("line2", Text, Must),
                    ("city", Text, Must),
                    ("state", Text, Must),
                    ("zip", Text, Must),
                    ("mailing_street", Text, Must),
                    ("mailing_line2", Text, Must),
                    ("mailing_city", Text, Must),
                    ("mailing_state", Text, Must),
                    ("mailing_zip", Text, Must),
                    ("mailing_po_box", Bool, Must),
                    ("us_phone", Text, Must),
                    ("foreign_phone_country", Text, Must),
                    ("foreign_phone", Text, Must),
                    ("no_phone", Bool, Must),
                    ("search", Text, Must),
                    ("version", Int, Must),
                    ("updated_at", Big, Must),
                ],
            ))
            .await?;
        manager
            .create_table(table(
                "authorizations",
                &[
                    ("id", Text, Key),
                    ("student_id", Text, Must),
                    ("kind", Text, Must),
                    ("status", Text, Must),
                    ("schedule", Text, Must),
                    ("start_date", Day, Must),
                    ("end_date", Day, Must),
                    ("remarks", Text, Must),
                ],
            ))
            .await?;
        manager
            .create_table(table(
                "employers",
                &[
                    ("id", Text, Key),
                    ("authorization_id", Text, Must),
                    ("student_id", Text, Must),
                    ("once", Text, Must),
                    ("name", Text, Must),
                    ("self_employed", Bool, Must),
                    ("ein", Text, Must),
                    ("street", Text, Must),
                    ("line2", Text, Must),
                    ("city", Text, Must),
                    ("state", Text, Must),
                    ("zip", Text, Must),
                    ("job_title", Text, Must),
                    ("schedule", Text, Must),
                    ("start_date", Day, Must),
                    ("end_date", Day, Maybe),
                    ("supervisor_first_name", Text, Must),
                    ("supervisor_last_name", Text, Must),
                    ("supervisor_phone", Text, Must),
                    ("supervisor_phone_ext", Text, Must),
                    ("supervisor_email", Text, Must),
                    ("relation", Text, Must),
                    ("late_reason", Text, Must),
                    ("days_late", Big, Must),
                    ("deleted_at", Big, Maybe),
                    ("version", Int, Must),
                    ("reported_at", Big, Must),
                ],
            ))
            .await?;
        manager
            .create_table(table(
                "accounts",
                &[
                    ("id", Text, Key),
                    ("student_id", Text, Maybe),
                    ("school_id", Text, Must),
                    ("role", Text, Must),
                    ("name", Text, Must),
                    ("email", Text, Must),
                    ("email_key", Text, Must),
                    ("password_hash", Text, Maybe),
                    ("standing", Text, Must),
                    ("failures", Int, Must),
                    ("temporary", Bool, Must),
                    ("credential_at", Big, Must),
                    ("last_login_at", Big, Maybe),
                    ("access_stage", Int, Must),
                    ("created_at", Big, Must),
                ],
            ))
            .await?;
        manager
            .create_table(table(
                "links",
                &[
                    ("id", Text, Key),
                    ("kind", Text, Must),
                    ("student_id", Text, Maybe),
                    ("account_id", Text, Maybe),
                    ("token_hash", Text, Must),
                    ("created_at", Big, Must),
                    ("lapses_at", Big, Must),
                    ("failures", Int, Must),
                    ("used_at", Big, Maybe),
                    ("replaced", Bool, Must),
                ],
            ))
            .await?;
        manager
            .create_table(table(
                "sessions",
                &[
                    ("id", Text, Key),
                    ("account_id", Text, Maybe),
                    ("created_at", Big, Must),
                    ("seen_at", Big, Must),
                    ("attested", Bool, Must),
                    ("data", Text, Must),
                ],
            ))
            .await?;
        manager
            .create_table(table(
                "history",
                &[
                    ("id", Text, Key),
                    ("student_id", Text, Must),
                    ("at", Big, Must),
                    ("event", Text, Must),
                    ("doer", Text, Must),
                    ("doer_name", Text, Must),
                    ("changes", Text, Must),
                ],
            ))
            .await?;
        manager
            .create_table(table(
                "mails",
                &[
                    ("id", Text, Key),
                    ("student_id", Text, Maybe),
                    ("recipient", Text, Must),
                    ("subject", Text, Must),
                    ("sealed", Text, Must),
                    ("created_at", Big, Must),
                    ("next_try_at", Big, Must),
                    ("tries", Int, Must),
                    ("sent_at", Big, Maybe),
                    ("failed", Bool, Must),
                    ("last_error", Text, Must),
                ],
            ))
            .await?;
        manager
            .create_table(table(
                "password_history",
                &[
                    ("id", Text, Key),
                    ("account_id", Text, Must),
                    ("password_hash", Text, Must),
                    ("set_at", Big, Must),
                ],
            ))
            .await?;
        manager
            .create_table(table(
                "login_attempts",
                &[("id", Text, Key), ("email_hash", Text, Must), ("at", Big, Must)],
            ))
            .await?;
        manager
            .create_table(table(
                "recoveries",
                &[("id", Text, Key), ("sealed", Text, Must), ("created_at", Big, Must)],
            ))
            .await?;
        manager
            .create_table(table(
                "receipts",
                &[
                    ("id", Text, Key),
                    ("number", Text, Must),
                    ("student_id", Text, Must),
                    ("employer_id", Text, Maybe),
                    ("at", Big, Must),
                    ("event", Text, Must),
                    ("sent", Text, Must),
                    ("days_late", Big, Must),
                ],
            ))
            .await?;
        manager
            .create_table(table(
                "reviews",
                &[
                    ("id", Text, Key),
                    ("school_id", Text, Must),
                    ("student_id", Text, Must),
                    ("receipt_id", Text, Must),
                    ("at", Big, Must),
                    ("done_at", Big, Maybe),
                    ("done_by", Text, Maybe),
                ],
            ))
            .await?;
        manager
            .create_table(table(
                "sevis_changes",
                &[
                    ("id", Text, Key),
                    ("student_id", Text, Must),
                    ("receipt_id", Text, Maybe),
                    ("employer_id", Text, Maybe),
                    ("event", Text, Must),
                    ("payload", Text, Must),
                    ("state", Text, Must),
                    ("batch_id", Text, Maybe),
                    ("created_at", Big, Must),
                    ("settled_at", Big, Maybe),
                    ("answer", Text, Must),
                ],
            ))
            .await?;
        manager
            .create_table(table(
                "registry_records",
                &[
                    ("request_id", Text, Key),
                    ("batch_id", Text, Must),
                    ("sevis_id", Text, Must),
                    ("event", Text, Must),
                    ("payload", Text, Must),
                    ("result", Text, Must),
                ],
            ))
            .await?;
        let indexes: &[(&'static str, &'static str, &[&'static str], bool)] = &[
            ("schools_code", "schools", &["code"], true),
            ("students_sevis_id", "students", &["sevis_id"], true),
            ("students_email", "students", &["email_key"], true),
            ("students_school", "students", &["school_id", "surname", "given_name", "id"], false),
            ("authorizations_key", "authorizations", &["student_id", "kind", "start_date"], true),
            ("authorizations_due", "authorizations", &["status", "start_date"], false),
            ("employers_authorization", "employers", &["authorization_id"], false),
            ("employers_once", "employers", &["student_id", "once"], true),
            ("accounts_student", "accounts", &["student_id"], true),
            ("accounts_email", "accounts", &["email_key"], true),
            ("links_token", "links", &["token_hash"], true),
            ("links_student", "links", &["student_id"], false),
            ("links_account", "links", &["account_id"], false),
            ("sessions_account", "sessions", &["account_id"], false),
            ("sessions_seen", "sessions", &["seen_at"], false),
            ("history_student", "history", &["student_id", "at"], false),
            ("mails_student", "mails", &["student_id", "created_at"], false),
            ("mails_due", "mails", &["sent_at", "next_try_at"], false),
            ("password_history_account", "password_history", &["account_id", "set_at"], false),
            ("login_attempts_email", "login_attempts", &["email_hash", "at"], false),
            ("receipts_number", "receipts", &["number"], true),
            ("receipts_student", "receipts", &["student_id", "at"], false),
            ("reviews_school", "reviews", &["school_id", "done_at", "at"], false),
            ("sevis_changes_student", "sevis_changes", &["student_id", "created_at"], false),
            ("sevis_changes_state", "sevis_changes", &["state", "created_at"], false),
            ("sevis_changes_receipt", "sevis_changes", &["receipt_id"], false),
        ];
        for (name, table, columns, unique) in indexes {
            manager.create_index(index(name, table, columns, *unique)).await?;
        }
        Ok(())
    }
}
