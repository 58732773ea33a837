//! Batches that the portal hands to SEVIS itself, over a real TLS line that fails in every way.

use super::far::{Far, Mood};
use super::{changes, moves, sends_batches, validate};
use crate::on_both;
use crate::support::{SCHOOL, TestPortal};
use domain::sevis_state::{BatchState, SevisState};
use sea_orm::EntityTrait as _;
use server::cli::schools;
use server::config::Ask;
use server::service::batches::{begin, export, hold};
use server::sevis::line;
use server::store::entity::batch;
use time::Duration;

on_both! {
    a_batch_is_made_in_the_evening_sent_with_its_certificate_and_answered_the_next_working_day,
    however_the_upload_fails_it_arrives_once,
    a_crash_at_any_step_neither_loses_a_batch_nor_sends_it_twice,
    a_file_that_is_not_taken_lets_its_changes_go_with_another_one,
    an_answer_that_cannot_be_had_is_asked_for_again_and_told,
    while_sevis_is_out_nothing_leaves,
    a_school_without_its_certificate_is_told_and_no_batch_is_made,
    two_processes_send_it_once,
    what_was_made_before_the_portal_sent_it_is_asked_for_first,
    a_batch_of_which_a_change_was_entered_by_hand_does_not_leave,
    a_reply_of_another_batch_is_none,
    a_file_that_was_taken_and_found_broken_at_night_goes_once_more,
    a_log_that_answers_other_records_is_told_and_not_called_an_answer,
}

/// A school whose batches are sent, with one report; it is eight in the evening.
async fn sending(p: TestPortal, far: &Far) -> TestPortal {
    let line = far.line.clone();
    let p = p.again(|config| config.sevis = Some(line)).await;
    sends_batches(&p).await;
    let way = schools::Settings { sevis: Some("transport".into()), ..Default::default() };
    schools::set(&p.portal, SCHOOL, way).await.expect("set");
    let student = p.registered(1).await;
    let mut own = p.logged_in(&student).await;
    moves(&p, &mut own, &student, "1 New Road").await;
    p.settle().await;
    assert_eq!(all(&p).await.len(), 0, "not by day");
    p.clock.advance(Duration::hours(10) + Duration::minutes(30));
    p
}

async fn all(p: &TestPortal) -> Vec<batch::Model> {
    batch::Entity::find().all(p.db()).await.expect("query")
}

async fn state(p: &TestPortal) -> BatchState {
    all(p).await[0].state.0
}

/// Some minutes later.
async fn later(p: &TestPortal, minutes: i64) -> BatchState {
    p.clock.advance(Duration::minutes(minutes));
    p.settle().await;
    state(p).await
}

/// SEVIS works on it, and it is asked in the morning.
async fn answered(p: &TestPortal, far: &Far) {
    far.night();
    let mut rounds = 0;
    while later(p, 12 * 60 + 30).await != BatchState::Answered {
        rounds += 1;
        assert!(rounds < 8, "{:?}", all(p).await[0]);
    }
    assert_eq!(changes(p).await[0].state.0, SevisState::Confirmed);
}

