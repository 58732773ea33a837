//! Online accounts, second steps, recovery.

use super::table::{Kind::*, Need::*, index, table};
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

/// An online account belongs to no school. SQLite cannot loosen a column, so the table is made
/// anew there, in one transaction; doing it twice after a crash changes nothing.
const LOOSEN_SQLITE: &str = "
BEGIN IMMEDIATE;
PRAGMA defer_foreign_keys = ON;
CREATE TEMP TABLE accounts_copy AS SELECT * FROM accounts;
DROP TABLE accounts;
CREATE TABLE accounts (
    id text NOT NULL PRIMARY KEY,
    student_id text NULL REFERENCES students (id),
    school_id text NULL REFERENCES schools (id),
    role text NOT NULL,
    name text NOT NULL,
    email text NOT NULL,
    email_key text NOT NULL,
    password_hash text NULL,
    standing text NOT NULL,
    failures integer NOT NULL,
    temporary boolean NOT NULL,
    credential_at bigint NOT NULL,
    last_login_at bigint NULL,
    access_stage integer NOT NULL,
    created_at bigint NOT NULL
);
INSERT INTO accounts SELECT id, student_id, school_id, role, name, email, email_key, password_hash,
    standing, failures, temporary, credential_at, last_login_at, access_stage, created_at
    FROM accounts_copy;
DROP TABLE accounts_copy;
CREATE UNIQUE INDEX accounts_student ON accounts (student_id);
CREATE UNIQUE INDEX accounts_email ON accounts (email_key);
COMMIT;
";

async fn add(
    manager: &SchemaManager<'_>,
    table: &'static str,
    column: ColumnDef,
) -> Result<(), DbErr> {
    let mut column = column;
    manager
        .alter_table(
            Table::alter()
                .table(Alias::new(table))
                .add_column_if_not_exists(&mut column)
                .to_owned(),
        )
        .await
}

