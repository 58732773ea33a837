//! What is kept of the alerts is what would be found if every student were looked at again, whatever happens to the tables.

use super::alerts_acts::World;
use crate::on_both;
use crate::support::{EMPLOYER, OTHER_SCHOOL, SCHOOL, TestPortal};
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use sea_orm::{ConnectionTrait as _, Statement};
use server::service::console::freshen_alerts;
use server::store::entity::school;
use server::store::schools;
use time::Duration;

on_both! {
    whatever_changes_in_whatever_order_the_alerts_are_those_of_all_students_looked_at_anew,
    what_the_job_has_worked_out_is_there_before_anybody_looks,
    a_student_of_another_school_leaves_nothing_behind,
    what_changes_while_it_is_worked_out_is_worked_out_again,
}

/// Students of the model; some of them have accounts, and all have the same name and date of birth at first.
const STUDENTS: u32 = 7;

/// The seed of a run, shown if it fails.
struct Seed(u64);

impl Drop for Seed {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("FOOTHOLD_SEED={}", self.0);
        }
    }
}

pub async fn sql(p: &TestPortal, sql: &str) {
    p.db().execute_unprepared(sql).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
}

async fn texts(p: &TestPortal, sql: &str) -> Vec<String> {
    let of = Statement::from_string(p.db().get_database_backend(), sql);
    let rows = p.db().query_all_raw(of).await.expect("query");
    rows.iter().map(|row| row.try_get_by_index(0).expect("text")).collect()
}

/// What is kept of all schools, once whatever is due was worked out again.
async fn kept(p: &TestPortal) -> Vec<String> {
    kept_of(p, &schools::all(p.db()).await.expect("schools")).await
}

async fn kept_of(p: &TestPortal, schools: &[school::Model]) -> Vec<String> {
    for school in schools {
        assert!(freshen_alerts(&p.portal, school).await.expect("worked out"), "all of it");
    }
    let alert = "SELECT school || kind || place || name || sevis_id || COALESCE(used, -1) || '/' || COALESCE(allowed, -1) \
        || COALESCE(CAST(ends AS TEXT), '') AS line FROM alerts ORDER BY line";
    let used =
        "SELECT student || school || COALESCE(used, -1) AS line FROM alert_states ORDER BY line";
    let mut lines = texts(p, alert).await;
    lines.extend(texts(p, used).await);
    lines
}

async fn made(p: &TestPortal) -> Vec<String> {
    for n in 1..=STUDENTS {
        let opt = ["2026-03-28,2027-03-27", "2026-05-08,2026-10-30"][(n % 2) as usize];
        p.student(n, &format!("post_completion,approved,full_time,{opt}")).await;
    }
    for n in 1..=3 {
        let student = p.find(&format!("N{n:010}")).await;
        p.register(&student).await;
        let mut own = p.logged_in(&student).await;
        let saved = own.post("/api/employer/save", &EMPLOYER).await;
        assert!(saved.location().starts_with("/receipts/"), "{}", saved.body);
    }
    p.settle().await;
    texts(p, "SELECT id FROM students ORDER BY id").await
}

async fn whatever_changes_in_whatever_order_the_alerts_are_those_of_all_students_looked_at_anew(
    p: TestPortal,
) {
    let ids = made(&p).await;
    let seed = std::env::var("FOOTHOLD_SEED").ok().and_then(|seed| seed.parse().ok());
    let seed = Seed(seed.unwrap_or_else(|| rand::rng().random()));
    let mut world = World { p: &p, ids, rng: StdRng::seed_from_u64(seed.0) };
    // As a job has read them, before whatever comes.
    let read = schools::all(p.db()).await.expect("schools");
    let (mut done, mut told) = (Vec::new(), 0);
    for _ in 0..40 {
        for _ in 0..world.rng.random_range(1..4) {
            done.push(world.act().await);
        }
        if world.rng.random_bool(0.3) {
            let hours = world.rng.random_range(1..300);
            p.clock.advance(Duration::hours(hours));
            done.push(format!("{hours} hours go by"));
        }
        let found = kept_of(&p, &read).await;
        sql(&p, "UPDATE alert_states SET good_until = 0").await;
        let anew = kept(&p).await;
        assert_eq!(found, anew, "{done:#?}");
        told += anew.len() - world.ids.len();
    }
    assert!(told > 100, "the model tells too little to compare: {told}");
}

