//! Sessions, and forms that come after their end.

use crate::on_both;
use crate::support::{PASSWORD, TestPortal, between};
use axum::http::StatusCode;
use time::Duration;

on_both! {
    sensitive_changes_need_a_fresh_login_and_keep_what_was_typed,
    a_form_sent_after_the_session_ended_is_back_after_logging_in,
    a_session_is_ended_from_another_browser,
    looking_at_the_clock_does_not_extend_the_session,
}

async fn sensitive_changes_need_a_fresh_login_and_keep_what_was_typed(p: TestPortal) {
    let holder = p.holder("a@test.test").await;
    let mut browser = p.log_in_holder(&holder).await;
    p.clock.advance(Duration::minutes(16));
    let typed =
        [("kind", "text"), ("factor_name", "my <b>old</b> phone"), ("mobile", "(512) 555-0100")];
    let answer = browser.post("/api/security/add", &typed).await;
    assert_eq!(answer.location(), "/log-in-again?next=/account/security");
    let again = browser
        .post("/api/fresh-login", &[("password", PASSWORD), ("next", "/account/security")])
        .await;
    assert_eq!(again.location(), "/verify");
    let code = p.app_code(&holder.key);
    assert_eq!(
        browser.post("/api/verify", &[("code", &code)]).await.location(),
        "/account/security"
    );
    let page = browser.get("/account/security").await.body;
    assert!(
        page.contains("my &lt;b&gt;old&lt;/b&gt; phone") && page.contains("(512) 555-0100"),
        "{page}"
    );
    assert_eq!(browser.post("/api/security/add", &typed).await.location(), "/second-step/confirm");
}

async fn a_form_sent_after_the_session_ended_is_back_after_logging_in(p: TestPortal) {
    let student = p.registered(1).await;
    let mut browser = p.logged_in(&student).await;
    p.clock.advance(Duration::minutes(31));
    p.settle().await;
    let fields = [
        ("street", "7 Kept Street"),
        ("zip", "78666"),
        ("us_phone", "5125550123"),
        ("version", "1"),
    ];
    assert_eq!(browser.post("/api/profile/save", &fields).await.location(), "/login?next=/profile");
    // Nobody else who logs in here sees it.
    let stranger = p.student(2, "").await;
    p.register(&stranger).await;
    let mut same_machine = p.browser();
    same_machine.cookie.clone_from(&browser.cookie);
    same_machine.log_in("s2@test.test", PASSWORD).await;
    same_machine.post("/api/attest", &[("next", "")]).await;
    assert!(!same_machine.get("/profile").await.body.contains("7 Kept Street"));

    browser.post("/api/profile/save", &fields).await;
    let mut browser = p.logged_in(&student).await;
    p.clock.advance(Duration::minutes(31));
    browser.post("/api/profile/save", &fields).await;
    browser
        .post(
            "/api/login",
            &[("email", "s1@test.test"), ("password", PASSWORD), ("next", "/profile")],
        )
        .await;
    browser.post("/api/attest", &[("next", "/profile")]).await;
    let page = browser.get("/profile").await.body;
    assert!(page.contains("7 Kept Street"), "{page}");
    assert!(p.find(&student.sevis_id).await.street.is_empty(), "shown, not saved");
}

async fn a_session_is_ended_from_another_browser(p: TestPortal) {
    let holder = p.holder("a@test.test").await;
    let mut lost = p.log_in_holder(&holder).await;
    let mut own = p.log_in_holder(&holder).await;
    let page = own.get("/account/security").await.body;
    assert_eq!(page.matches("End this session").count(), 2);
    own.post("/api/security/end-session", &[("id", "")]).await;
    assert_eq!(lost.get("/home").await.location(), "/login?next=/home");
    assert_eq!(own.get("/home").await.status, StatusCode::OK);
}

async fn looking_at_the_clock_does_not_extend_the_session(p: TestPortal) {
    let holder = p.holder("a@test.test").await;
    let mut browser = p.log_in_holder(&holder).await;
    for _ in 0..29 {
        p.clock.advance(Duration::minutes(1));
        browser.get("/session").await;
    }
    let left: serde_json::Value =
        serde_json::from_str(&browser.get("/session").await.body).expect("JSON");
    assert!(left["left"].as_i64().expect("seconds") <= 60, "{left}");
    browser
        .send(
            axum::http::Request::post("/session").header("host", "127.0.0.1:3000"),
            axum::body::Body::empty(),
        )
        .await;
    let left: serde_json::Value =
        serde_json::from_str(&browser.get("/session").await.body).expect("JSON");
    assert_eq!(left["left"], 1800);
    assert_eq!(between(&p.browser().get("/session").await.body, "\"left\":", ","), "null");
}
