//! What leaves the portal, and what does not.

use crate::support::{Answer, Browser, TestPortal};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use sea_orm::EntityTrait as _;
use server::config::Config;

pub(super) async fn mail_is_encrypted() {
    let read = |url: &str| {
        Config::read([("FOOTHOLD_SMTP_URL".to_owned(), url.to_owned())].into_iter().collect())
    };
    for plain in [
        "smtp://mail.example.edu",
        "smtp://user:secret@mail.example.edu:587",
        "http://mail.example.edu",
    ] {
        let error = read(plain).expect_err("refused").to_string();
        assert!(!error.contains("secret"));
    }
    for safe in [
        "smtps://mail.example.edu",
        "smtp://mail.example.edu?tls=required",
        "smtp://127.0.0.1:2525",
    ] {
        assert!(read(safe).is_ok(), "{safe}");
    }
    let sms = |url: &str| {
        Config::read([("FOOTHOLD_SMS_URL".to_owned(), url.to_owned())].into_iter().collect())
    };
    assert!(sms("http://gateway.example").is_err() && sms("https://gateway.example").is_ok());
}

pub(super) async fn nothing_else_is_served() {
    let p = TestPortal::set_up(|config| {
        config.demo = false;
        config.public_url = "https://portal.test".into();
    })
    .await;
    for path in [
        "/.git/config",
        "/.env",
        "/data/secret",
        "/pkg/",
        "/pkg",
        "/img/",
        "/pkg/../../Cargo.toml",
        "/pkg/%2e%2e/%2e%2e/Cargo.toml",
        "/mailbox",
        "/server-status",
        "/debug",
        "/target",
        "/api/",
        "/api/mailbox",
    ] {
        let answer = p.browser().get(path).await;
        assert!(matches!(answer.status.as_u16(), 400 | 404), "{path}: {}", answer.status);
        assert!(!answer.body.contains("[workspace]"), "{path}");
    }
    let mut outside = p.browser();
    outside.address = [203, 0, 113, 9];
    assert_eq!(outside.get("/metrics").await.status, StatusCode::NOT_FOUND);
    let relayed = Request::get("/metrics").header("x-forwarded-for", "203.0.113.9");
    assert_eq!(p.browser().send(relayed, Body::empty()).await.status, StatusCode::NOT_FOUND);
}

pub(super) async fn nobody_else_is_asked() {
    let p = TestPortal::sqlite().await;
    let holder = p.holder("a@test.test").await;
    let mut browser = p.log_in_holder(&holder).await;
    for page in ["/", "/login", "/home", "/account/security", "/help/faq", "/sign-up"] {
        let body = browser.get(page).await.body;
        for asked in ["src=\"http", "src=\"//", "href=\"http", "url(http"] {
            assert!(!body.contains(asked), "{page}: {asked}");
        }
    }
    for mail in p.mails("a@test.test").await {
        assert!(!mail.html.contains("<img"));
    }
}

pub(super) async fn nothing_stays_in_the_browser() {
    let p = TestPortal::sqlite().await;
    let holder = p.holder("a@test.test").await;
    let mut browser = p.log_in_holder(&holder).await;
    for page in ["/home", "/account/security", "/account/my-data.json", "/verify", "/session"] {
        assert_eq!(browser.get(page).await.headers[header::CACHE_CONTROL], "no-store", "{page}");
    }
    let out = browser.post("/api/logout", &[]).await;
    assert!(out.headers["clear-site-data"].to_str().expect("text").contains("storage"));
    for script in [
        include_str!("../../../../frontend/enhance.js"),
        include_str!("../../../../frontend/forms.js"),
        include_str!("../../../../frontend/notify.js"),
        include_str!("../../../../frontend/worker.js"),
    ] {
        assert!(!script.contains("localStorage") && !script.contains("sessionStorage"));
    }
}

