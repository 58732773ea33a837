//! Cookies and headers.

use super::*;
use crate::support::{PASSWORD, TestPortal};
use axum::body::Body;
use axum::http::{Request, header};

pub(super) async fn cookies_are_host_cookies() {
    let p = secure().await;
    let answer = p.browser().post("/api/sign-up", &[("email", "a@test.test")]).await;
    let cookies: Vec<&str> =
        answer.headers.get_all(header::SET_COOKIE).iter().filter_map(|v| v.to_str().ok()).collect();
    assert!(!cookies.is_empty());
    for cookie in cookies {
        assert!(
            cookie.starts_with("__Host-")
                && cookie.contains("; Secure")
                && cookie.contains("Path=/"),
            "{cookie}"
        );
        assert!(!cookie.to_lowercase().contains("domain="), "{cookie}");
    }
}

pub(super) async fn tokens_stay_in_cookies() {
    let p = TestPortal::sqlite().await;
    let student = p.registered(1).await;
    let mut own = p.browser();
    let answer = own.log_in(student.email.as_deref().expect("email"), PASSWORD).await;
    for cookie in answer.headers.get_all(header::SET_COOKIE) {
        let cookie = cookie.to_str().expect("text");
        assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
    }
    let token = own.cookie.clone().expect("cookie").split_once('=').expect("pair").1.to_owned();
    own.post("/api/attest", &[("next", "")]).await;
    for page in ["/profile", "/account/security", "/account/my-data.json", "/session"] {
        assert!(!own.get(page).await.body.contains(&token), "{page}");
    }
}

/// Answers of every sort.
pub(super) async fn sweep(p: &TestPortal) -> Vec<(String, crate::support::Answer)> {
    let mut all = Vec::new();
    for path in [
        "/",
        "/login",
        "/sign-up",
        "/nowhere",
        "/profile",
        "/api/nowhere",
        "/pkg/nowhere.js",
        "/healthz",
        "/session",
        "/reset?token=x",
        "/help/faq",
    ] {
        all.push((path.to_owned(), p.browser().get(path).await));
    }
    all.push(("POST".into(), p.browser().post("/api/login", &[("email", "a@test.test")]).await));
    let request = Request::delete("/login");
    all.push(("DELETE".into(), p.browser().send(request, Body::empty()).await));
    let big = Request::post("/api/login")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    all.push(("big".into(), p.browser().send(big, Body::from("x".repeat(100_000))).await));
    let foreign = Request::post("/api/login").header("sec-fetch-site", "cross-site");
    all.push(("foreign".into(), p.browser().send(foreign, Body::empty()).await));
    all
}

pub(super) async fn hsts_everywhere() {
    let p = secure().await;
    for (what, answer) in sweep(&p).await {
        let hsts = answer
            .headers
            .get("strict-transport-security")
            .and_then(|v| v.to_str().ok())
            .unwrap_or_default();
        assert!(hsts.contains("max-age=63072000") && hsts.contains("includeSubDomains"), "{what}");
    }
}

pub(super) async fn no_foreign_origin_is_allowed() {
    let p = TestPortal::sqlite().await;
    for origin in ["https://evil.test", "null", "http://127.0.0.1:3000.evil.test"] {
        let answer = p
            .browser()
            .send(Request::get("/login").header(header::ORIGIN, origin), Body::empty())
            .await;
        assert!(!answer.headers.contains_key(header::ACCESS_CONTROL_ALLOW_ORIGIN), "{origin}");
    }
}

pub(super) async fn csp_with_nonces() {
    let p = TestPortal::sqlite().await;
    let (first, second) = (p.browser().get("/login").await, p.browser().get("/login").await);
    let policy = |answer: &crate::support::Answer| {
        answer.headers["content-security-policy"].to_str().expect("text").to_owned()
    };
    let (first, second) = (policy(&first), policy(&second));
    assert_ne!(first, second, "a nonce for each response");
    for part in [
        "object-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "form-action 'self'",
        "default-src 'none'",
    ] {
        assert!(first.contains(part), "{part}");
    }
    assert!(!first.contains("'unsafe-inline'") && !first.contains(" 'unsafe-eval'"));
}

pub(super) async fn headers_everywhere() {
    let p = secure().await;
    for (what, answer) in sweep(&p).await {
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "same-origin"),
            ("cross-origin-opener-policy", "same-origin"),
        ] {
            assert_eq!(
                answer.headers.get(name).and_then(|v| v.to_str().ok()),
                Some(value),
                "{what} {name}"
            );
        }
        let policy = answer.headers["content-security-policy"].to_str().expect("text");
        assert!(policy.contains("frame-ancestors 'none'"), "{what}");
    }
}
