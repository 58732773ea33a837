//! What officials enter in SEVIS themselves, and what is only rehearsed.

use super::{changes, moves, works};
use crate::on_both;
use crate::support::{OTHER_SCHOOL, SCHOOL, TestPortal};
use axum::http::StatusCode;
use domain::sevis_state::SevisState;
use sea_orm::EntityTrait as _;
use server::cli::schools::{self, Settings};
use server::store::entity::employer;

on_both! {
    by_hand_is_the_way_unless_another_is_set_and_only_an_official_says_done,
    what_is_rehearsed_never_says_sevis_has_it,
    a_task_says_what_stood_there_before_and_what_is_to_be_emptied,
}

async fn by_hand_is_the_way_unless_another_is_set_and_only_an_official_says_done(p: TestPortal) {
    let student = p.registered(1).await;
    let mut browser = p.logged_in(&student).await;
    moves(&p, &mut browser, &student, "9 New Road").await;
    p.settle().await;
    assert_eq!(changes(&p).await[0].state, SevisState::Queued, "nothing happens by itself");
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let page = dso.get("/console/batches").await.body;
    assert!(
        page.contains("9 New Road, Austin, TX, 78701-1234")
            && page.contains("Personal Information"),
        "{page}"
    );
    let id = changes(&p).await[0].id.clone();
    let fields = [("id", id.as_str()), ("act", "done"), ("proof", "Ticket 7")];
    let mut other = p.official("dso@other.test", OTHER_SCHOOL).await;
    assert_eq!(other.post("/api/console/by-hand", &fields).await.status, StatusCode::NOT_FOUND);
    assert_eq!(browser.post("/api/console/by-hand", &fields).await.status, StatusCode::NOT_FOUND);
    assert!(
        dso.post_and_look("/api/console/by-hand", &fields)
            .await
            .body
            .contains("Nothing is waiting.")
    );
    let row = changes(&p).await.remove(0);
    assert_eq!(
        (row.state.0, row.done_by.as_str(), row.proof.as_str()),
        (SevisState::ByHand, "Drew Sample", "Ticket 7")
    );
    assert!(browser.get("/history").await.body.contains("Entered in SEVIS by the school"));
}

async fn what_is_rehearsed_never_says_sevis_has_it(p: TestPortal) {
    let way = Settings { sevis: Some("rehearsal".into()), ..Settings::default() };
    schools::set(&p.portal, SCHOOL, way).await.expect("set");
    let student = p.registered(1).await;
    let mut browser = p.logged_in(&student).await;
    moves(&p, &mut browser, &student, "9 New Road").await;
    p.settle().await;
    assert_eq!(changes(&p).await[0].state, SevisState::Rehearsed);
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let record = dso.get(&format!("/console/students/{}", student.id)).await.body;
    assert!(
        record.contains("Rehearsal only; not sent to SEVIS")
            && !record.contains("Confirmed by SEVIS")
    );
}

async fn a_task_says_what_stood_there_before_and_what_is_to_be_emptied(p: TestPortal) {
    let student = p.registered(1).await;
    let mut own = p.logged_in(&student).await;
    works(&p, &mut own, "Harbor Robotics", ("", ""), &[("job_title", "Clerk")]).await;
    let id = employer::Entity::find().one(p.db()).await.expect("query").expect("it").id;
    let edits = [("job_title", ""), ("city", "Dallas")];
    works(&p, &mut own, "Harbor Robotics Inc", (&id, "1"), &edits).await;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let page = dso.get("/console/batches").await.body;
    for words in [
        "Harbor Robotics Inc</span><span class=\"usa-hint\"> instead of Harbor Robotics<",
        "<em>empty</em><span class=\"usa-hint\"> instead of Clerk<",
        "instead of 1 Main St, Austin",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(!page.contains("instead of Full time"), "what stays is not told twice");
}
