//! What an official does.

use crate::on_both;
use crate::support::{PASSWORD, SCHOOL, TestPortal};
use axum::http::StatusCode;
use sea_orm::EntityTrait;
use server::store::entity::authorization;

on_both! {
    approval_invites_in_the_same_breath,
    reset_says_whether_it_sent_a_link_or_unlocked,
    an_email_change_locks_mails_both_and_forces_a_new_password,
    an_address_of_another_person_is_refused,
}

async fn approval_invites_in_the_same_breath(p: TestPortal) {
    let student = p.student(1, "post_completion,requested,full_time,2026-06-01,2027-05-31").await;
    let auth = authorization::Entity::find().one(p.db()).await.expect("query").expect("row");
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let page = dso.post_and_look("/api/console/approve", &[("id", &auth.id)]).await;
    assert!(page.body.contains("The invitation is in the outbox."));
    assert!(page.body.contains("School official (Drew Sample)"));
    p.register(&student).await;
}

async fn reset_says_whether_it_sent_a_link_or_unlocked(p: TestPortal) {
    let student = p.student(1, "").await;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let page = dso.post_and_look("/api/console/reset-account", &[("id", &student.id)]).await;
    assert!(page.body.contains("New link sent"));
    p.register(&student).await;
    let mut before = p.logged_in(&student).await;
    for _ in 0..3 {
        p.browser().log_in("s1@test.test", "wrong").await;
    }
    let page = dso.post_and_look("/api/console/reset-account", &[("id", &student.id)]).await;
    assert!(page.body.contains("Reset link sent"));
    assert_eq!(before.get("/profile").await.status, StatusCode::FOUND, "sessions have ended");
    let mail = p.mails("s1@test.test").await.pop().expect("mail");
    assert_eq!(mail.subject, "Account reset.");
    let token = p.token("s1@test.test").await;
    let new = "Another-light-27!";
    let wrong = [
        ("token", token.as_str()),
        ("sevis_id", "N9999999999"),
        ("password", new),
        ("confirm", new),
    ];
    assert!(p.browser().fetch("/api/reset", &wrong).await.body.contains("WrongSevisId"));
    let right = [
        ("token", token.as_str()),
        ("sevis_id", &student.sevis_id),
        ("password", new),
        ("confirm", new),
    ];
    assert_eq!(p.browser().post("/api/reset", &right).await.location(), "/login");
    assert_eq!(p.browser().log_in("s1@test.test", new).await.location(), "/attest");
    let early = p.student(2, "post_completion,approved,full_time,2026-07-01,2027-05-31").await;
    let page = dso.post_and_look("/api/console/reset-account", &[("id", &early.id)]).await;
    assert!(page.body.contains("Nothing to reset"));
}

async fn an_email_change_locks_mails_both_and_forces_a_new_password(p: TestPortal) {
    let student = p.registered(1).await;
    let mut before = p.logged_in(&student).await;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let fields = [("id", student.id.as_str()), ("email", "new@test.test")];
    dso.post("/api/console/change-email", &fields).await;
    assert_eq!(before.get("/profile").await.status, StatusCode::FOUND);
    assert_eq!(p.browser().log_in("s1@test.test", PASSWORD).await.location(), "/login");
    assert_eq!(
        p.browser().log_in("new@test.test", PASSWORD).await.location(),
        "/login",
        "old password, new address"
    );
    let notice = p.mails("s1@test.test").await.pop().expect("notice");
    assert!(notice.text.contains("contact your school's DSO"));
    let mail = p.mails("new@test.test").await.pop().expect("mail");
    let temporary = mail
        .text
        .lines()
        .find(|line| line.starts_with('k') && line.ends_with('7'))
        .expect("password");
    let mut browser = p.browser();
    assert_eq!(browser.log_in("new@test.test", temporary).await.location(), "/attest");
    assert_eq!(
        browser.post("/api/attest", &[("next", "/employment")]).await.location(),
        "/account"
    );
    assert_eq!(browser.get("/employment").await.location(), "/account");
    let new = [("password", "Another-light-27!"), ("confirm", "Another-light-27!")];
    assert_eq!(browser.post("/api/account/password", &new).await.location(), "/employment");
    assert_eq!(browser.get("/employment").await.status, StatusCode::OK);
}

async fn an_address_of_another_person_is_refused(p: TestPortal) {
    let student = p.registered(1).await;
    p.student(2, "").await;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    for taken in ["S2@test.test", "dso@test.test"] {
        let fields = [("id", student.id.as_str()), ("email", taken)];
        assert!(
            dso.fetch("/api/console/change-email", &fields).await.body.contains("EmailTaken"),
            "{taken}"
        );
    }
}
