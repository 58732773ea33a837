//! Batches out: valid, never two dependent changes in one, stored before they leave.

use super::{answer, changes, log, make, moves, records, sends_batches, validate, works};
use crate::on_both;
use crate::support::{SCHOOL, TestPortal};
use domain::sevis_state::SevisState;
use sea_orm::EntityTrait as _;
use server::cli::schools::{self, Settings};
use server::service::batches::NothingDue;
use server::store::entity::{batch, employer};

on_both! {
    what_students_report_leaves_as_a_valid_file_and_only_once,
    of_one_student_one_change_is_on_its_way_and_the_next_uses_the_key_in_sevis,
    what_a_batch_cannot_say_stays_here_with_its_reason,
    a_school_without_what_it_takes_is_told_what_is_missing,
    a_batch_whose_file_never_left_is_discarded_and_its_changes_go_with_another_one,
}

async fn what_students_report_leaves_as_a_valid_file_and_only_once(p: TestPortal) {
    sends_batches(&p).await;
    for number in 1..=3 {
        let student = p.registered(number).await;
        let mut browser = p.logged_in(&student).await;
        match number {
            1 => moves(&p, &mut browser, &student, "9 New \"Road\" & Sons").await,
            2 => {
                works(
                    &p,
                    &mut browser,
                    "Acme <Robotics> & Söhne",
                    ("", ""),
                    &[
                        ("ein", "12-3456789"),
                        ("supervisor_phone", "5125550100"),
                        ("job_title", "Analyst"),
                        ("end_date", "06/09/2026"),
                    ],
                )
                .await
            }
            _ => works(&p, &mut browser, "", ("", ""), &[("self_employed", "on")]).await,
        }
    }
    p.settle().await;
    assert!(
        changes(&p).await.iter().all(|row| row.state == SevisState::Queued),
        "nobody rehearses"
    );
    let made = make(&p).await.ok().expect("a batch");
    assert_eq!((made.changes, made.held, made.batch.len()), (3, 0, 14));
    validate(&made.xml, "Create-UpdateStudent.xsd");
    let text = String::from_utf8_lossy(&made.xml).into_owned();
    assert!(
        text.contains("<PostalCode>78701</PostalCode>") && text.contains("&amp; Sons"),
        "{text}"
    );
    assert!(!text.contains("xmlns") && text.contains("<SelfEmployed>Y</SelfEmployed>"));
    let stored = batch::Entity::find().one(p.db()).await.expect("query").expect("stored");
    assert_eq!((stored.id, stored.xml, stored.hash.len()), (made.batch, made.xml, 64));
    assert!(matches!(make(&p).await, Err(NothingDue::Nothing)), "never twice");
    assert!(changes(&p).await.iter().all(|row| row.state == SevisState::Sent));
}

async fn of_one_student_one_change_is_on_its_way_and_the_next_uses_the_key_in_sevis(p: TestPortal) {
    sends_batches(&p).await;
    let student = p.registered(1).await;
    let mut browser = p.logged_in(&student).await;
    works(&p, &mut browser, "Acme", ("", ""), &[]).await;
    let row = employer::Entity::find().one(p.db()).await.expect("query").expect("row");
    works(&p, &mut browser, "Acme Corporation", (&row.id, "1"), &[("start_date", "06/03/2026")])
        .await;
    let first = make(&p).await.ok().expect("a batch");
    let text = String::from_utf8_lossy(&first.xml).into_owned();
    assert!(first.changes == 1 && text.contains("<Add printForm"), "{text}");
    assert!(matches!(make(&p).await, Err(NothingDue::Nothing)), "the edit waits behind it");
    let sent = records(&first.xml);
    let taken = log(&first.batch, &[(&sent[0].0, &sent[0].1, None)]);
    assert_eq!(answer(&p, &taken).await.expect("read").confirmed, 1);
    let second = make(&p).await.ok().expect("a batch");
    validate(&second.xml, "Create-UpdateStudent.xsd");
    let text = String::from_utf8_lossy(&second.xml).into_owned();
    let key = "<EmployerName>Acme</EmployerName>\n            <StartDate>2026-06-02</StartDate>";
    assert!(text.contains("<Edit") && text.contains(key), "{text}");
    assert!(text.contains("<EmployerName>Acme Corporation</EmployerName>"));
    // What was refused was never there: the next change adds it with all that was edited since.
    let sent = records(&second.xml);
    answer(&p, &log(&second.batch, &[(&sent[0].0, &sent[0].1, Some("S1162"))]))
        .await
        .expect("read");
    assert_eq!(changes(&p).await[1].state, SevisState::Refused);
}

