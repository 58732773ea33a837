//! Each validation is of one extension and one half-year: one does not stand for another, nor in its way.

use super::participation::{confirm, stem};
use super::{changes, make, sends_batches};
use crate::on_both;
use crate::support::{PASSWORD, SCHOOL, TestPortal};
use domain::review::ReviewFilter;
use domain::sevis_state::SevisState;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use server::service::batches::NothingDue;
use server::store::entity::{authorization, review};
use time::Duration;

on_both! {
    one_that_came_too_late_does_not_keep_the_next_one_back,
    what_was_confirmed_of_an_extension_that_is_gone_is_entered_by_hand,
    the_last_one_is_told_after_the_end_and_still_taken,
    one_that_is_in_sevis_already_is_noted_once,
    one_that_was_noted_by_mistake_is_due_again,
    a_validation_is_late_for_sevis_when_its_window_closes,
}

async fn one_that_came_too_late_does_not_keep_the_next_one_back(p: TestPortal) {
    sends_batches(&p).await;
    let student = p.student(1, "stem,approved,full_time,2025-11-16,2027-11-15").await;
    p.register(&student).await;
    let mut own = p.logged_in(&student).await;
    confirm(&mut own).await;
    p.clock.advance(Duration::days(10));
    assert!(matches!(make(&p).await, Err(NothingDue::AllHeld(1))));
    p.clock.advance(Duration::days(125));
    let mut own = p.logged_in(&student).await;
    let new = "Another-good-password-7";
    let fields = [("current", PASSWORD), ("password", new), ("confirm", new)];
    own.post("/api/account/password", &fields).await;
    confirm(&mut own).await;
    assert_eq!(make(&p).await.ok().expect("a batch").changes, 1);
    let states: Vec<_> = changes(&p).await.into_iter().map(|row| row.state.0).collect();
    assert_eq!(states, [SevisState::Queued, SevisState::Sent]);
}

async fn what_was_confirmed_of_an_extension_that_is_gone_is_entered_by_hand(p: TestPortal) {
    sends_batches(&p).await;
    let mut own = stem(&p, 1).await;
    confirm(&mut own).await;
    authorization::Entity::update_many()
        .col_expr(authorization::Column::Status, Expr::value("canceled"))
        .exec(p.db())
        .await
        .expect("canceled");
    assert!(matches!(make(&p).await, Err(NothingDue::AllHeld(1))));
    assert!(changes(&p).await[0].held.contains("not on record any more"));
}

async fn the_last_one_is_told_after_the_end_and_still_taken(p: TestPortal) {
    let ended = "stem,approved,full_time,2024-05-20,2026-05-19";
    let student = p.student(1, ended).await;
    p.register(&student).await;
    let mut own = p.logged_in(&student).await;
    assert!(!own.get("/employment").await.body.contains("Add employer"), "reading only");
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let late = dso.get("/console/alerts?kind=validation_late").await.body;
    assert!(late.contains("N0000000001") && late.contains("05/19/2026"), "{late}");
    assert!(!dso.get("/console/alerts").await.body.contains("No employer on record"));
    let page = own.get("/validation").await.body;
    assert!(page.contains("It was due by May 30, 2026"), "{page}");
    assert!(!page.contains("Nothing is due now"), "{page}");
    assert!(confirm(&mut own).await.starts_with("/receipts/"));
    let late = dso.get("/console/alerts?kind=validation_late").await.body;
    assert!(!late.contains("N0000000001"), "{late}");
}

async fn one_that_is_in_sevis_already_is_noted_once(p: TestPortal) {
    let student = p.student(1, "stem,approved,full_time,2025-10-20,2027-10-19").await;
    p.register(&student).await;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let late = dso.get("/console/alerts?kind=validation_late").await.body;
    assert!(late.contains("N0000000001"), "{late}");
    let page = format!("/console/students/{}", student.id);
    assert!(dso.get(&page).await.body.contains("It is in SEVIS already"));
    let about = authorization::Entity::find().one(p.db()).await.expect("query").expect("it");
    let fields =
        [("id", about.id.as_str()), ("student", &student.id), ("months", "6"), ("proof", "")];
    for _ in 0..2 {
        let done = dso.post("/api/console/note-validation", &fields).await;
        assert_eq!(done.location(), page);
    }
    let rows = changes(&p).await;
    assert_eq!((rows.len(), rows[0].state.0), (1, SevisState::ByHand));
    assert_eq!(rows[0].done_by, "Drew Sample");
    let seen = dso.get(&page).await.body;
    assert!(seen.contains("Confirmed on 06/10/2026") && !seen.contains("It is in SEVIS already"));
    let late = dso.get("/console/alerts?kind=validation_late").await.body;
    assert!(!late.contains("N0000000001"), "{late}");
    let early = [("id", about.id.as_str()), ("student", &student.id), ("months", "12")];
    let early = dso.post("/api/console/note-validation", &early).await;
    assert_eq!((early.status.as_u16(), changes(&p).await.len()), (404, 1), "it has not opened");
}

async fn one_that_was_noted_by_mistake_is_due_again(p: TestPortal) {
    let student = p.student(1, "stem,approved,full_time,2025-12-20,2027-12-19").await;
    p.register(&student).await;
    let mut own = p.logged_in(&student).await;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let about = authorization::Entity::find().one(p.db()).await.expect("query").expect("it");
    let fields =
        [("id", about.id.as_str()), ("student", &student.id), ("months", "6"), ("proof", "")];
    dso.post("/api/console/note-validation", &fields).await;
    assert!(own.get("/validation").await.body.contains("Nothing is due now."));
    let id = changes(&p).await.remove(0).id;
    dso.post("/api/console/by-hand", &[("id", &id), ("act", "undo"), ("proof", "")]).await;
    assert_eq!(changes(&p).await[0].state, SevisState::Superseded);
    assert!(confirm(&mut own).await.starts_with("/receipts/"), "the student confirms it");
    let states: Vec<_> = changes(&p).await.into_iter().map(|row| row.state.0).collect();
    assert_eq!(states, [SevisState::Superseded, SevisState::Queued]);
}

async fn a_validation_is_late_for_sevis_when_its_window_closes(p: TestPortal) {
    let student = p.student(1, "stem,approved,full_time,2025-11-20,2027-11-19").await;
    p.register(&student).await;
    let mut own = p.logged_in(&student).await;
    // The day was May 20, so SEVIS takes it until June 19.
    confirm(&mut own).await;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let open = dso.get("/console/review").await.body;
    assert!(open.contains("Due in SEVIS by June 19, 2026"), "{open}");
    p.clock.advance(Duration::days(10));
    let mut dso = p.official("dso2@test.test", SCHOOL).await;
    let late = format!("/console/review?show={}", ReviewFilter::Late.code());
    assert!(dso.get(&late).await.body.contains("Due in SEVIS since June 19, 2026"));
    // Whatever the check says of it.
    for state in ["asked", "accepted"] {
        review::Entity::update_many()
            .col_expr(review::Column::State, Expr::value(state))
            .filter(review::Column::StudentId.eq(&student.id))
            .exec(p.db())
            .await
            .expect("set");
        let page = dso.get(&late).await.body;
        assert!(page.contains("N0000000001") && !page.contains("name=\"form[pick]"), "{page}");
    }
    assert!(dso.get("/console").await.body.contains("1 late for SEVIS"));
}
