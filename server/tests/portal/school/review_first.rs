//! A school that checks first: nothing is passed on before it is accepted.

use super::reviews::{checks, reported};
use crate::on_both;
use crate::reports::with;
use crate::support::{Browser, SCHOOL, TestPortal};
use domain::sevis_state::SevisState;
use sea_orm::EntityTrait as _;
use server::cli::schools::{self, Settings};
use server::service::batches::export;
use server::store::entity::{school, sevis_change};

on_both! {
    nothing_goes_to_sevis_before_it_is_accepted,
    a_correction_waits_behind_the_report_it_corrects,
}

pub async fn checks_first(p: &TestPortal, way: &str) {
    let settings = Settings {
        sevis: Some(way.into()),
        sevis_user: Some("dsosample1".into()),
        review: Some("first".into()),
        ..Settings::default()
    };
    schools::set(&p.portal, SCHOOL, settings).await.expect("set");
}

/// Makes a batch; how many changes are in it.
pub async fn exported(p: &TestPortal) -> usize {
    let schools = school::Entity::find().all(p.db()).await.expect("query");
    let school = schools.into_iter().find(|school| school.code == SCHOOL).expect("the school");
    let work = p.portal.work().await.expect("work");
    export(work, &school.id, None).await.expect("exported").map_or(0, |made| made.changes)
}

pub async fn accept(dso: &mut Browser, id: &str, version: i32) {
    let version = version.to_string();
    let fields = [("id", id), ("version", version.as_str()), ("act", "accept")];
    dso.post("/api/console/review", &fields).await;
}

async fn states(p: &TestPortal) -> Vec<SevisState> {
    let mut all = sevis_change::Entity::find().all(p.db()).await.expect("query");
    all.sort_by(|a, b| (a.created_at, &a.id).cmp(&(b.created_at, &b.id)));
    all.into_iter().map(|row| row.state.0).collect()
}

async fn nothing_goes_to_sevis_before_it_is_accepted(p: TestPortal) {
    checks_first(&p, "batch").await;
    let (_, mut own) = reported(&p, 1).await;
    reported(&p, 2).await;
    assert!(own.get("/employment").await.body.contains("your school checks it before"));
    assert_eq!(exported(&p).await, 0);
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let rows = checks(&p).await;
    let name = format!("pick][r-{}", rows[0].id);
    dso.post("/api/console/review/accept", &[(&name, "1")]).await;
    assert_eq!(states(&p).await, [SevisState::Queued, SevisState::InReview]);
    let together = checks(&p).await[0].together.clone();
    let undo = [("id", together.as_str())];
    dso.post("/api/console/review/undo", &undo).await;
    assert_eq!(states(&p).await[0], SevisState::InReview, "it has not left, so it waits again");
    assert_eq!(exported(&p).await, 0);
    dso.post("/api/console/review/accept", &[(&name, "3")]).await;
    assert_eq!(exported(&p).await, 1);
    let together = checks(&p).await[0].together.clone();
    let undo = [("id", together.as_str())];
    let back = dso.post_and_look("/api/console/review/undo", &undo).await.body;
    assert!(back.contains("1 report was already on the way to SEVIS"), "{back}");
    assert_eq!(states(&p).await[0], SevisState::Sent, "what has left is not called back");
}

async fn a_correction_waits_behind_the_report_it_corrects(p: TestPortal) {
    checks_first(&p, "by-hand").await;
    let (student, _) = reported(&p, 1).await;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let row = checks(&p).await.remove(0);
    let receipt = server::store::entity::receipt::Entity::find().one(p.db()).await;
    let receipt = receipt.expect("query").expect("row");
    let job = receipt.employer_id.expect("about an employer");
    let fields = with(&[
        ("id", job.as_str()),
        ("student", &student.id),
        ("version", "1"),
        ("name", "Harbor Robotics"),
        ("job_title", "Clerk"),
        ("effect", "4.90.never-4.90.never"),
    ]);
    let done = dso.post("/api/console/correct-employer", &fields).await;
    assert!(done.location().starts_with("/console/students/"), "{}", done.body);
    assert_eq!(states(&p).await, [SevisState::InReview, SevisState::Queued]);
    assert!(dso.get("/console/batches").await.body.contains("Nothing is waiting."));
    accept(&mut dso, &row.id, row.version).await;
    let tasks = dso.get("/console/batches").await.body;
    assert_eq!(tasks.matches("Done in SEVIS</button>").count(), 2, "{tasks}");
}
