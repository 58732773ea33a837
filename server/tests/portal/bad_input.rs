//! Whatever comes in: a sentence or a plain 4xx, never a 500, nothing half-written.

use crate::on_both;
use crate::support::TestPortal;
use axum::http::{Request, StatusCode, header};

on_both! {
    hostile_texts_are_kept_or_refused_but_never_break_a_page,
    missing_repeated_and_unknown_fields_are_no_server_error,
    huge_bodies_and_wrong_types_are_refused,
    cross_site_posts_are_refused,
    every_answer_carries_the_security_headers,
    wrong_ids_and_paths_are_plain_not_found,
}

async fn hostile_texts_are_kept_or_refused_but_never_break_a_page(p: TestPortal) {
    let student = p.registered(1).await;
    let mut browser = p.logged_in(&student).await;
    let long = "x".repeat(5000);
    for text in [
        "",
        " ",
        "\0",
        "\u{202E}abc",
        "👩‍🔬",
        "</textarea></title><script>alert(1)</script>",
        "'; DROP TABLE students; --",
        "%00%ff",
        "\r\n\r\n",
        &long,
        "{{7*7}}",
        "اسم",
    ] {
        let fields = [
            ("once", text),
            ("name", text),
            ("street", text),
            ("zip", text),
            ("schedule", text),
            ("start_date", text),
            ("end_date", text),
            ("relation", text),
            ("ein", text),
            ("supervisor_email", text),
            ("id", ""),
        ];
        let answer = browser.post("/api/employer/save", &fields).await;
        assert_eq!(answer.status, StatusCode::FOUND, "{text:?}");
        let page = browser.get("/employment/new").await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(
            page.body.contains("There is a problem") && !page.body.contains("<script>alert(1)"),
            "{text:?}"
        );
        no_form_of_a_stranger_breaks(&p, text).await;
    }
}

async fn no_form_of_a_stranger_breaks(p: &TestPortal, text: &str) {
    for path in [
        "/api/login",
        "/api/forgot",
        "/api/register/identify",
        "/api/reset",
        "/api/console/search",
        "/api/employer/delete",
    ] {
        let answer = p
            .browser()
            .fetch(
                path,
                &[
                    ("email", text),
                    ("password", text),
                    ("sevis_id", text),
                    ("token", text),
                    ("q", text),
                    ("id", text),
                ],
            )
            .await;
        assert!(
            answer.status.is_success() || answer.status.is_client_error(),
            "{path} {text:?}: {}",
            answer.status
        );
    }
}

async fn missing_repeated_and_unknown_fields_are_no_server_error(p: TestPortal) {
    for body in [
        "",
        "form[email]=a&form[email]=b",
        "form=x",
        "nonsense",
        "form[email][x][y]=1",
        "form%5Bemail%5D=%ff%fe",
        "%%%",
    ] {
        for accept in ["text/html", "application/json"] {
            let request = Request::post("/api/login")
                .header(header::ACCEPT, accept)
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
            let answer = p.browser().send(request, body).await;
            assert!(
                !answer.status.is_server_error(),
                "{body} {accept}: {} {}",
                answer.status,
                answer.body
            );
            assert!(!answer.location().contains("__err"), "{body}");
        }
    }
}

async fn huge_bodies_and_wrong_types_are_refused(p: TestPortal) {
    let big = "x".repeat(10 * 1024 * 1024);
    let request = Request::post("/api/login")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let answer = p.browser().send(request, big).await;
    assert!(answer.status.is_client_error(), "{}", answer.status);
    for kind in ["application/json", "multipart/form-data; boundary=x", "text/plain", "image/png"] {
        let answer = p
            .browser()
            .send(Request::post("/api/login").header(header::CONTENT_TYPE, kind), "{}")
            .await;
        assert!(!answer.status.is_server_error(), "{kind}: {}", answer.status);
    }
    let answer = p.browser().send(Request::post("/api/nothing"), "").await;
    assert!(answer.status.is_client_error());
    let answer = p
        .browser()
        .send(
            Request::post("/api/profile/save").header(header::CONTENT_TYPE, "application/json"),
            "{\"of\":\"Nothing\"}",
        )
        .await;
    assert!(answer.status.is_client_error(), "{}", answer.status);
}

async fn cross_site_posts_are_refused(p: TestPortal) {
    for (name, value) in [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("origin", "https://evil.test"),
        ("origin", "null"),
    ] {
        let request = Request::post("/api/login")
            .header(header::HOST, "127.0.0.1:3000")
            .header(name, value)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        assert_eq!(
            p.browser().send(request, "form[email]=a").await.status,
            StatusCode::FORBIDDEN,
            "{name} {value}"
        );
    }
}

async fn every_answer_carries_the_security_headers(p: TestPortal) {
    for path in
        ["/", "/login", "/nosuch", "/profile", "/healthz", "/pkg/nosuch.js", "/register?token=x"]
    {
        let answer = p.browser().get(path).await;
        for name in [
            "content-security-policy",
            "x-content-type-options",
            "referrer-policy",
            "x-frame-options",
            "cache-control",
            "permissions-policy",
        ] {
            assert!(answer.headers.contains_key(name), "{path} {name}");
        }
    }
    let nonce = |body: &str| body.split("nonce=\"").nth(1).map(|rest| rest[..16].to_owned());
    let (a, b) = (p.browser().get("/login").await, p.browser().get("/login").await);
    assert_ne!(nonce(&a.body).expect("nonce"), nonce(&b.body).expect("nonce"));
    assert!(
        a.headers["content-security-policy"]
            .to_str()
            .expect("text")
            .contains(&nonce(&a.body).expect("nonce"))
    );
}

async fn wrong_ids_and_paths_are_plain_not_found(p: TestPortal) {
    let student = p.registered(1).await;
    let mut browser = p.logged_in(&student).await;
    for path in [
        "/employment/x",
        "/employment/%00",
        "/employment/../../etc/passwd",
        "/employment/x/edit",
        "/receipts/'--",
        "/console/students/x",
        "/nosuch",
        "/employment/new/x",
    ] {
        let answer = browser.get(path).await;
        assert!(answer.status.is_client_error(), "{path}: {}", answer.status);
    }
    assert_eq!(browser.get("/history?kind=%00&month=zz").await.status, StatusCode::OK);
}