async fn what_the_job_has_worked_out_is_there_before_anybody_looks(p: TestPortal) {
    made(&p).await;
    let kinds = "SELECT kind FROM alerts ORDER BY kind";
    let before = texts(&p, kinds).await;
    assert!(before.contains(&"no_employer".to_owned()), "{before:?}");
    let waits = "SELECT student FROM alert_changes";
    assert!(texts(&p, waits).await.is_empty(), "nothing is left to be worked out");
    sql(&p, "UPDATE employers SET deleted_at = 1").await;
    assert_eq!(texts(&p, waits).await.len(), 3, "each change is noted");
    p.settle().await;
    let after = texts(&p, kinds).await;
    let without = |kinds: &[String]| kinds.iter().filter(|kind| *kind == "no_employer").count();
    assert_eq!(without(&after), without(&before) + 3, "{after:?}");
}

async fn a_student_of_another_school_leaves_nothing_behind(p: TestPortal) {
    let ids = made(&p).await;
    let id = &ids[4];
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let mut other = p.official("dso@other.test", OTHER_SCHOOL).await;
    assert!(dso.get("/console/alerts").await.body.contains("N0000000005"));
    sql(&p, &format!("UPDATE students SET school_id = (SELECT id FROM schools WHERE code = '{OTHER_SCHOOL}') WHERE id = '{id}'")).await;
    let left = format!("SELECT student FROM alerts WHERE student = '{id}'");
    assert!(texts(&p, &left).await.is_empty(), "at once, and not when it is worked out again");
    assert!(!dso.get("/console/alerts").await.body.contains("N0000000005"));
    assert!(other.get("/console/alerts").await.body.contains("N0000000005"));
    // And one who is removed.
    for table in ["links", "mails", "history", "authorizations"] {
        sql(&p, &format!("DELETE FROM {table} WHERE student_id = '{id}'")).await;
    }
    sql(&p, &format!("DELETE FROM students WHERE id = '{id}'")).await;
    assert!(!other.get("/console/alerts").await.body.contains("N0000000005"));
    for (table, column) in
        [("alerts", "student"), ("alert_states", "student"), ("alert_changes", "student")]
    {
        let rows =
            texts(&p, &format!("SELECT {column} FROM {table} WHERE {column} = '{id}'")).await;
        assert!(rows.is_empty(), "{table}");
    }
}

async fn what_changes_while_it_is_worked_out_is_worked_out_again(p: TestPortal) {
    let ids = made(&p).await;
    let school = &schools::by_code(p.db(), SCHOOL).await.expect("query").expect("the school");
    for round in 0..6 {
        let writers = (0..24_usize).map(|n| {
            let id = &ids[n % ids.len()];
            let at = if (n + round) % 2 == 0 { "NULL" } else { "1" };
            let text = match n % 3 {
                0 => format!("UPDATE employers SET deleted_at = {at} WHERE student_id = '{id}'"),
                1 => format!("UPDATE links SET failures = {} WHERE student_id = '{id}'", n % 4),
                _ => format!("UPDATE students SET surname = 'S{n}' WHERE id = '{id}'"),
            };
            let p = &p;
            async move { sql(p, &text).await }
        });
        let readers = (0..6).map(|_| async { freshen_alerts(&p.portal, school).await });
        let (_, worked) = futures_util::future::join(
            futures_util::future::join_all(writers),
            futures_util::future::join_all(readers),
        )
        .await;
        assert!(worked.iter().all(Result::is_ok), "{worked:?}");
        let found = kept(&p).await;
        sql(&p, "UPDATE alert_states SET good_until = 0").await;
        assert_eq!(found, kept(&p).await, "round {round}");
    }
}
