//! Sessions begin, change and end.

use crate::on_both;
use crate::support::{PASSWORD, TestPortal};
use axum::http::StatusCode;
use time::Duration;

on_both! {
    logging_out_ends_the_session_at_once,
    the_cookie_changes_at_login_and_is_stored_hashed,
    sessions_end_when_idle_and_after_twelve_hours,
    every_page_waits_for_the_attestation,
    next_leads_only_to_our_own_pages,
}

async fn logging_out_ends_the_session_at_once(p: TestPortal) {
    let student = p.registered(1).await;
    let mut browser = p.logged_in(&student).await;
    let old = browser.cookie.clone();
    assert_eq!(browser.get("/profile").await.status, StatusCode::OK);
    let out = browser.post("/api/logout", &[]).await;
    let cookies = out.headers.get_all("set-cookie").iter();
    let cookies: Vec<&str> = cookies.filter_map(|cookie| cookie.to_str().ok()).collect();
    for page in ["reset", "not-me", "employer-plan", "register"] {
        let forgets = |cookie: &&str| {
            cookie.contains(&format!("foothold-link-{page}=;")) && cookie.contains("Max-Age=0")
        };
        assert!(
            cookies.iter().any(forgets),
            "a link to {page} is not left to the next: {cookies:?}"
        );
    }
    browser.cookie = old;
    assert_eq!(browser.get("/profile").await.location(), "/login?next=/profile");
}

async fn the_cookie_changes_at_login_and_is_stored_hashed(p: TestPortal) {
    use sea_orm::EntityTrait;
    p.registered(1).await;
    let mut browser = p.browser();
    browser.log_in("s1@test.test", "wrong").await;
    let before = browser.cookie.clone().expect("an anonymous session holds the refused form");
    browser.log_in("s1@test.test", PASSWORD).await;
    let after = browser.cookie.clone().expect("cookie");
    assert_ne!(before, after);
    let rows = server::store::entity::session::Entity::find().all(p.db()).await.expect("rows");
    let token = after.split_once('=').expect("pair").1;
    assert!(rows.iter().all(|row| row.id != token));
}

async fn sessions_end_when_idle_and_after_twelve_hours(p: TestPortal) {
    let student = p.registered(1).await;
    let mut idle = p.logged_in(&student).await;
    p.clock.advance(Duration::minutes(29));
    assert_eq!(idle.get("/profile").await.status, StatusCode::OK);
    p.clock.advance(Duration::minutes(30));
    assert_eq!(idle.get("/profile").await.status, StatusCode::FOUND);
    let mut long = p.logged_in(&student).await;
    for _ in 0..35 {
        p.clock.advance(Duration::minutes(20));
        assert_eq!(long.get("/profile").await.status, StatusCode::OK);
    }
    p.clock.advance(Duration::minutes(20));
    assert_eq!(long.get("/profile").await.status, StatusCode::FOUND);
}

async fn every_page_waits_for_the_attestation(p: TestPortal) {
    p.registered(1).await;
    let mut browser = p.browser();
    browser.log_in("s1@test.test", PASSWORD).await;
    for page in ["/profile", "/employment", "/history", "/account"] {
        assert_eq!(browser.get(page).await.location(), format!("/attest?next={page}"));
    }
}

async fn next_leads_only_to_our_own_pages(p: TestPortal) {
    let student = p.registered(1).await;
    for next in [
        "//evil.test",
        "/\\evil.test",
        "https://evil.test",
        "/%2f%2fevil.test",
        "/profile?x=//evil",
        "/../evil",
        "javascript:alert(1)",
    ] {
        let mut browser = p.browser();
        let email = student.email.as_deref().expect("email");
        let answer = browser
            .post("/api/login", &[("email", email), ("password", PASSWORD), ("next", next)])
            .await;
        assert_eq!(answer.location(), "/attest", "{next}");
        let page = p.browser().get(&format!("/login?next={}", next.replace('\\', "%5C"))).await;
        assert!(!page.body.contains("evil"), "{next}");
    }
}