async fn a_batch_is_made_in_the_evening_sent_with_its_certificate_and_answered_the_next_working_day(
    p: TestPortal,
) {
    let far = Far::listening(SCHOOL, Ask::Post);
    let p = sending(p, &far).await;
    p.settle().await;
    assert_eq!((state(&p).await, far.got()), (BatchState::Taken, (1, 1)));
    let sent = far.inside.lock().expect("inside").arrived.values().next().cloned();
    assert_eq!(sent.as_deref(), Some(&all(&p).await[0].xml[..]), "byte for byte");
    validate(&sent.expect("a file"), "Create-UpdateStudent.xsd");
    assert_eq!(later(&p, 60).await, BatchState::Taken);
    answered(&p, &far).await;
    p.settle().await;
    assert_eq!(far.got(), (1, 1));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_log_is_asked_for_in_the_address_where_that_is_set_and_read_from_a_zip_file() {
    let far = Far::listening(SCHOOL, Ask::Get);
    far.will(&[Mood::Zipped]);
    let parcel = line::Parcel {
        org: SCHOOL.into(),
        user: "dsosample1".into(),
        batch: "FH0000000000ZZ".into(),
        xml: Vec::new(),
    };
    let log = line::ask(&far.line, parcel).await.expect("a log");
    assert!(log.starts_with(b"<TransactionLog>") && log.windows(5).any(|five| five == b"S0031"));
}

async fn however_the_upload_fails_it_arrives_once(p: TestPortal) {
    let far = Far::listening(SCHOOL, Ask::Post);
    let p = sending(p, &far).await;
    far.will(&[Mood::Closed]);
    p.settle().await;
    assert_eq!(state(&p).await, BatchState::Unknown);
    assert!(!all(&p).await[0].trouble.is_empty());
    // Asked whether it arrived: no, and it is sent again, which fails in another way each time.
    for (mood, arrived) in
        [(Mood::Page, false), (Mood::Error, false), (Mood::Test, false), (Mood::Cut, true)]
    {
        let mut minutes = 0;
        while state(&p).await != BatchState::Exported && minutes < 300 {
            minutes += 61;
            later_quietly(&p, &far, mood).await;
        }
        assert_eq!(far.got().0, usize::from(arrived), "{mood:?}");
        if arrived {
            break;
        }
    }
    let mut rounds = 0;
    while state(&p).await != BatchState::Taken {
        later(&p, 61).await;
        rounds += 1;
        assert!(rounds < 5, "{:?}", all(&p).await[0].trouble);
    }
    assert_eq!(far.got().0, 1);
    answered(&p, &far).await;
    assert_eq!(all(&p).await.len(), 1);
}

/// Asks well, and then sends in this mood.
async fn later_quietly(p: &TestPortal, far: &Far, mood: Mood) {
    far.inside.lock().expect("inside").moods.clear();
    p.clock.advance(Duration::minutes(61));
    p.settle().await;
    far.will(&[mood]);
    p.clock.advance(Duration::minutes(61));
    p.settle().await;
}

async fn a_crash_at_any_step_neither_loses_a_batch_nor_sends_it_twice(p: TestPortal) {
    let far = Far::listening(SCHOOL, Ask::Post);
    let p = sending(p, &far).await;
    let school = super::school(&p).await.id;
    let work = p.portal.work().await.expect("work");
    let made = export(work, &school, None).await.expect("exported").ok().expect("a batch");
    let begun = async || {
        let work = p.portal.work().await.expect("work");
        begin(work, &made.batch).await.expect("begun")
    };
    // Dead before the connection opens.
    assert!(begun().await.is_some());
    assert!(begun().await.is_none(), "it is somebody's");
    assert_eq!((state(&p).await, far.got()), (BatchState::Sending, (0, 0)));
    assert_eq!(later(&p, 11).await, BatchState::Exported, "asked, and SEVIS never got it");
    // Dead after the answer.
    p.clock.advance(Duration::minutes(61));
    let (_, parcel) = begun().await.expect("to be sent");
    line::upload(&far.line, parcel).await.expect("taken");
    assert_eq!((state(&p).await, far.got()), (BatchState::Sending, (1, 1)));
    assert_eq!(later(&p, 11).await, BatchState::Taken, "asked, and SEVIS has it");
    // Dead while it was asked for.
    far.night();
    p.clock.advance(Duration::hours(13));
    assert!(begun().await.is_some());
    assert_eq!(later(&p, 11).await, BatchState::Answered);
    assert_eq!((all(&p).await.len(), far.got()), (1, (1, 1)));
    assert_eq!(changes(&p).await[0].state.0, SevisState::Confirmed);
}

async fn a_file_that_is_not_taken_lets_its_changes_go_with_another_one(p: TestPortal) {
    let far = Far::listening(SCHOOL, Ask::Post);
    let p = sending(p, &far).await;
    far.will(&[Mood::Broken]);
    p.settle().await;
    assert_eq!(state(&p).await, BatchState::Rejected);
    assert_eq!(changes(&p).await[0].state.0, SevisState::Queued);
    later(&p, 24 * 60).await;
    let states: Vec<_> = all(&p).await.into_iter().map(|row| row.state.0).collect();
    assert!(states.contains(&BatchState::Taken) && states.len() == 2, "{states:?}");
    assert_eq!(far.got().0, 1);
}

async fn an_answer_that_cannot_be_had_is_asked_for_again_and_told(p: TestPortal) {
    let far = Far::listening(SCHOOL, Ask::Post);
    let p = sending(p, &far).await;
    p.settle().await;
    far.night();
    far.will(&[Mood::Closed, Mood::Page, Mood::Error, Mood::Zipped]);
    assert_eq!(later(&p, 12 * 60).await, BatchState::Taken);
    assert_eq!(later(&p, 2).await, BatchState::Taken);
    assert_eq!(later(&p, 6).await, BatchState::Taken);
    let row = all(&p).await.remove(0);
    assert!(row.tries == 3 && row.trouble.contains("503"), "{} {}", row.tries, row.trouble);
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let page = dso.get("/console/batches").await.body;
    assert!(page.contains("503") && page.contains("(3 tries)"), "{page}");
    assert!(page.contains("SEVIS has not answered this record"), "{page}");
    assert!(dso.get("/console").await.body.contains("1 batch with a problem"));
    assert_eq!(later(&p, 16).await, BatchState::Answered);
    assert!(all(&p).await[0].trouble.is_empty());
}

async fn while_sevis_is_out_nothing_leaves(p: TestPortal) {
    let far = Far::listening(SCHOOL, Ask::Post);
    let p = sending(p, &far).await;
    hold(p.portal.work().await.expect("work"), 12).await.expect("rests");
    p.settle().await;
    assert_eq!((all(&p).await.len(), far.got()), (0, (0, 0)));
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    assert!(dso.get("/console/batches").await.body.contains("Sending is paused until"));
    hold(p.portal.work().await.expect("work"), 0).await.expect("ends");
    p.settle().await;
    assert_eq!(far.got(), (1, 1));
}

async fn a_school_without_its_certificate_is_told_and_no_batch_is_made(p: TestPortal) {
    let far = Far::listening("BOS214F12345678", Ask::Post);
    let p = sending(p, &far).await;
    p.settle().await;
    assert_eq!(all(&p).await.len(), 0);
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let page = dso.get("/console/batches").await.body;
    assert!(page.contains("has no certificate of that name"), "{page}");
    // One that another authority gave is not let in.
    let other = Far::listening(SCHOOL, Ask::Post);
    let name = format!("{SCHOOL}.pem");
    std::fs::copy(other.line.certs.join(&name), far.line.certs.join(&name)).expect("copied");
    p.settle().await;
    assert_eq!((state(&p).await, far.got()), (BatchState::Unknown, (0, 0)));
}

async fn two_processes_send_it_once(p: TestPortal) {
    let far = Far::listening(SCHOOL, Ask::Post);
    let p = sending(p, &far).await;
    let school = super::school(&p).await.id;
    let work = p.portal.work().await.expect("work");
    export(work, &school, None).await.expect("exported").ok().expect("a batch");
    let runs = (0..6).map(|_| {
        let portal = p.portal.clone();
        tokio::spawn(async move { server::jobs::run_due(&portal).await })
    });
    for run in runs.collect::<Vec<_>>() {
        run.await.expect("ran").expect("no job failed");
    }
    assert_eq!((state(&p).await, far.got()), (BatchState::Taken, (1, 1)));
}

/// A school that carries its file itself has made a batch, and then the portal is to send it.
async fn made_before(p: TestPortal, far: &Far) -> (TestPortal, String) {
    let line = far.line.clone();
    let p = p.again(|config| config.sevis = Some(line)).await;
    sends_batches(&p).await;
    let student = p.registered(1).await;
    let mut own = p.logged_in(&student).await;
    moves(&p, &mut own, &student, "1 New Road").await;
    let made = super::make(&p).await.ok().expect("a batch").batch;
    (p, made)
}

async fn transport(p: &TestPortal, way: &str) {
    let way = schools::Settings { sevis: Some(way.into()), ..Default::default() };
    schools::set(&p.portal, SCHOOL, way).await.expect("set");
}

async fn what_was_made_before_the_portal_sent_it_is_asked_for_first(p: TestPortal) {
    let far = Far::listening(SCHOOL, Ask::Post);
    let (p, made) = made_before(p, &far).await;
    // It was uploaded by hand, and the line is not set up well yet.
    let file = all(&p).await.remove(0).xml;
    far.inside.lock().expect("inside").arrived.insert(made, file);
    transport(&p, "transport").await;
    assert_eq!(state(&p).await, BatchState::Unknown);
    p.settle().await;
    assert_eq!((state(&p).await, far.got().1), (BatchState::Taken, 0), "no report was made");
}

async fn a_batch_of_which_a_change_was_entered_by_hand_does_not_leave(p: TestPortal) {
    let far = Far::listening(SCHOOL, Ask::Post);
    let (p, _) = made_before(p, &far).await;
    transport(&p, "by-hand").await;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let id = changes(&p).await[0].id.clone();
    let fields = [("id", id.as_str()), ("act", "done"), ("proof", "")];
    dso.post("/api/console/by-hand", &fields).await;
    transport(&p, "transport").await;
    p.settle().await;
    later(&p, 2).await;
    assert_eq!((state(&p).await, far.got()), (BatchState::Discarded, (0, 0)));
    assert_eq!(changes(&p).await[0].state.0, SevisState::ByHand);
}

async fn a_reply_of_another_batch_is_none(p: TestPortal) {
    let far = Far::listening(SCHOOL, Ask::Post);
    let p = sending(p, &far).await;
    far.will(&[Mood::Crossed]);
    p.settle().await;
    assert_eq!(state(&p).await, BatchState::Unknown);
    assert!(all(&p).await[0].trouble.contains("FH0000000000ZZ"));
    assert_eq!(changes(&p).await[0].state.0, SevisState::Sent);
}

async fn a_file_that_was_taken_and_found_broken_at_night_goes_once_more(p: TestPortal) {
    let far = Far::listening(SCHOOL, Ask::Post);
    let p = sending(p, &far).await;
    p.settle().await;
    assert_eq!(state(&p).await, BatchState::Taken);
    far.will(&[Mood::Late]);
    p.clock.advance(Duration::hours(12));
    p.settle().await;
    assert_eq!(all(&p).await[0].state.0, BatchState::Rejected);
    assert_eq!(changes(&p).await[0].state.0, SevisState::Queued);
}

async fn a_log_that_answers_other_records_is_told_and_not_called_an_answer(p: TestPortal) {
    let far = Far::listening(SCHOOL, Ask::Post);
    let p = sending(p, &far).await;
    p.settle().await;
    far.will(&[Mood::Foreign]);
    assert_eq!(later(&p, 12 * 60).await, BatchState::Taken);
    let row = all(&p).await.remove(0);
    assert!(row.tries == 1 && row.trouble.contains("other records"), "{row:?}");
    assert_eq!(changes(&p).await[0].state.0, SevisState::Sent);
}
