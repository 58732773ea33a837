//! A login is complete when every step of it is, and fresh when each was given just now.

use crate::support::{PASSWORD, SCHOOL, TestPortal};
use time::Duration;

pub(super) async fn the_password_again_is_no_way_past_the_second_step(p: TestPortal) {
    server::cli::officials::invite(&p.portal, "dso@test.test", "Drew Sample", Some(SCHOOL), "dso")
        .await
        .expect("invited");
    let token = p.token("dso@test.test").await;
    let mut browser = p.browser();
    let fields = [("token", token.as_str()), ("password", PASSWORD), ("confirm", PASSWORD)];
    browser.post("/api/reset", &fields).await;
    assert_eq!(browser.log_in("dso@test.test", PASSWORD).await.location(), "/second-step");
    let again = [("password", PASSWORD), ("next", "/console")];
    assert_eq!(browser.post("/api/fresh-login", &again).await.location(), "/second-step");
    assert_ne!(browser.get("/console").await.status.as_u16(), 200);
    // Nor for somebody who has one and has not given it.
    let holder = p.holder("a@test.test").await;
    let mut browser = p.browser();
    browser.log_in(&holder.email, PASSWORD).await;
    assert_eq!(browser.post("/api/fresh-login", &again).await.location(), "/verify");
    assert_ne!(browser.get("/home").await.status.as_u16(), 200);
}

pub(super) async fn an_expired_password_is_changed_with_the_old_one_only(p: TestPortal) {
    let student = p.registered(1).await;
    p.clock.advance(Duration::days(100));
    let email = student.email.as_deref().expect("an email");
    let mut browser = p.browser();
    browser.log_in(email, PASSWORD).await;
    browser.post("/api/attest", &[("next", "")]).await;
    assert_eq!(browser.get("/profile").await.location(), "/account");
    let new = "Another-light-27!";
    for current in ["", "wrong"] {
        let fields = [("current", current), ("password", new), ("confirm", new)];
        browser.post("/api/account/password", &fields).await;
        assert_eq!(p.browser().log_in(email, new).await.location(), "/login", "{current:?}");
    }
    let fields = [("current", PASSWORD), ("password", new), ("confirm", new)];
    browser.post("/api/account/password", &fields).await;
    assert_eq!(p.browser().log_in(email, new).await.location(), "/attest");
}

pub(super) async fn a_new_password_makes_no_old_second_step_fresh(p: TestPortal) {
    let holder = p.holder("a@test.test").await;
    let mut browser = p.log_in_holder(&holder).await;
    p.clock.advance(Duration::minutes(16));
    let new = "Another-light-27!";
    let fields = [("current", PASSWORD), ("password", new), ("confirm", new)];
    browser.post("/api/account/password", &fields).await;
    let answer = browser.post("/api/security/add", &[("kind", "email")]).await;
    assert!(answer.location().starts_with("/log-in-again"), "{}", answer.location());
}

pub(super) async fn a_login_from_a_new_browser_is_told_to_everybody(p: TestPortal) {
    let student = p.registered(1).await;
    let told = || async {
        let mails = p.mails("s1@test.test").await;
        mails.iter().filter(|mail| mail.subject.contains("new browser")).count()
    };
    let mut first = p.logged_in(&student).await;
    assert_eq!(told().await, 0, "the first one is no news");
    // The same browser again; then another one.
    first.post("/api/logout", &[]).await;
    first.log_in("s1@test.test", PASSWORD).await;
    assert_eq!(told().await, 0);
    p.logged_in(&student).await;
    assert_eq!(told().await, 1, "without a second step as well");
}
