//! Sessions: begun, changed, ended.

use crate::support::{PASSWORD, SCHOOL, TestPortal};
use axum::http::StatusCode;
use sea_orm::EntityTrait;
use server::store::entity::session;
use time::Duration;

pub(super) async fn sessions_end() {
    let p = TestPortal::sqlite().await;
    let holder = p.holder("a@test.test").await;
    let mut idle = p.log_in_holder(&holder).await;
    p.clock.advance(Duration::minutes(30));
    assert_eq!(idle.get("/home").await.location(), "/login?next=/home");
    let mut long = p.log_in_holder(&holder).await;
    for _ in 0..36 {
        p.clock.advance(Duration::minutes(20));
        long.get("/home").await;
    }
    assert_eq!(long.get("/home").await.location(), "/login?next=/home");
    let mut polled = p.log_in_holder(&holder).await;
    for _ in 0..31 {
        p.clock.advance(Duration::minutes(1));
        polled.get("/session").await;
    }
    assert_eq!(
        polled.get("/home").await.location(),
        "/login?next=/home",
        "polling extends nothing"
    );
}

pub(super) async fn tokens_are_long_and_hashed() {
    let p = TestPortal::sqlite().await;
    let holder = p.holder("a@test.test").await;
    let browser = p.log_in_holder(&holder).await;
    let token = browser.cookie.expect("cookie").split_once('=').expect("pair").1.to_owned();
    assert_eq!(token.len(), 43, "256 bits");
    let rows = session::Entity::find().all(p.db()).await.expect("rows");
    assert!(rows.iter().all(|row| row.id != token && !row.data.contains(&token)));
}

pub(super) async fn tokens_rotate() {
    let p = TestPortal::sqlite().await;
    let holder = p.holder("a@test.test").await;
    let mut browser = p.browser();
    let mut seen = Vec::new();
    browser.post("/api/sign-up", &[("email", "x@test.test")]).await;
    seen.push(browser.cookie.clone());
    browser.log_in("a@test.test", PASSWORD).await;
    seen.push(browser.cookie.clone());
    let code = p.app_code(&holder.key);
    browser.post("/api/verify", &[("code", &code)]).await;
    seen.push(browser.cookie.clone());
    browser.post("/api/fresh-login", &[("password", PASSWORD), ("next", "")]).await;
    seen.push(browser.cookie.clone());
    for (n, cookie) in seen.iter().enumerate() {
        assert!(!seen[..n].contains(cookie), "{n}");
        if n < 3 {
            let mut old = p.browser();
            old.cookie.clone_from(cookie);
            assert_eq!(old.get("/home").await.location(), "/login?next=/home", "{n} is dead");
        }
    }
}

pub(super) async fn logout_ends() {
    let p = TestPortal::sqlite().await;
    let holder = p.holder("a@test.test").await;
    let mut browser = p.log_in_holder(&holder).await;
    let cookie = browser.cookie.clone();
    browser.post("/api/logout", &[]).await;
    browser.cookie.clone_from(&cookie);
    assert_eq!(browser.get("/home").await.location(), "/login?next=/home");
    let mut closing = p.log_in_holder(&holder).await;
    closing.post("/api/security/close", &[("id", "close")]).await;
    p.clock.advance(Duration::days(30));
    p.settle().await;
    assert!(
        session::Entity::find()
            .all(p.db())
            .await
            .expect("rows")
            .iter()
            .all(|row| row.account_id.is_none())
    );
}

pub(super) async fn others_can_be_ended() {
    let p = TestPortal::sqlite().await;
    let holder = p.holder("a@test.test").await;
    let (mut one, mut two) = (p.log_in_holder(&holder).await, p.log_in_holder(&holder).await);
    one.post("/api/security/end-session", &[("id", "")]).await;
    assert_eq!(two.get("/home").await.location(), "/login?next=/home");
    assert_eq!(one.get("/home").await.status, StatusCode::OK);
    // A new password ends the others too.
    let student = p.registered(1).await;
    let (mut own, mut other) = (p.logged_in(&student).await, p.logged_in(&student).await);
    let new = "Another-light-27!";
    own.post(
        "/api/account/password",
        &[("current", PASSWORD), ("password", new), ("confirm", new)],
    )
    .await;
    assert_eq!(other.get("/profile").await.location(), "/login?next=/profile");
    assert_eq!(own.get("/profile").await.status, StatusCode::OK);
}

pub(super) async fn logout_is_visible() {
    let p = TestPortal::sqlite().await;
    let holder = p.holder("a@test.test").await;
    let student = p.registered(1).await;
    let mut browsers = [
        (
            p.log_in_holder(&holder).await,
            vec!["/home", "/account/security", "/account", "/help", "/help/faq"],
        ),
        (
            p.logged_in(&student).await,
            vec!["/profile", "/employment", "/history", "/account", "/account/security"],
        ),
        (
            p.official("dso@test.test", SCHOOL).await,
            vec!["/console", "/console/students", "/console/review", "/account"],
        ),
    ];
    for (browser, pages) in &mut browsers {
        for page in pages {
            assert!(browser.get(page).await.body.contains("Log out"), "{page}");
        }
    }
}

pub(super) async fn fresh_login_is_asked() {
    let p = TestPortal::sqlite().await;
    let holder = p.holder("a@test.test").await;
    let mut browser = p.log_in_holder(&holder).await;
    p.clock.advance(Duration::minutes(15) + Duration::seconds(1));
    for (path, fields) in [
        ("/api/security/add", vec![("kind", "email"), ("factor_name", "")]),
        ("/api/security/remove", vec![("id", "x")]),
        ("/api/security/backup-codes", vec![("id", "")]),
        ("/api/security/close", vec![("id", "close")]),
    ] {
        assert!(
            browser.post(path, &fields).await.location().starts_with("/log-in-again"),
            "{path}"
        );
    }
}

pub(super) async fn ten_sessions_at_once() {
    let p = TestPortal::sqlite().await;
    let student = p.registered(1).await;
    let mut browsers = Vec::new();
    for _ in 0..11 {
        browsers.push(p.logged_in(&student).await);
        p.clock.advance(time::Duration::minutes(2));
    }
    assert_eq!(browsers[0].get("/profile").await.location(), "/login?next=/profile");
    for browser in &mut browsers[1..] {
        assert_eq!(browser.get("/profile").await.status, StatusCode::OK);
    }
}
