//! What SEVIS is told keeps step with the record: nothing that it cannot know, nothing that is not so any more.

use super::{answer, changes, log, make, records, sends_batches, works};
use crate::on_both;
use crate::support::{Browser, SCHOOL, TestPortal};
use domain::sevis_state::SevisState;
use sea_orm::EntityTrait as _;
use server::service::batches::NothingDue;
use server::store::entity::employer;
use time::Duration;

on_both! {
    a_job_that_was_deleted_before_it_left_is_never_told,
    a_job_that_sevis_has_is_deleted_there_by_hand_and_its_open_edits_are_not_sent,
    a_new_job_waits_while_sevis_has_another_of_its_name_and_start,
    a_deleted_job_is_never_sent_again_and_is_looked_for_where_sevis_has_it,
    a_deletion_and_a_batch_at_the_same_instant_leave_no_job_behind,
}

async fn only_job(p: &TestPortal) -> employer::Model {
    let rows = employer::Entity::find().all(p.db()).await.expect("query");
    rows.into_iter().find(|row| row.deleted_at.is_none()).expect("a job")
}

async fn states(p: &TestPortal) -> Vec<(String, SevisState)> {
    changes(p).await.into_iter().map(|row| (row.event, row.state.0)).collect()
}

async fn a_job_that_was_deleted_before_it_left_is_never_told(p: TestPortal) {
    sends_batches(&p).await;
    let student = p.registered(1).await;
    let mut browser = p.logged_in(&student).await;
    works(&p, &mut browser, "Mistake", ("", ""), &[]).await;
    let id = only_job(&p).await.id;
    works(&p, &mut browser, "Mistake", (&id, "1"), &[("job_title", "Analyst")]).await;
    browser.post("/api/employer/delete", &[("id", &id)]).await;
    assert!(matches!(make(&p).await, Err(NothingDue::Nothing)));
    assert!(states(&p).await.iter().all(|(_, state)| *state == SevisState::Superseded));
    // Brought back, it is told as a new one.
    browser.post("/api/employer/restore", &[("id", &id)]).await;
    let made = make(&p).await.ok().expect("a batch");
    assert!(String::from_utf8_lossy(&made.xml).contains("<Add printForm"));
}

async fn a_job_that_sevis_has_is_deleted_there_by_hand_and_its_open_edits_are_not_sent(
    p: TestPortal,
) {
    let (mut browser, id) = with_confirmed_job(&p).await;
    works(&p, &mut browser, "Acme", (&id, "1"), &[("job_title", "Analyst")]).await;
    browser.post("/api/employer/delete", &[("id", &id)]).await;
    assert!(matches!(make(&p).await, Err(NothingDue::AllHeld(1))));
    let told = states(&p).await;
    let told: Vec<(&str, SevisState)> =
        told.iter().map(|(what, state)| (&**what, *state)).collect();
    assert_eq!(
        told,
        [
            ("OPTEmployer/Add", SevisState::Confirmed),
            ("OPTEmployer/Edit", SevisState::Superseded),
            ("OPTEmployer/Delete", SevisState::Queued),
        ]
    );
}

/// A student whose job SEVIS has.
async fn with_confirmed_job(p: &TestPortal) -> (Browser, String) {
    sends_batches(p).await;
    let student = p.registered(1).await;
    let mut browser = p.logged_in(&student).await;
    works(p, &mut browser, "Acme", ("", ""), &[]).await;
    confirmed(p).await;
    (browser, only_job(p).await.id)
}

/// A batch of all that is due, and its answer: everything is taken.
async fn confirmed(p: &TestPortal) {
    let made = make(p).await.ok().expect("a batch");
    let all = records(&made.xml);
    let answers: Vec<_> = all.iter().map(|(request, id)| (&**request, &**id, None)).collect();
    answer(p, &log(&made.batch, &answers)).await.expect("taken");
    p.clock.advance(Duration::seconds(1));
}

async fn a_new_job_waits_while_sevis_has_another_of_its_name_and_start(p: TestPortal) {
    let (mut browser, id) = with_confirmed_job(&p).await;
    browser.post("/api/employer/delete", &[("id", &id)]).await;
    works(&p, &mut browser, "Acme", ("", ""), &[]).await;
    assert!(matches!(make(&p).await, Err(NothingDue::AllHeld(2))), "it would be refused (S1153)");
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    assert!(dso.get("/console/batches").await.body.contains("(S1153)"));
}

async fn a_deleted_job_is_never_sent_again_and_is_looked_for_where_sevis_has_it(p: TestPortal) {
    sends_batches(&p).await;
    let student = p.registered(1).await;
    let mut browser = p.logged_in(&student).await;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    // Refused, deleted, and not sent once more.
    works(&p, &mut browser, "Refused", ("", ""), &[]).await;
    let made = make(&p).await.ok().expect("a batch");
    let sent = records(&made.xml);
    let refused = [(sent[0].0.as_str(), sent[0].1.as_str(), Some("S1155"))];
    answer(&p, &log(&made.batch, &refused)).await.expect("read");
    let add = changes(&p).await.remove(0).id;
    let id = only_job(&p).await.id;
    browser.post("/api/employer/delete", &[("id", &id)]).await;
    dso.post("/api/console/by-hand", &[("id", &add), ("act", "again")]).await;
    assert!(matches!(make(&p).await, Err(NothingDue::Nothing)));
    // Renamed here, and deleted before SEVIS heard of it.
    works(&p, &mut browser, "Acme", ("", ""), &[]).await;
    confirmed(&p).await;
    let id = only_job(&p).await.id;
    works(&p, &mut browser, "Acme Labs", (&id, "1"), &[]).await;
    browser.post("/api/employer/delete", &[("id", &id)]).await;
    let page = dso.get("/console/batches").await.body;
    assert!(page.contains("Acme, 06/02/2026") && !page.contains("Acme Labs, "), "{page}");
    // Entered by hand just before it was deleted.
    works(&p, &mut browser, "By hand", ("", ""), &[]).await;
    let add = changes(&p).await.pop().expect("the change").id;
    let id = only_job(&p).await.id;
    browser.post("/api/employer/delete", &[("id", &id)]).await;
    dso.post("/api/console/by-hand", &[("id", &add), ("proof", "seen")]).await;
    let told = states(&p).await;
    assert_eq!(told.last(), Some(&("OPTEmployer/Delete".to_owned(), SevisState::Queued)));
}

async fn a_deletion_and_a_batch_at_the_same_instant_leave_no_job_behind(p: TestPortal) {
    sends_batches(&p).await;
    for number in 1..=12 {
        let student = p.registered(number).await;
        let mut browser = p.logged_in(&student).await;
        works(&p, &mut browser, "Acme", ("", ""), &[]).await;
        let id = only_job(&p).await.id;
        let fields = [("id", id.as_str())];
        let (made, gone) = tokio::join!(make(&p), browser.post("/api/employer/delete", &fields));
        let all = changes(&p).await;
        let own = all.iter().filter(|row| row.employer_id.as_ref() == Some(&id));
        let own: Vec<(&str, SevisState)> = own.map(|row| (&*row.event, row.state.0)).collect();
        match own[..] {
            [(_, SevisState::Superseded)] => assert!(made.is_err(), "nothing left"),
            [(_, SevisState::Sent), ("OPTEmployer/Delete", SevisState::Queued)] => {
                assert!(made.is_ok());
            }
            _ => panic!("{own:?} {} {}", gone.status, gone.location()),
        }
    }
}
