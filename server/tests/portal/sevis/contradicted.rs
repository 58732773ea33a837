//! SEVIS says that it has a change, and then that it has not, or the other way round.

use super::{answer, changes, log, make, moves, records, sends_batches};
use crate::on_both;
use crate::support::{SCHOOL, TestPortal};
use domain::sevis_state::SevisState;

on_both! {
    two_answers_that_contradict_each_other_are_somebodys_task_and_keep_the_rest_back,
    what_an_official_has_looked_up_no_later_answer_undoes,
}

/// A change that SEVIS took, and then did not; gives what it said last.
async fn contradicted(p: &TestPortal) -> String {
    sends_batches(p).await;
    let student = p.registered(1).await;
    let mut own = p.logged_in(&student).await;
    moves(p, &mut own, &student, "1 New Road").await;
    let made = make(p).await.ok().expect("a batch");
    let sent = records(&made.xml);
    let say = |code| log(&made.batch, &[(sent[0].0.as_str(), sent[0].1.as_str(), code)]);
    answer(p, &say(None)).await.expect("read");
    assert_eq!(changes(p).await[0].state.0, SevisState::Confirmed);
    let counts = answer(p, &say(Some("S1048"))).await.expect("read");
    assert!(counts.changed);
    for again in [say(Some("S1048")), say(None)] {
        assert!(!answer(p, &again).await.expect("read").changed, "once");
    }
    let row = changes(p).await.remove(0);
    assert_eq!(row.state.0, SevisState::Conflict);
    assert!(row.answer.contains("then S1048"), "{}", row.answer);
    let page = own.get("/history").await.body;
    assert!(!page.contains("Confirmed by SEVIS"), "{page}");
    moves(p, &mut own, &student, "2 New Road").await;
    assert!(make(p).await.is_err(), "nobody knows on what it would stand");
    say(Some("S1048"))
}

async fn two_answers_that_contradict_each_other_are_somebodys_task_and_keep_the_rest_back(
    p: TestPortal,
) {
    contradicted(&p).await;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let tasks = dso.get("/console/batches").await.body;
    assert!(tasks.contains("Look the student up in SEVIS"), "{tasks}");
    let row = changes(&p).await.remove(0);
    let fields = [("id", row.id.as_str()), ("act", "done"), ("proof", "Seen in RTI")];
    dso.post("/api/console/by-hand", &fields).await;
    assert_eq!(changes(&p).await[0].state.0, SevisState::ByHand);
    assert_eq!(make(&p).await.ok().expect("a batch").changes, 1, "the rest goes on");
}

async fn what_an_official_has_looked_up_no_later_answer_undoes(p: TestPortal) {
    let said = contradicted(&p).await;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let row = changes(&p).await.remove(0);
    let fields = [("id", row.id.as_str()), ("act", "again"), ("proof", "")];
    dso.post("/api/console/by-hand", &fields).await;
    assert!(!answer(&p, &said).await.expect("read").changed, "it says nothing new");
    let states: Vec<_> = changes(&p).await.into_iter().map(|row| row.state.0).collect();
    assert_eq!(states, [SevisState::Superseded, SevisState::Queued], "the later one says it all");
    assert_eq!(make(&p).await.ok().expect("a batch").changes, 1);
}