pub(super) async fn long_passwords_are_not_hashed() {
    let p = TestPortal::sqlite().await;
    p.holder("a@test.test").await;
    let megabyte = "x".repeat(1_000_000);
    let answer =
        p.browser().fetch("/api/login", &[("email", "a@test.test"), ("password", &megabyte)]).await;
    assert!(matches!(answer.status.as_u16(), 400 | 413), "{}", answer.status);
    let p = TestPortal::set_up(|config| config.limits.hash_queue = 1).await;
    let tries: Vec<_> = (0..200)
        .map(|n| {
            let mut browser = p.browser();
            tokio::spawn(async move {
                browser
                    .fetch(
                        "/api/login",
                        &[("email", &format!("a{n}@test.test")), ("password", "x")],
                    )
                    .await
            })
        })
        .collect();
    let mut pages = p.browser();
    assert_eq!(pages.get("/login").await.status, StatusCode::OK, "pages go on");
    for one in tries {
        let answer = one.await.expect("answered");
        let busy = answer.status == StatusCode::SERVICE_UNAVAILABLE;
        assert!(
            answer.status == StatusCode::OK
                || (busy && answer.headers.contains_key(header::RETRY_AFTER)),
            "{}",
            answer.status
        );
    }
}

pub(super) async fn what_is_typed_makes_no_line_of_a_log() {
    let p = TestPortal::sqlite().await;
    let mark = "injected-line-7f3a";
    let typed = format!("x\n{{\"level\":\"ERROR\",\"message\":\"{mark}\"}}\r\n{mark}@test.test");
    let mut browser = p.browser();
    browser.post("/api/login", &[("email", &typed), ("password", &typed), ("next", &typed)]).await;
    browser.post("/api/sign-up", &[("email", &typed)]).await;
    browser.get(&format!("/help?x={}", crate::support::escape(&typed))).await;
    browser.get(&format!("/{}", crate::support::escape(&typed))).await;
    let log = crate::log();
    let whole = |line: &str| serde_json::from_str::<serde_json::Value>(line).is_ok();
    assert!(log.lines().all(whole), "a line that is none of ours");
    assert!(
        !log.lines().any(|line| line.starts_with("{\"level\":\"ERROR\",\"message\":\"injected"))
    );
}

/// Asks for a page as a browser does, without following.
async fn bare_get(browser: &mut Browser, path: &str) -> Answer {
    let request = Request::get(path).header(header::ACCEPT, "text/html");
    browser.send(request, Body::empty()).await
}

/// The cookies that an answer sets, whole.
fn set_cookies(answer: &Answer) -> Vec<String> {
    let all = answer.headers.get_all(header::SET_COOKIE).iter();
    all.map(|cookie| cookie.to_str().expect("text").to_owned()).collect()
}

pub(super) async fn mailed_tokens_leave_the_address() {
    let p = TestPortal::set_up(|config| config.public_url = "https://portal.test".into()).await;
    let student = p.student(1, "").await;
    p.settle().await;
    let token = p.token("s1@test.test").await;
    let mut browser = p.browser();
    for page in app::routes::MAILED {
        for query in [format!("token={token}"), format!("x=1&token={token}&y=2")] {
            let answer = bare_get(&mut browser, &format!("{page}?{query}")).await;
            assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, page));
            assert_eq!(answer.body, "");
            let cookies = set_cookies(&answer);
            let cookie = cookies.first().expect("a cookie");
            assert!(cookie.starts_with("__Host-foothold-link-") && cookie.contains(&token));
            for part in ["; Path=/;", "; HttpOnly", "; SameSite=Lax", "; Secure", "; Max-Age=3600"]
            {
                assert!(cookie.contains(part), "{cookie}");
            }
        }
    }
    // A scanner that opens the link stores nothing here, and the link works afterwards.
    assert!(browser.cookie.is_none(), "no session was made");
    // A form that is refused leads back to the same link, and its address says no token.
    let fields = [("token", token.as_str()), ("sevis_id", "N0999999999")];
    let mut other = p.browser();
    let refused = other.post("/api/register/identify", &fields).await;
    assert_eq!(refused.location(), "/register");
    let page = other.get("/register").await.body;
    assert!(page.contains(&token) && page.contains("SEVIS ID"), "the form carries it");
    let kept = server::store::entity::session::Entity::find().all(p.db()).await.expect("query");
    assert!(kept.iter().all(|row| !row.data.contains(&token)), "no session has it in clear");
    let fields = [("token", token.as_str()), ("sevis_id", student.sevis_id.as_str())];
    assert_eq!(other.post("/api/register/identify", &fields).await.location(), "/register");
    assert!(other.get("/register").await.body.contains("Create Account"));
    // Nothing but a token gets into the cookie.
    let planted = bare_get(&mut browser, "/register?token=a%3B%20Path%3D/x%0d%0aX-Evil:%201").await;
    assert!(set_cookies(&planted)[0].starts_with("__Host-foothold-link-register=; Path=/;"));
}
