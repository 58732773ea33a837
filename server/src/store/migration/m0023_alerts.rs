//! What officials should look at, kept where it is read. Whatever changes a student's record says so in `alert_changes`, by a
//! trigger, so that no writer can forget it, and neither can an older release beside this one. Rows are only added there: nobody
//! waits for anybody. A receipt keeps the version that its report has made.

use super::table::{Added, Kind::*, Need::*, add_columns, index, table};
use sea_orm::DbBackend;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

/// Tables whose rows have a `student_id`, and when a row of it counts, of `ROW`; empty for always.
const SOURCES: [(&str, &str); 8] = [
    ("authorizations", ""),
    ("employers", ""),
    ("links", "ROW.student_id IS NOT NULL"),
    ("sevis_changes", "ROW.event = 'OPTEmployment/ReportParticipation'"),
    ("sevis_listed", ""),
    ("plans", ""),
    ("plan_evaluations", ""),
    ("mails", "ROW.failed"),
];

/// A state for each student who has none.
const ALL: &str = "INSERT INTO alert_states (student, school, version, good_until, used) \
    SELECT id, school_id, 0, 0, NULL FROM students WHERE TRUE ON CONFLICT (student) DO NOTHING";
/// An older release may be writing.
const LOCK: &str = "LOCK TABLE accounts, students, authorizations, employers, links, plans, plan_evaluations, \
    sevis_listed, sevis_changes, mails, schools IN SHARE ROW EXCLUSIVE MODE";

/// What of an account counts; a log-in writes to it too.
const ACCOUNT: [&str; 3] = ["student_id", "joined_student_id", "standing"];
/// What of a student counts for others: who may be the same person.
const PERSON: [&str; 5] = ["given_name", "surname", "birth_date", "previous_id", "school_id"];

/// Notes the students of whom a condition is true, each with the school.
const NOTE: &str =
    "INSERT INTO alert_changes (student, school) SELECT id, school_id FROM students WHERE";

/// Students who may be the same person as the one of a row before it changes.
const OTHERS: &str = "previous_id = OLD.id OR id = OLD.previous_id OR id IN (SELECT alerts.student \
    FROM alerts JOIN students one ON one.id = alerts.student \
    WHERE alerts.school = OLD.school_id AND alerts.kind = 'twice' AND one.birth_date = OLD.birth_date)";

/// Conditions that any of these columns differs.
fn differs(columns: &[&str]) -> String {
    let each: Vec<String> =
        columns.iter().map(|name| format!("(OLD.{name} IS DISTINCT FROM NEW.{name})")).collect();
    each.join(" OR ")
}

/// Notes the students whom these columns of a row name.
fn note(row: &str, columns: &[&str]) -> String {
    columns.iter().map(|column| format!("{NOTE} id = {row}.{column}; ")).collect()
}

/// Notes the student of a row that changed, and the one whose row it was.
fn note_both() -> String {
    let before = "id = OLD.student_id AND OLD.student_id IS DISTINCT FROM NEW.student_id;";
    format!("{}{NOTE} {before}", note("NEW", &["student_id"]))
}

/// Name, event, table, condition (empty for none) and what is done.
struct Trigger {
    name: String,
    on: String,
    when: String,
    act: String,
}

