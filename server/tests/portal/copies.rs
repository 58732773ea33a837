//! A copy of one's record: while logged in, and by a mailed link when access has ended.

use crate::on_both;
use crate::support::{Browser, PASSWORD, SCHOOL, TestPortal};
use axum::http::StatusCode;
use sea_orm::EntityTrait as _;
use serde_json::Value;
use server::store::entity::{history, receipt, student};
use time::Duration;

on_both! {
    after_access_has_ended_a_mailed_link_opens_the_record_with_its_receipts,
    whoever_is_logged_in_takes_the_record_along,
    nobody_gets_a_copy_without_the_mailbox_and_the_sevis_id,
    a_copy_link_is_for_the_address_that_the_record_has,
    three_wrong_sevis_ids_lock_the_link_and_a_day_ends_it,
    asking_for_a_copy_is_no_invitation_and_makes_none_void,
    of_who_came_back_the_earlier_receipts_are_in_the_copy,
}

const FILES: [&str; 2] = ["/record-copy/record.pdf", "/record-copy/record.json"];

async fn reported(p: &TestPortal) -> student::Model {
    let student = p.registered(1).await;
    let fields = [
        ("street", "1 First Street"),
        ("zip", "78666"),
        ("us_phone", "5125550123"),
        ("version", "1"),
    ];
    let saved = p.logged_in(&student).await.post("/api/profile/save", &fields).await;
    assert!(saved.location().starts_with("/receipts/"), "{}", saved.body);
    student
}

/// Asks for the link; the answer says nothing about anybody.
async fn ask(p: &TestPortal, email: &str, sevis_id: &str) {
    let fields = [("email", email), ("sevis_id", sevis_id)];
    let page = p.browser().post_and_look("/api/record-copy/ask", &fields).await.body;
    assert!(page.contains("If what you typed matches our records"), "{page}");
    p.settle().await;
}

async fn asked(p: &TestPortal, email: &str) -> Vec<String> {
    let mails =
        p.mails(email).await.into_iter().filter(|mail| mail.subject == "A copy of your record");
    let token = |link: String| link.split_once("token=").expect("a token").1.to_owned();
    mails.map(|mail| token(mail.link.expect("a link"))).collect()
}

/// A browser with the link open.
async fn by_link(p: &TestPortal, token: &str) -> Browser {
    let mut browser = p.browser();
    browser.get(&format!("/record-copy?token={token}")).await;
    browser
}

async fn open(browser: &mut Browser, token: &str, sevis_id: &str) -> String {
    let fields = [("token", token), ("sevis_id", sevis_id)];
    browser.post_and_look("/api/record-copy/open", &fields).await.body
}

async fn json(browser: &mut Browser, path: &str) -> Value {
    serde_json::from_str(&browser.get(path).await.body).expect("JSON")
}

