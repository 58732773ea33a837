//! A copy of one's record: while logged in, and by a mailed link when access has ended.

mod links;

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
    assert!(page.contains("If what you entered matches our records"), "{page}");
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
    assert!(open(&mut browser, &token, "N0000000009").await.contains("2 tries"));
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