fn triggers() -> Vec<Trigger> {
    let mut all = Vec::new();
    let mut add = |name: String, on: String, when: String, act: String| {
        all.push(Trigger { name, on, when, act });
    };
    for (table, counts) in SOURCES {
        let of = |row: &str| counts.replace("ROW", row);
        let either = if counts.is_empty() {
            String::new()
        } else {
            format!("{} OR {}", of("OLD"), of("NEW"))
        };
        let own = &["student_id"];
        for (event, when, act) in [
            ("INSERT", of("NEW"), note("NEW", own)),
            ("UPDATE", either, note_both()),
            ("DELETE", of("OLD"), note("OLD", own)),
        ] {
            let name = format!("alerts_{table}_{}", event.to_lowercase());
            add(name, format!("{event} ON {table}"), when, act);
        }
    }
    let holders = &ACCOUNT[..2];
    let none = String::new;
    add("alerts_accounts_insert".into(), "INSERT ON accounts".into(), none(), note("NEW", holders));
    let both = format!("{} {}", note("OLD", holders), note("NEW", holders));
    add("alerts_accounts_update".into(), "UPDATE ON accounts".into(), differs(&ACCOUNT), both);
    add("alerts_accounts_delete".into(), "DELETE ON accounts".into(), none(), note("OLD", holders));
    let known = "INSERT INTO alert_states (student, school, version, good_until, used) \
        VALUES (NEW.id, NEW.school_id, 0, 0, NULL);";
    add("alerts_students_insert".into(), "INSERT ON students".into(), none(), known.into());
    let own = note("NEW", &["id"]);
    add("alerts_students_update".into(), "UPDATE ON students".into(), none(), own);
    let when = differs(&PERSON);
    let others = format!("{NOTE} {OTHERS};");
    add("alerts_students_other".into(), "UPDATE ON students".into(), when, others.clone());
    let moved = "UPDATE alert_states SET school = NEW.school_id, version = version + 1, good_until = 0 \
        WHERE student = NEW.id; DELETE FROM alerts WHERE student = NEW.id;";
    let when = differs(&["school_id"]);
    add("alerts_students_moved".into(), "UPDATE ON students".into(), when, moved.into());
    // The state first, as whoever works it out does.
    let gone = format!(
        "{others} DELETE FROM alert_states WHERE student = OLD.id; DELETE FROM alerts WHERE student = OLD.id; \
         DELETE FROM alert_changes WHERE school = OLD.school_id AND student = OLD.id;"
    );
    add("alerts_students_delete".into(), "DELETE ON students".into(), none(), gone);
    let when = differs(&["time_zone"]);
    let zone = format!("{NOTE} school_id = NEW.id;");
    add("alerts_schools_zone".into(), "UPDATE ON schools".into(), when, zone);
    all
}

impl Trigger {
    fn sqlite(&self) -> String {
        let Self { name, on, when, act } = self;
        let when = if when.is_empty() { String::new() } else { format!("WHEN {when} ") };
        format!(
            "CREATE TRIGGER IF NOT EXISTS {name} AFTER {on} FOR EACH ROW {when}BEGIN {act} END;"
        )
    }

    fn postgres(&self) -> String {
        let Self { name, on, when, act } = self;
        let table = on.rsplit(' ').next().unwrap_or_default();
        let when = if when.is_empty() { String::new() } else { format!("WHEN ({when}) ") };
        format!(
            "CREATE OR REPLACE FUNCTION {name}() RETURNS trigger AS $$ BEGIN {act} RETURN NULL; END $$ LANGUAGE plpgsql; \
             DROP TRIGGER IF EXISTS {name} ON {table}; \
             CREATE TRIGGER {name} AFTER {on} FOR EACH ROW {when}EXECUTE FUNCTION {name}();"
        )
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let states = [
            ("student", Text, Key),
            ("school", Text, Must),
            ("version", Big, Must),
            ("good_until", Big, Must),
            ("used", Int, Maybe),
        ];
        let alerts = [
            ("id", Text, Key),
            ("student", Text, Must),
            ("school", Text, Must),
            ("kind", Text, Must),
            ("place", Int, Must),
            ("name", Text, Must),
            ("sevis_id", Text, Must),
            ("used", Int, Maybe),
            ("allowed", Int, Maybe),
            ("ends", Day, Maybe),
        ];
        let mut changes = Table::create();
        changes
            .table(Alias::new("alert_changes"))
            .col(ColumnDef::new(Alias::new("id")).big_integer().primary_key().auto_increment())
            .col(ColumnDef::new(Alias::new("student")).text().not_null())
            .col(ColumnDef::new(Alias::new("school")).text().not_null());
        for mut made in [table("alert_states", &states), table("alerts", &alerts), changes] {
            manager.create_table(made.if_not_exists().to_owned()).await?;
        }
        for mut index in [
            index("alert_states_due", "alert_states", &["school", "good_until"], false),
            index("alert_states_used", "alert_states", &["school", "used"], false),
            index("alerts_page", "alerts", &["school", "place", "name", "student"], false),
            index("alerts_student", "alerts", &["student"], false),
            index("alert_changes_school", "alert_changes", &["school", "id"], false),
        ] {
            manager.create_index(index.if_not_exists().to_owned()).await?;
        }
        let receipts: &[Added] = &[(&["receipts"], "made_version", "integer NOT NULL DEFAULT 0")];
        add_columns(manager, receipts).await?;
        let sqlite = manager.get_database_backend() == DbBackend::Sqlite;
        let db = manager.get_connection();
        // Most rows while others still write; then, in the order of whoever writes, the tables for a moment.
        db.execute_unprepared(ALL).await?;
        if !sqlite {
            db.execute_unprepared(LOCK).await?;
        }
        for one in triggers() {
            let sql = if sqlite { one.sqlite() } else { one.postgres() };
            db.execute_unprepared(&sql).await?;
        }
        db.execute_unprepared(ALL).await.map(drop)
    }
}