async fn after_access_has_ended_a_mailed_link_opens_the_record_with_its_receipts(p: TestPortal) {
    let student = reported(&p).await;
    p.clock.advance(Duration::days(600));
    p.settle().await;
    assert_eq!(p.browser().log_in("s1@test.test", PASSWORD).await.location(), "/login");
    let mails = p.mails("s1@test.test").await;
    let closed = mails.iter().find(|mail| mail.subject == "Your portal account is closed");
    let leads = closed.expect("told").link.clone().expect("a way on");
    assert!(leads.ends_with("/record-copy"), "{leads}");
    ask(&p, "S1@test.test", &student.sevis_id).await;
    let token = asked(&p, "s1@test.test").await.pop().expect("a link");
    let mut browser = by_link(&p, &token).await;
    for path in FILES {
        assert_eq!(browser.get(path).await.status, StatusCode::NOT_FOUND, "{path} before the ID");
    }
    assert!(open(&mut browser, &token, "N0000000009").await.contains("2 chances"));
    let page = open(&mut browser, &token, &student.sevis_id).await;
    assert!(page.contains("Download PDF") && page.contains("Test University"), "{page}");
    let copy = json(&mut browser, FILES[1]).await;
    assert_eq!(copy["person"]["sevis_id"], student.sevis_id.as_str());
    assert!(copy["profile"].to_string().contains("1 First Street"), "{copy}");
    assert!(copy["history"].to_string().contains("ProfileChanged"), "{copy}");
    let row = receipt::Entity::find().one(p.db()).await.expect("query").expect("row");
    let one = &copy["receipts"][0];
    assert_eq!(one["number"], row.number.as_str());
    // As it stands there, anybody can check it.
    let code = one["code"].as_str().expect("a code");
    let fields = [("receipt", row.number.as_str()), ("receipt_code", code)];
    let checked = p.browser().post_and_look("/api/check-receipt", &fields).await.body;
    assert!(checked.contains("This receipt is genuine"), "{checked}");
    let pdf = browser.get(FILES[0]).await;
    assert!(pdf.body.starts_with("%PDF-") && pdf.body.trim_end().ends_with("%%EOF"));
    // It stands in the history, once, and another browser has to give the ID itself.
    let lines = history::Entity::find().all(p.db()).await.expect("query");
    assert_eq!(lines.iter().filter(|line| line.event.0.code() == "record_copied").count(), 1);
    assert_eq!(by_link(&p, &token).await.get(FILES[1]).await.status, StatusCode::NOT_FOUND);
}

async fn whoever_is_logged_in_takes_the_record_along(p: TestPortal) {
    let student = reported(&p).await;
    let mut browser = p.logged_in(&student).await;
    let copy = json(&mut browser, "/record.json").await;
    assert_eq!(copy["receipts"].as_array().expect("a list").len(), 1);
    assert_eq!(copy["unemployment"]["allowed"], 90);
    assert!(browser.get("/record.pdf").await.body.starts_with("%PDF-"));
    assert!(browser.get("/history").await.body.contains("/record.pdf"));
    assert_eq!(p.browser().get("/record.json").await.location(), "/login");
}

async fn nobody_gets_a_copy_without_the_mailbox_and_the_sevis_id(p: TestPortal) {
    reported(&p).await;
    let mails = async || {
        let mut all = Vec::new();
        for to in ["s1@test.test", "x@test.test"] {
            all.extend(asked(&p, to).await);
        }
        all.len()
    };
    ask(&p, "x@test.test", "N0000000001").await;
    ask(&p, "s1@test.test", "N0000000002").await;
    assert_eq!(mails().await, 0);
    let fields = [("email", "nobody"), ("sevis_id", "")];
    let page = p.browser().post_and_look("/api/record-copy/ask", &fields).await.body;
    assert!(page.contains("Enter: SEVIS ID") && page.contains("value=\"nobody\""), "{page}");
    let mut stranger = p.browser();
    assert!(stranger.get("/record-copy").await.body.contains("Mail me the link"));
    let page = open(&mut stranger, "no-such-token", "N0000000001").await;
    assert!(!page.contains("Download") && page.contains("does not work any more"), "{page}");
    for path in FILES {
        assert_eq!(stranger.get(path).await.status, StatusCode::NOT_FOUND);
    }
    // An invitation opens no copy, and a copy's link registers nobody.
    let invited = p.student(2, "").await;
    let token = p.token("s2@test.test").await;
    assert!(!open(&mut stranger, &token, &invited.sevis_id).await.contains("Download"));
    ask(&p, "s2@test.test", &invited.sevis_id).await;
    let copy = asked(&p, "s2@test.test").await.pop().expect("a link");
    let fields = [("token", copy.as_str()), ("sevis_id", invited.sevis_id.as_str())];
    stranger.post("/api/register/identify", &fields).await;
    let fields = [("token", copy.as_str()), ("password", PASSWORD), ("confirm", PASSWORD)];
    stranger.post("/api/register/create", &fields).await;
    assert!(p.account(&invited).await.is_none());
}

