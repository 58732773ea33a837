//! What is left behind: something to be emptied, an answer in a ZIP file, what a school's earlier way has begun.

use super::afterwards::{says, states, the_batch};
use super::{changes, log, make, moves, records, sends_batches};
use crate::on_both;
use crate::support::{SCHOOL, TestPortal};
use domain::sevis_state::{BatchState, SevisState, SevisWay};
use server::cli::schools::{self, Settings};
use std::io::{Cursor, Write as _};

on_both! {
    what_was_to_be_emptied_waits_again_where_the_note_was_a_slip,
    the_zip_file_of_an_answer_is_read_as_it_comes,
    what_a_rehearsal_never_answered_waits_once_the_school_has_left_it,
    a_file_that_nobody_asks_for_any_more_is_looked_up,
}

async fn what_was_to_be_emptied_waits_again_where_the_note_was_a_slip(p: TestPortal) {
    let student = p.registered(1).await;
    let mut own = p.logged_in(&student).await;
    moves(&p, &mut own, &student, "1 Road").await;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    says(&mut dso, &changes(&p).await[0].id, "done").await;
    let version = p.find(&student.sevis_id).await.version.to_string();
    let fields = [
        ("version", version.as_str()),
        ("street", "1 Road"),
        ("city", "Austin"),
        ("state", "TX"),
        ("zip", "78701-1234"),
        ("us_phone", "5125550123"),
    ];
    own.post("/api/profile/save", &fields).await;
    p.clock.advance(time::Duration::seconds(1));
    let emptied = changes(&p).await[1].id.clone();
    says(&mut dso, &emptied, "done").await;
    let version = p.find(&student.sevis_id).await.version.to_string();
    let mut fields = fields;
    (fields[0].1, fields[1].1) = (&version, "2 Road");
    own.post("/api/profile/save", &fields).await;
    says(&mut dso, &emptied, "undo").await;
    let all = states(&p).await;
    assert_eq!(all, [SevisState::ByHand, SevisState::Queued, SevisState::Queued]);
    let tasks = dso.get("/console/batches").await.body;
    assert!(tasks.contains("To be emptied"), "{tasks}");
}

async fn the_zip_file_of_an_answer_is_read_as_it_comes(p: TestPortal) {
    sends_batches(&p).await;
    let student = p.registered(1).await;
    let mut own = p.logged_in(&student).await;
    moves(&p, &mut own, &student, "1 Road").await;
    let made = make(&p).await.ok().expect("a batch");
    let sent = records(&made.xml);
    let zipped = |name: &str| {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file(name, zip::write::SimpleFileOptions::default()).expect("begun");
        let log = log(&made.batch, &[(&sent[0].0, &sent[0].1, None)]);
        zip.write_all(log.as_bytes()).expect("written");
        zip.finish().expect("whole").into_inner()
    };
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let (path, none) = ("/api/console/batch/answer", zipped("another.xml"));
    let said = dso.post_files(path, &[], &[("log", &none)]).await;
    let page = dso.get(said.location()).await.body;
    assert!(page.contains("without sevis_transaction_log.xml"), "{page}");
    assert_eq!(states(&p).await, [SevisState::Sent]);
    dso.post_files(path, &[], &[("log", &zipped("sevis_transaction_log.xml"))]).await;
    assert_eq!(states(&p).await, [SevisState::Confirmed]);
}

async fn passes_on(p: &TestPortal, way: SevisWay) {
    let way = Settings { sevis: Some(way.code().into()), ..Settings::default() };
    schools::set(&p.portal, SCHOOL, way).await.expect("set");
}

async fn what_a_rehearsal_never_answered_waits_once_the_school_has_left_it(p: TestPortal) {
    passes_on(&p, SevisWay::Rehearsal).await;
    let student = p.registered(1).await;
    let mut own = p.logged_in(&student).await;
    moves(&p, &mut own, &student, "1 Road").await;
    // Handed over, and stopped before the answer.
    let id = changes(&p).await.remove(0).id;
    server::store::rehearsal::send(p.db(), vec![id.clone()], "B").await.expect("sent");
    assert_eq!(states(&p).await, [SevisState::Sent]);
    sends_batches(&p).await;
    assert_eq!(states(&p).await, [SevisState::Queued]);
    server::store::rehearsal::send(p.db(), vec![id], "B").await.expect("asked");
    assert_eq!(states(&p).await, [SevisState::Queued], "nobody rehearses any more");
    assert_eq!(make(&p).await.ok().expect("a batch").changes, 1);
}

async fn a_file_that_nobody_asks_for_any_more_is_looked_up(p: TestPortal) {
    sends_batches(&p).await;
    let student = p.registered(1).await;
    let mut own = p.logged_in(&student).await;
    moves(&p, &mut own, &student, "1 Road").await;
    make(&p).await.ok().expect("a batch");
    passes_on(&p, SevisWay::Transport).await;
    assert_eq!(the_batch(&p).await.state, BatchState::Unknown);
    passes_on(&p, SevisWay::Batch).await;
    p.clock.advance(time::Duration::days(8));
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let page = dso.get("/console/batches").await.body;
    assert!(page.contains("1 Road") && page.contains("Done in SEVIS"), "{page}");
}
