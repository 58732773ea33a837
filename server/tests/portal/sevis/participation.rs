//! The confirmation of a STEM student every six months, from the reminder to the batch.

use super::{changes, make, sends_batches, validate};
use crate::on_both;
use crate::support::{Browser, SCHOOL, TestPortal, between};
use axum::http::StatusCode;
use domain::sevis_state::SevisState;
use server::service::batches::NothingDue;
use time::Duration;

on_both! {
    a_stem_student_is_reminded_once_and_confirms_what_was_shown,
    what_was_changed_meanwhile_is_not_confirmed_unseen,
    a_confirmation_that_comes_too_late_for_sevis_is_kept_and_told,
    who_has_not_confirmed_is_listed,
}

/// The sixth month is June 20, ten days from now.
const STEM: &str = "stem,approved,full_time,2025-12-20,2027-12-19";

pub(super) async fn stem(p: &TestPortal, number: u32) -> Browser {
    let student = p.student(number, STEM).await;
    p.register(&student).await;
    p.logged_in(&student).await
}

pub(super) async fn confirm(browser: &mut Browser) -> String {
    let page = browser.get("/validation").await.body;
    let seen = between(&page, "name=\"form[seen]\" value=\"", "\"").to_owned();
    let fields = [("seen", seen.as_str()), ("agree", "on")];
    browser.post("/api/validate", &fields).await.location().to_owned()
}

async fn a_stem_student_is_reminded_once_and_confirms_what_was_shown(p: TestPortal) {
    sends_batches(&p).await;
    let mut own = stem(&p, 1).await;
    for _ in 0..2 {
        p.settle().await;
    }
    let mails = p.mails("s1@test.test").await;
    let told: Vec<_> =
        mails.iter().filter(|mail| mail.subject.contains("STEM OPT record")).collect();
    assert_eq!(told.len(), 1, "once");
    assert!(told[0].text.contains("/validation") && told[0].text.contains("June 30, 2026"));
    assert!(own.get("/employment").await.body.contains("Your STEM validation is due by June 30"));
    let page = own.get("/validation").await.body;
    assert!(page.contains("None on record") && page.contains("Ada Sample"), "{page}");
    let seen = between(&page, "name=\"form[seen]\" value=\"", "\"").to_owned();
    let unticked = own.post_and_look("/api/validate", &[("seen", &seen)]).await.body;
    assert!(unticked.contains("Tick the box"), "{unticked}");
    let receipt = confirm(&mut own).await;
    assert!(receipt.starts_with("/receipts/"), "{receipt}");
    assert!(own.get(&receipt).await.body.contains("6 months, 06/20/2026"));
    let again = own.post("/api/validate", &[("seen", &seen), ("agree", "on")]).await;
    assert_eq!(again.location(), receipt, "pressed twice");
    assert_eq!(changes(&p).await.len(), 1);
    assert!(own.get("/validation").await.body.contains("Confirmed on 06/10/2026"));
    let made = make(&p).await.ok().expect("a batch");
    validate(&made.xml, "Create-UpdateStudent.xsd");
    let xml = String::from_utf8(made.xml).expect("text");
    assert!(
        xml.contains("<ReportParticipation printForm") && xml.contains("<EndDate>2027-12-19"),
        "{xml}"
    );
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    assert!(dso.get("/console/review").await.body.contains("STEM validation"));
    let mut other = p.logged_in(&p.registered(2).await).await;
    let page = other.get("/validation").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("Nothing is due now."), "not on STEM OPT");
    p.clock.advance(Duration::days(150));
    p.settle().await;
    let mails = p.mails("s1@test.test").await;
    let told = mails.iter().filter(|mail| mail.subject.contains("STEM OPT record"));
    assert_eq!(told.count(), 1, "the next one opens on November 20");
    p.clock.advance(Duration::days(14));
    p.settle().await;
    let mails = p.mails("s1@test.test").await;
    let last = mails.iter().rfind(|mail| mail.subject.contains("STEM OPT record"));
    assert!(last.expect("told again").text.contains("Form I-983"));
}

async fn what_was_changed_meanwhile_is_not_confirmed_unseen(p: TestPortal) {
    let mut own = stem(&p, 1).await;
    let page = own.get("/validation").await.body;
    let seen = between(&page, "name=\"form[seen]\" value=\"", "\"").to_owned();
    let fields = [
        ("street", "9 New Road"),
        ("city", "Austin"),
        ("state", "TX"),
        ("zip", "78701"),
        ("us_phone", "5125550123"),
        ("version", "1"),
    ];
    own.post("/api/profile/save", &fields).await;
    let fields = [("seen", seen.as_str()), ("agree", "on")];
    let page = own.post_and_look("/api/validate", &fields).await.body;
    assert!(
        page.contains("This was changed after you opened the page") && page.contains("9 New Road"),
        "{page}"
    );
    assert!(confirm(&mut own).await.starts_with("/receipts/"));
}

async fn a_confirmation_that_comes_too_late_for_sevis_is_kept_and_told(p: TestPortal) {
    sends_batches(&p).await;
    let mut own = stem(&p, 1).await;
    assert!(confirm(&mut own).await.starts_with("/receipts/"));
    p.clock.advance(Duration::days(50));
    assert!(matches!(make(&p).await, Err(NothingDue::AllHeld(1))));
    let row = changes(&p).await.remove(0);
    assert!(row.state == SevisState::Queued && row.held.contains("S1131"), "{}", row.held);
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let page = dso.get("/console/batches").await.body;
    assert!(page.contains("Report participation") && page.contains("6 months"), "{page}");
}

async fn who_has_not_confirmed_is_listed(p: TestPortal) {
    for number in 1..=2 {
        stem(&p, number).await;
    }
    let mut own = p.logged_in(&p.find("N0000000001").await).await;
    confirm(&mut own).await;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let page = dso.get("/console/alerts?kind=validation_due").await.body;
    assert!(page.contains("N0000000002") && !page.contains("N0000000001"), "{page}");
    p.clock.advance(Duration::days(21));
    let mut dso = p.official("dso2@test.test", SCHOOL).await;
    let page = dso.get("/console/alerts?kind=validation_late").await.body;
    assert!(page.contains("N0000000002") && !page.contains("N0000000001"), "{page}");
}
