//! Passwords.

use crate::support::{PASSWORD, TestPortal};
use domain::password::MODERN;
use time::Duration;

pub(super) async fn limits_are_documented() {
    let readme = include_str!("../../../../README.md");
    for name in [
        "PAGES",
        "FORMS",
        "LOGINS",
        "RECOVERIES",
        "RECOVERY_MAILS",
        "SIGN_UPS",
        "CODES",
        "MESSAGES",
        "IDLE_SECONDS",
        "HASH_QUEUE",
    ] {
        assert!(readme.contains(name), "{name}");
    }
    // A stranger's failures keep the owner's known browser from nothing.
    let p = TestPortal::sqlite().await;
    let holder = p.holder("a@test.test").await;
    for _ in 0..50 {
        p.browser().fetch("/api/login", &[("email", "a@test.test"), ("password", "x")]).await;
    }
    let mut own = p.browser();
    own.others = holder.browser.others.clone();
    assert_eq!(own.log_in("a@test.test", PASSWORD).await.location(), "/verify");
}

pub(super) async fn sign_up_with(p: &TestPortal, email: &str, password: &str) -> String {
    let mut browser = p.confirmed(email).await;
    browser
        .fetch("/api/sign-up/password", &[("password", password), ("confirm", password)])
        .await
        .body
}

pub(super) async fn lengths_are_exact() {
    let p = TestPortal::sqlite().await;
    assert!(sign_up_with(&p, "a@test.test", "Ab-öüä7").await.contains("AtLeast"));
    assert!(sign_up_with(&p, "b@test.test", "Ab-öüäé7").await.contains("Done"));
    let p = TestPortal::set_up(|config| config.policy = MODERN).await;
    assert!(sign_up_with(&p, "a@test.test", "fourteen chars").await.contains("AtLeast"));
    assert!(sign_up_with(&p, "b@test.test", "fifteen chars \u{1F600}").await.contains("Done"));
}

pub(super) async fn change_needs_the_current() {
    let p = TestPortal::sqlite().await;
    let student = p.registered(1).await;
    let mut own = p.logged_in(&student).await;
    let new = "Another-light-27!";
    assert!(
        own.fetch("/api/account/password", &[("password", new), ("confirm", new)])
            .await
            .body
            .contains("Required")
    );
    assert!(
        own.fetch(
            "/api/account/password",
            &[("current", "x"), ("password", new), ("confirm", new)]
        )
        .await
        .body
        .contains("WrongPassword")
    );
    assert_eq!(
        own.post(
            "/api/account/password",
            &[("current", PASSWORD), ("password", new), ("confirm", new)]
        )
        .await
        .location(),
        "/employment"
    );
}

pub(super) async fn breached_are_refused() {
    let p = TestPortal::sqlite().await;
    // Listed ones, typed twice to reach the length.
    assert!(sign_up_with(&p, "a@test.test", "P@ssw0rd").await.contains("NotBreached"));
    let student = p.registered(1).await;
    let mut own = p.logged_in(&student).await;
    let listed = "p@ssw0rdp@ssw0rd";
    assert!(
        own.fetch(
            "/api/account/password",
            &[("current", PASSWORD), ("password", listed), ("confirm", listed)]
        )
        .await
        .body
        .contains("NotBreached")
    );
    p.browser()
        .post("/api/forgot", &[("email", "s1@test.test"), ("sevis_id", &student.sevis_id)])
        .await;
    p.settle().await;
    let token = p.token("s1@test.test").await;
    assert!(
        p.browser()
            .fetch("/api/reset", &[("token", &token), ("password", listed), ("confirm", listed)])
            .await
            .body
            .contains("NotBreached")
    );
}

pub(super) async fn context_words_are_refused() {
    let p = TestPortal::set_up(|config| config.policy = MODERN).await;
    let student = p.student(1, "").await;
    let token = p.token("s1@test.test").await;
    let mut browser = p.browser();
    browser
        .post("/api/register/identify", &[("token", &token), ("sevis_id", &student.sevis_id)])
        .await;
    for (password, rule) in [
        ("my sample password is long", "NotContext"),
        ("long foothold words here", "NotContext"),
        ("n0000000001 and much more", "NotSevisId"),
        ("s1@test.test and much more", "NotEmail"),
    ] {
        let answer = browser
            .fetch(
                "/api/register/create",
                &[("token", &token), ("password", password), ("confirm", password)],
            )
            .await;
        assert!(answer.body.contains(rule), "{password}: {}", answer.body);
    }
}

pub(super) async fn managers_work() {
    let p = TestPortal::sqlite().await;
    let login = p.browser().get("/login").await.body;
    assert!(
        login.contains("type=\"password\"")
            && login.contains("autocomplete=\"current-password\"")
            && login.contains("autocomplete=\"username\"")
    );
    let mut browser = p.confirmed("a@test.test").await;
    let page = browser.get("/sign-up/password").await.body;
    assert!(
        page.contains("autocomplete=\"new-password\"")
            && !page.contains("maxlength")
            && !page.contains("onpaste")
    );
}

pub(super) async fn verified_exactly() {
    let p = TestPortal::sqlite().await;
    let long = format!("Ab-7{}", "0123456789".repeat(12));
    let mut browser = p.confirmed("a@test.test").await;
    browser.post("/api/sign-up/password", &[("password", &long), ("confirm", &long)]).await;
    for other in [
        format!("{long} "),
        long.to_lowercase(),
        long.replace("9", "8"),
        long[..long.len() - 1].to_owned(),
        {
            let mut end = long.clone();
            end.replace_range(100..101, "x");
            end
        },
    ] {
        assert_eq!(p.browser().log_in("a@test.test", &other).await.location(), "/login");
        p.clock.advance(Duration::minutes(16));
    }
    assert_eq!(p.browser().log_in("a@test.test", &long).await.location(), "/sign-up/second-step");
    assert!(
        sign_up_with(&p, "b@test.test", &format!("Ab-7{}", "x".repeat(300)))
            .await
            .contains("AtMost")
    );
}
