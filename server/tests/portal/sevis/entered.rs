//! What an official has entered in SEVIS counts, whatever happened meanwhile, and a slip can be taken back.

use super::{changes, moves, works};
use crate::on_both;
use crate::school::review_first::checks_first;
use crate::school::reviews::{checks, reported};
use crate::support::{Browser, SCHOOL, TestPortal};
use domain::sevis_state::SevisState;
use sea_orm::EntityTrait as _;
use server::store::entity::employer;
use server::store::sevis_changes;

on_both! {
    what_was_entered_counts_where_a_colleague_took_the_acceptance_back_meanwhile,
    what_was_entered_counts_where_a_correction_took_its_place_meanwhile,
    a_slip_is_taken_back_and_the_task_is_there_again,
    what_another_has_done_is_not_called_saved,
}

async fn says(dso: &mut Browser, id: &str, act: &str) -> String {
    let fields = [("id", id), ("act", act), ("proof", "Ticket 7")];
    dso.post_and_look("/api/console/by-hand", &fields).await.body
}

async fn what_was_entered_counts_where_a_colleague_took_the_acceptance_back_meanwhile(
    p: TestPortal,
) {
    checks_first(&p, "by_hand").await;
    reported(&p, 1).await;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let name = format!("pick][r-{}", checks(&p).await.remove(0).id);
    dso.post("/api/console/review/accept", &[(&name, "1")]).await;
    let together = checks(&p).await.remove(0).together;
    dso.post("/api/console/review/undo", &[("id", &together)]).await;
    let row = changes(&p).await.remove(0);
    assert_eq!(row.state, SevisState::InReview);
    let said = says(&mut dso, &row.id, "done").await;
    assert!(!said.contains("Changed in the meantime"), "{said}");
    let row = changes(&p).await.remove(0);
    assert_eq!((row.state.0, row.proof.as_str()), (SevisState::ByHand, "Ticket 7"));
    let job = employer::Entity::find().one(p.db()).await.expect("query").expect("it");
    assert!(job.sevis_start.is_some(), "SEVIS has the job from here on");
}

async fn what_was_entered_counts_where_a_correction_took_its_place_meanwhile(p: TestPortal) {
    let student = p.registered(1).await;
    let mut own = p.logged_in(&student).await;
    moves(&p, &mut own, &student, "9 New Road").await;
    moves(&p, &mut own, &student, "10 New Road").await;
    let first = changes(&p).await.remove(0).id;
    // As the next batch does it.
    sevis_changes::supersede(p.db(), &first, 0).await.expect("replaced");
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    says(&mut dso, &first, "done").await;
    let rows = changes(&p).await;
    assert_eq!(rows[0].state, SevisState::ByHand, "it is in SEVIS");
    assert_eq!(rows[1].state, SevisState::Queued, "and the correction still goes there");
}

async fn a_slip_is_taken_back_and_the_task_is_there_again(p: TestPortal) {
    let student = p.registered(1).await;
    let mut own = p.logged_in(&student).await;
    works(&p, &mut own, "Harbor Robotics", ("", ""), &[]).await;
    let id = changes(&p).await.remove(0).id;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    says(&mut dso, &id, "done").await;
    let record = format!("/console/students/{}", student.id);
    let page = dso.get(&record).await.body;
    assert!(page.contains("By Drew Sample: Ticket 7"), "who, and with which proof: {page}");
    let said = says(&mut dso, &id, "undo").await;
    assert!(said.contains("It no longer counts as entered in SEVIS."), "{said}");
    let row = changes(&p).await.remove(0);
    assert_eq!((row.state.0, row.done_by.as_str()), (SevisState::Queued, ""));
    let job = employer::Entity::find().one(p.db()).await.expect("query").expect("it");
    assert_eq!((job.sevis_name.as_str(), job.sevis_start), ("", None), "SEVIS has it not");
    assert!(dso.get("/console/batches").await.body.contains("Harbor Robotics"));
    assert!(own.get("/history").await.body.contains("Not entered in SEVIS after all"));
    let again = says(&mut dso, &id, "undo").await;
    assert!(again.contains("Changed in the meantime"), "{again}");
    assert_eq!(own.post("/api/console/by-hand", &[("id", &id), ("act", "undo")]).await.status, 404);
}

async fn what_another_has_done_is_not_called_saved(p: TestPortal) {
    let student = p.registered(1).await;
    let mut own = p.logged_in(&student).await;
    moves(&p, &mut own, &student, "9 New Road").await;
    let id = changes(&p).await.remove(0).id;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let mut other = p.official("other@test.test", SCHOOL).await;
    says(&mut dso, &id, "done").await;
    let said = says(&mut other, &id, "done").await;
    assert!(said.contains("Someone else acted first"), "{said}");
    assert!(!said.contains("already on record"), "{said}");
}