fn column(name: &'static str) -> ColumnDef {
    ColumnDef::new(Alias::new(name))
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        if manager.get_database_backend() == sea_orm::DbBackend::Sqlite {
            if !manager.has_column("accounts", "closes_at").await? {
                db.execute_unprepared(LOOSEN_SQLITE).await?;
            }
        } else {
            db.execute_unprepared("ALTER TABLE accounts ALTER COLUMN school_id DROP NOT NULL")
                .await?;
        }
        let big = |name| column(name).big_integer().null().to_owned();
        let text = |name| column(name).text().not_null().default("").to_owned();
        for (table, definition) in [
            ("accounts", big("backup_kept_at")),
            ("accounts", big("closes_at")),
            ("sessions", big("factor_at")),
            ("sessions", big("password_at")),
            ("sessions", text("device")),
            ("mails", text("channel")),
            ("mails", column("account_id").text().null().to_owned()),
        ] {
            let name = definition.get_column_name();
            if !manager.has_column(table, name).await? {
                add(manager, table, definition).await?;
            }
        }
        // Sessions from before have passed no second step; people log in again.
        db.execute_unprepared("DELETE FROM sessions").await?;
        // Failed logins are counted in `throttles` from here on.
        db.execute_unprepared("DROP TABLE IF EXISTS login_attempts").await?;
        for statement in [
            table(
                "sign_ups",
                &[
                    ("id", Text, Key),
                    ("email", Text, Must),
                    ("email_key", Text, Must),
                    ("asked_at", Big, Must),
                    ("mailed_at", Big, Maybe),
                    ("account_id", Text, Maybe),
                ],
            ),
            table(
                "confirmations",
                &[
                    ("id", Text, Key),
                    ("sign_up_id", Text, Must),
                    ("token_hash", Text, Must),
                    ("code_hash", Text, Must),
                    ("created_at", Big, Must),
                    ("failures", Int, Must),
                    ("used_at", Big, Maybe),
                ],
            ),
            table(
                "factors",
                &[
                    ("id", Text, Key),
                    ("account_id", Text, Must),
                    ("kind", Text, Must),
                    ("name", Text, Must),
                    ("sealed", Text, Must),
                    ("last_step", Big, Must),
                    ("created_at", Big, Must),
                    ("confirmed_at", Big, Maybe),
                    ("last_used_at", Big, Maybe),
                ],
            ),
            table(
                "codes",
                &[
                    ("id", Text, Key),
                    ("account_id", Text, Must),
                    ("factor_id", Text, Must),
                    ("request", Text, Must),
                    ("code_hash", Text, Must),
                    ("created_at", Big, Must),
                    ("failures", Int, Must),
                    ("used_at", Big, Maybe),
                ],
            ),
            table(
                "backup_codes",
                &[
                    ("id", Text, Key),
                    ("account_id", Text, Must),
                    ("code_hash", Text, Must),
                    ("sealed", Text, Must),
                    ("in_set", Bool, Must),
                    ("created_at", Big, Must),
                    ("used_at", Big, Maybe),
                ],
            ),
            table(
                "reset_answers",
                &[
                    ("id", Text, Key),
                    ("account_id", Text, Must),
                    ("position", Int, Must),
                    ("question", Text, Must),
                    ("answer_hash", Text, Must),
                ],
            ),
            table(
                "throttles",
                &[("id", Text, Key), ("failures", Int, Must), ("last_at", Big, Must)],
            ),
            table(
                "devices",
                &[
                    ("id", Text, Key),
                    ("account_id", Text, Must),
                    ("token_hash", Text, Must),
                    ("created_at", Big, Must),
                    ("seen_at", Big, Must),
                ],
            ),
            table(
                "security_events",
                &[
                    ("id", Text, Key),
                    ("account_id", Text, Must),
                    ("at", Big, Must),
                    ("event", Text, Must),
                    ("detail", Text, Must),
                ],
            ),
            table(
                "credential_changes",
                &[
                    ("id", Text, Key),
                    ("account_id", Text, Must),
                    ("at", Big, Must),
                    ("kind", Text, Must),
                    ("sealed", Text, Must),
                    ("token_hash", Text, Must),
                    ("frozen_at", Big, Maybe),
                ],
            ),
        ] {
            let mut statement = statement;
            manager.create_table(statement.if_not_exists().to_owned()).await?;
        }
        let indexes: &[(&'static str, &'static str, &[&'static str], bool)] = &[
            ("sign_ups_email", "sign_ups", &["email_key"], true),
            ("sign_ups_due", "sign_ups", &["mailed_at"], false),
            ("confirmations_token", "confirmations", &["token_hash"], true),
            ("confirmations_sign_up", "confirmations", &["sign_up_id"], false),
            ("factors_account", "factors", &["account_id"], false),
            ("codes_factor", "codes", &["factor_id", "request"], false),
            ("codes_account", "codes", &["account_id", "created_at"], false),
            ("backup_codes_hash", "backup_codes", &["code_hash"], true),
            ("backup_codes_account", "backup_codes", &["account_id"], false),
            ("reset_answers_account", "reset_answers", &["account_id", "position"], true),
            ("devices_token", "devices", &["token_hash", "account_id"], true),
            ("security_events_account", "security_events", &["account_id", "at"], false),
            ("credential_changes_token", "credential_changes", &["token_hash"], true),
            ("mails_account", "mails", &["account_id", "created_at"], false),
        ];
        for (name, table, columns, unique) in indexes {
            let mut statement = index(name, table, columns, *unique);
            manager.create_index(statement.if_not_exists().to_owned()).await?;
        }
        refold(db).await
    }
}

/// Search texts are folded since this version. The fold of that day is kept here: a released
/// migration stands on nothing that may change.
async fn refold(db: &SchemaManagerConnection<'_>) -> Result<(), DbErr> {
    let students = || Query::select().from(Alias::new("students")).to_owned();
    let columns = ["id", "given_name", "surname", "sevis_id", "email", "search"];
    let mut after = String::new();
    loop {
        let page = students()
            .columns(columns.map(Alias::new))
            .and_where(Expr::col(Alias::new("id")).gt(&after))
            .order_by(Alias::new("id"), Order::Asc)
            .limit(1000)
            .to_owned();
        let rows = db.query_all(&page).await?;
        let Some(last) = rows.last() else {
            return Ok(());
        };
        after = last.try_get("", "id")?;
        for row in rows {
            let text = |column: &str| row.try_get::<String>("", column);
            let email: Option<String> = row.try_get("", "email")?;
            let (given, surname) = (text("given_name")?, text("surname")?);
            let (sevis_id, email) = (text("sevis_id")?, email.unwrap_or_default());
            let folded = fold(&format!("{given} {surname} {given} {sevis_id} {email}"));
            if folded != text("search")? {
                let update = Query::update()
                    .table(Alias::new("students"))
                    .value(Alias::new("search"), folded)
                    .and_where(Expr::col(Alias::new("id")).eq(text("id")?))
                    .to_owned();
                db.execute(&update).await?;
            }
        }
    }
}

fn fold(text: &str) -> String {
    let plain: String = deunicode::deunicode(text).to_lowercase();
    let kept: String = plain.chars().filter(|c| !"'`\"".contains(*c)).collect();
    kept.replace(',', " ")
}