async fn what_a_batch_cannot_say_stays_here_with_its_reason(p: TestPortal) {
    sends_batches(&p).await;
    let student = p.registered(1).await;
    let mut browser = p.logged_in(&student).await;
    works(&p, &mut browser, "Acme", ("", ""), &[("ein", "12-3456789")]).await;
    let made = make(&p).await.ok().expect("a batch");
    let sent = records(&made.xml);
    answer(&p, &log(&made.batch, &[(&sent[0].0, &sent[0].1, None)])).await.expect("read");
    let row = employer::Entity::find().one(p.db()).await.expect("query").expect("row");
    works(&p, &mut browser, "Acme", (&row.id, "1"), &[]).await;
    assert!(matches!(make(&p).await, Err(NothingDue::AllHeld(1))), "an EIN cannot be emptied");
    let held = changes(&p).await.remove(1).held;
    assert!(held.contains("EIN") && held.contains("\"by_hand\":true"), "{held}");
    // No phone: SEVIS wants one of everybody but children, and says so for each fault at once.
    let other = p.registered(2).await;
    let mut browser = p.logged_in(&other).await;
    let fields = [
        ("version", "1"),
        ("street", "1 Road"),
        ("state", "TX"),
        ("zip", "78701"),
        ("no_phone", "on"),
    ];
    let saved = browser.post("/api/profile/save", &fields).await;
    assert!(
        saved.location().starts_with("/receipts/"),
        "{:?}",
        browser.fetch("/api/profile/save", &fields).await.body
    );
    assert!(matches!(make(&p).await, Err(NothingDue::AllHeld(2))));
    let held = changes(&p).await.remove(2).held;
    assert!(held.contains("S1164") && held.contains("Ask the student"), "{held}");
}

async fn a_school_without_what_it_takes_is_told_what_is_missing(p: TestPortal) {
    assert!(matches!(make(&p).await, Err(NothingDue::OtherWay(_))), "by hand unless it is set");
    let settings = Settings { sevis: Some("batch".into()), ..Settings::default() };
    schools::set(&p.portal, crate::support::SCHOOL, settings).await.expect("set");
    let Err(NothingDue::Lacking(lacking)) = make(&p).await else { panic!("it lacks a user") };
    assert!(lacking.0.contains("--sevis-user"), "{}", lacking.0);
}

async fn a_batch_whose_file_never_left_is_discarded_and_its_changes_go_with_another_one(
    p: TestPortal,
) {
    sends_batches(&p).await;
    let student = p.registered(1).await;
    let mut own = p.logged_in(&student).await;
    moves(&p, &mut own, &student, "1 New Road").await;
    let made = make(&p).await.ok().expect("a batch");
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let page = format!("/console/batches/{}", made.batch);
    assert!(dso.get(&page).await.body.contains("Discard the batch"));
    let unsure = dso.post_and_look("/api/console/batch/discard", &[("id", &made.batch)]).await;
    assert!(
        unsure.body.contains("Tick the box if the file was not uploaded anywhere"),
        "{unsure:?}"
    );
    assert_eq!(changes(&p).await[0].state.0, SevisState::Sent);
    let sure = [("id", made.batch.as_str()), ("never_left", "on")];
    for _ in 0..2 {
        dso.post("/api/console/batch/discard", &sure).await;
    }
    assert_eq!(changes(&p).await[0].state.0, SevisState::Queued);
    let again = make(&p).await.ok().expect("another");
    assert_eq!(again.changes, 1);
    // One of which SEVIS was heard cannot be.
    let taken = format!(
        "<TransactionLog><BatchHeader><BatchID>{}</BatchID></BatchHeader><BatchDetail><Upload resultCode=\"S0000\"/></BatchDetail></TransactionLog>",
        again.batch
    );
    answer(&p, &taken).await.expect("read");
    let sure = [("id", again.batch.as_str()), ("never_left", "on")];
    dso.post("/api/console/batch/discard", &sure).await;
    assert_eq!(changes(&p).await[0].state.0, SevisState::Sent);
}