async fn a_copy_link_is_for_the_address_that_the_record_has(p: TestPortal) {
    let student = reported(&p).await;
    ask(&p, "s1@test.test", &student.sevis_id).await;
    let token = asked(&p, "s1@test.test").await.pop().expect("a link");
    let mut browser = by_link(&p, &token).await;
    open(&mut browser, &token, &student.sevis_id).await;
    assert_eq!(browser.get(FILES[1]).await.status, StatusCode::OK);
    let moved = format!(
        "sevis_id,given_name,surname,birth_date,email,school_code\nN0000000001,Ada,Sample,2001-02-03,new@test.test,{SCHOOL}\n"
    );
    p.import(&moved, "", "").await.expect("imported");
    assert_eq!(browser.get(FILES[1]).await.status, StatusCode::NOT_FOUND);
    assert!(!open(&mut browser, &token, &student.sevis_id).await.contains("Download"));
    ask(&p, "s1@test.test", &student.sevis_id).await;
    assert_eq!(asked(&p, "s1@test.test").await.len(), 1, "the old mailbox gets no more");
    ask(&p, "new@test.test", &student.sevis_id).await;
    assert_eq!(asked(&p, "new@test.test").await.len(), 1);
}

async fn three_wrong_sevis_ids_lock_the_link_and_a_day_ends_it(p: TestPortal) {
    let student = reported(&p).await;
    for _ in 0..2 {
        ask(&p, "s1@test.test", &student.sevis_id).await;
    }
    let [locked, lapsed] = asked(&p, "s1@test.test").await.try_into().expect("two links");
    let mut browser = by_link(&p, &locked).await;
    for wrong in ["N0000000002", "N0000000003", "N0000000004"] {
        open(&mut browser, &locked, wrong).await;
    }
    let page = open(&mut browser, &locked, &student.sevis_id).await;
    assert!(page.contains("does not work any more") && page.contains("Mail me the link"), "{page}");
    // The other one is not touched by that.
    let mut browser = by_link(&p, &lapsed).await;
    assert!(open(&mut browser, &lapsed, &student.sevis_id).await.contains("Download"));
    p.clock.advance(Duration::hours(25));
    assert_eq!(browser.get(FILES[1]).await.status, StatusCode::NOT_FOUND);
    assert!(
        p.account(&student)
            .await
            .is_some_and(|own| own.standing == domain::account::Standing::Open)
    );
}

async fn asking_for_a_copy_is_no_invitation_and_makes_none_void(p: TestPortal) {
    let early = p.student(1, "post_completion,approved,full_time,2026-06-20,2027-06-19").await;
    ask(&p, "s1@test.test", &early.sevis_id).await;
    assert_eq!(asked(&p, "s1@test.test").await.len(), 1);
    p.clock.advance(Duration::days(12));
    p.settle().await;
    p.register(&early).await;
    // An invitation that is under way stays good.
    let invited = p.student(2, "").await;
    let invitation = p.token("s2@test.test").await;
    ask(&p, "s2@test.test", &invited.sevis_id).await;
    let mut browser = p.browser();
    let fields = [("token", invitation.as_str()), ("sevis_id", invited.sevis_id.as_str())];
    browser.post("/api/register/identify", &fields).await;
    let fields = [("token", invitation.as_str()), ("password", PASSWORD), ("confirm", PASSWORD)];
    assert_eq!(browser.post("/api/register/create", &fields).await.location(), "/login");
}

async fn of_who_came_back_the_earlier_receipts_are_in_the_copy(p: TestPortal) {
    reported(&p).await;
    let again = format!(
        "sevis_id,given_name,surname,birth_date,email,school_code\nN0000000011,Ada,Sample,2001-02-03,s1@test.test,{SCHOOL}\n"
    );
    p.import(&again, "", "").await.expect("imported");
    ask(&p, "s1@test.test", "N0000000011").await;
    let token = asked(&p, "s1@test.test").await.pop().expect("a link");
    let mut browser = by_link(&p, &token).await;
    open(&mut browser, &token, "N0000000011").await;
    let copy = json(&mut browser, FILES[1]).await;
    assert_eq!(copy["receipts"].as_array().expect("a list").len(), 1, "{copy}");
}
