//! What turns out afterwards: SEVIS has a file that was set aside, a job was deleted, a note was a slip.

use super::{answer, changes, log, make, moves, records, sends_batches, works};
use crate::on_both;
use crate::support::{Browser, SCHOOL, TestPortal};
use domain::sevis_state::{BatchState, SevisState};
use sea_orm::EntityTrait as _;
use server::service::batches::{Exported, NothingDue};
use server::store::entity::{batch, employer};

on_both! {
    a_file_that_was_discarded_and_is_there_after_all_is_not_sent_again,
    a_file_that_was_refused_as_it_was_processed_is_not_there_because_it_came_in,
    a_job_that_was_deleted_while_its_file_was_out_is_not_added_with_the_next_one,
    a_deletion_that_was_noted_too_early_is_asked_for_by_the_name_that_sevis_has,
    what_sevis_refused_is_no_task_once_a_later_change_is_there,
}

pub async fn says(dso: &mut Browser, id: &str, act: &str) {
    dso.post("/api/console/by-hand", &[("id", id), ("act", act), ("proof", "")]).await;
}

/// The state of each change, oldest first.
pub async fn states(p: &TestPortal) -> Vec<SevisState> {
    changes(p).await.into_iter().map(|row| row.state.0).collect()
}

pub async fn the_batch(p: &TestPortal) -> batch::Model {
    batch::Entity::find().one(p.db()).await.expect("query").expect("a batch")
}

async fn discard(dso: &mut Browser, batch: &str) {
    dso.post("/api/console/batch/discard", &[("id", batch), ("never_left", "on")]).await;
}

async fn a_file_that_was_discarded_and_is_there_after_all_is_not_sent_again(p: TestPortal) {
    sends_batches(&p).await;
    let student = p.registered(1).await;
    let mut own = p.logged_in(&student).await;
    moves(&p, &mut own, &student, "1 Road").await;
    let made = make(&p).await.ok().expect("a batch");
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    discard(&mut dso, &made.batch).await;
    assert_eq!(states(&p).await, [SevisState::Queued]);
    assert_eq!(the_batch(&p).await.state, BatchState::Discarded);
    let read = answer(&p, &log(&made.batch, &[])).await.expect("read");
    assert!(read.changed);
    assert_eq!(the_batch(&p).await.state, BatchState::Taken);
    assert_eq!(states(&p).await, [SevisState::Sent]);
    assert!(matches!(make(&p).await, Err(NothingDue::Nothing)), "once is enough");
    let sent = records(&made.xml);
    answer(&p, &log(&made.batch, &[(&sent[0].0, &sent[0].1, None)])).await.expect("read");
    assert_eq!(states(&p).await, [SevisState::Confirmed]);
}

async fn a_file_that_was_refused_as_it_was_processed_is_not_there_because_it_came_in(
    p: TestPortal,
) {
    sends_batches(&p).await;
    let student = p.registered(1).await;
    let mut own = p.logged_in(&student).await;
    moves(&p, &mut own, &student, "1 Road").await;
    let made = make(&p).await.ok().expect("a batch");
    let (came, process) = (log(&made.batch, &[]), "<Process resultCode=\"S0012\"");
    answer(&p, &came.replace("<Process resultCode=\"S0000\"", process)).await.expect("read");
    assert_eq!(states(&p).await, [SevisState::Queued]);
    for code in ["S0000", "S0010"] {
        let upload = format!("<Upload resultCode=\"{code}\"");
        answer(&p, &came.replace("<Upload resultCode=\"S0000\"", &upload)).await.expect("read");
        assert_eq!(states(&p).await, [SevisState::Queued], "{code}");
        assert_eq!(the_batch(&p).await.state, BatchState::Rejected, "{code}");
    }
    assert_eq!(make(&p).await.ok().expect("the next one").changes, 1);
}

/// A job that was deleted while its file was out, and the file was set aside.
async fn deleted_and_discarded(p: &TestPortal) -> (Exported, Browser) {
    sends_batches(p).await;
    let student = p.registered(1).await;
    let mut own = p.logged_in(&student).await;
    works(p, &mut own, "Acme", ("", ""), &[]).await;
    let made = make(p).await.ok().expect("a batch");
    let id = employer::Entity::find().one(p.db()).await.expect("query").expect("it").id;
    own.post("/api/employer/delete", &[("id", &id)]).await;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    discard(&mut dso, &made.batch).await;
    (made, dso)
}

async fn a_deletion_that_was_noted_too_early_is_asked_for_by_the_name_that_sevis_has(
    p: TestPortal,
) {
    let (made, mut dso) = deleted_and_discarded(&p).await;
    says(&mut dso, &changes(&p).await[1].id, "done").await;
    let sent = records(&made.xml);
    answer(&p, &log(&made.batch, &[(&sent[0].0, &sent[0].1, None)])).await.expect("read");
    let all = states(&p).await;
    assert_eq!(all, [SevisState::Confirmed, SevisState::ByHand, SevisState::Queued]);
    let last = changes(&p).await.remove(2);
    assert!(
        last.payload.contains("\"Acme\"") && last.payload.contains("2026-06-02"),
        "{}",
        last.payload
    );
}

async fn a_job_that_was_deleted_while_its_file_was_out_is_not_added_with_the_next_one(
    p: TestPortal,
) {
    let (made, _) = deleted_and_discarded(&p).await;
    assert_eq!(states(&p).await[0], SevisState::Superseded);
    assert!(!matches!(make(&p).await, Ok(made) if made.changes > 0));
    // Its file was there after all: then it is deleted there.
    let sent = records(&made.xml);
    answer(&p, &log(&made.batch, &[(&sent[0].0, &sent[0].1, None)])).await.expect("read");
    let rows = changes(&p).await;
    assert_eq!(rows[0].state, SevisState::Confirmed);
    let waits = |row: &&_| {
        let row: &server::store::entity::sevis_change::Model = row;
        row.event == "OPTEmployer/Delete" && row.state == SevisState::Queued
    };
    assert_eq!(rows.iter().filter(waits).count(), 1, "{rows:?}");
}

async fn what_sevis_refused_is_no_task_once_a_later_change_is_there(p: TestPortal) {
    sends_batches(&p).await;
    let student = p.registered(1).await;
    let mut own = p.logged_in(&student).await;
    for (street, code) in [("1 Wrong Road", Some("S1155")), ("1 Right Road", None)] {
        moves(&p, &mut own, &student, street).await;
        let made = make(&p).await.ok().expect("a batch");
        let sent = records(&made.xml);
        answer(&p, &log(&made.batch, &[(&sent[0].0, &sent[0].1, code)])).await.expect("read");
    }
    assert_eq!(states(&p).await, [SevisState::Superseded, SevisState::Confirmed]);
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    assert!(!dso.get("/console/batches").await.body.contains("1 Wrong Road"));
}
