//! What is taken.

use super::*;
use crate::support::{PASSWORD, SCHOOL, TestPortal};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use sea_orm::EntityTrait;
use server::store::entity::{factor, student};

pub(super) async fn numbers_are_ranged() {
    let p = TestPortal::sqlite().await;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    for number in ["-1", "0", "4294967296", "99999999999999999999999", "1e9", "NaN", ""] {
        for path in ["/console/review", "/console/students"] {
            assert_eq!(
                dso.get(&format!("{path}?page={number}")).await.status,
                StatusCode::OK,
                "{path} {number}"
            );
        }
    }
}

pub(super) async fn text_is_kept_or_refused_by_name() {
    let p = TestPortal::sqlite().await;
    let student = p.registered(1).await;
    let mut own = p.logged_in(&student).await;
    let mut version = 1;
    for text in [
        "12 Ünïcode Straße",
        "<b>1 Road</b>",
        "1 \u{202E}daoR",
        "1 Road\u{0}",
        "  1 Road  ",
        "1 Road \u{1F600}",
        &"x".repeat(61),
    ] {
        let number = version.to_string();
        let fields = [
            ("street", text),
            ("zip", "78666"),
            ("us_phone", "5125550123"),
            ("version", number.as_str()),
        ];
        let answer = own.fetch("/api/profile/save", &fields).await;
        if answer.body.contains("Refused") {
            assert!(answer.body.contains("\"field\":\"street\""), "{text:?}: {}", answer.body);
        } else {
            version += 1;
            let seen = domain::text::seen(text);
            let kept = domain::text::trimmed(&seen);
            assert_eq!(p.find(&student.sevis_id).await.street, kept, "{text:?}");
        }
    }
}

pub(super) async fn the_server_validates() {
    let p = TestPortal::sqlite().await;
    for (path, fields, field) in [
        ("/api/sign-up", vec![("email", "not an address")], "email"),
        ("/api/login", vec![("email", ""), ("password", "")], "password"),
        ("/api/forgot", vec![("email", "a@b"), ("sevis_id", "X")], "sevis_id"),
        ("/api/register/identify", vec![("token", "x"), ("sevis_id", "nope")], "sevis_id"),
    ] {
        let answer = p.browser().fetch(path, &fields).await;
        assert!(answer.body.contains(&format!("\"field\":\"{field}\"")), "{path}: {}", answer.body);
    }
}

pub(super) async fn steps_in_order() {
    let p = TestPortal::sqlite().await;
    let mut browser = p.confirmed("a@test.test").await;
    assert_eq!(
        browser
            .post("/api/sign-up/account-type", &[("account_type", "applicant")])
            .await
            .location(),
        "/sign-up/password"
    );
    p.holder("b@test.test").await;
    let mut half = p.browser();
    half.log_in("b@test.test", PASSWORD).await;
    assert_eq!(half.get("/home").await.location(), "/verify");
    let student = p.registered(1).await;
    let mut unattested = p.browser();
    unattested.log_in(student.email.as_deref().expect("email"), PASSWORD).await;
    assert_eq!(unattested.get("/profile").await.location(), "/attest?next=/profile");
}

pub(super) async fn all_or_nothing() {
    let p = TestPortal::sqlite().await;
    let rows = format!(
        "{HEAD}\nN0000000001,Ada,Sample,2001-02-03,a@test.test,{SCHOOL}\nN0000000002,Ada,S4mple,2001-02-03,b@test.test,{SCHOOL}\n"
    );
    p.import(&rows, "", "").await.expect_err("refused");
    assert!(student::Entity::find().all(p.db()).await.expect("rows").is_empty());
    // A step that is refused half-way leaves neither row nor mail.
    let mut browser = p.with_password("c@test.test").await;
    let before = p.mails("c@test.test").await.len();
    browser
        .post("/api/sign-up/second-step", &[("text", "on"), ("by_email", "on"), ("mobile", "12")])
        .await;
    assert!(factor::Entity::find().all(p.db()).await.expect("rows").is_empty());
    assert_eq!(p.mails("c@test.test").await.len(), before);
}

pub(super) async fn one_use_of_many() {
    let p = TestPortal::sqlite().await;
    let holder = p.holder("a@test.test").await;
    p.browser().post("/api/forgot", &[("email", "a@test.test"), ("sevis_id", "")]).await;
    p.settle().await;
    let mut tries = Vec::new();
    for _ in 0..50 {
        let mut browser = p.browser();
        browser.log_in("a@test.test", PASSWORD).await;
        let code = holder.backup.clone();
        tries.push(tokio::spawn(async move {
            browser.post("/api/verify/backup-code", &[("backup_code", &code)]).await.location()
                == "/account/security"
        }));
    }
    let mut won = 0;
    for one in tries {
        won += usize::from(one.await.expect("answered"));
    }
    assert_eq!(won, 1);
}

pub(super) async fn floods_are_slowed() {
    let p = TestPortal::set_up(|config| {
        config.limits.sign_ups = 3;
        config.limits.recoveries = 3;
        config.limits.logins = 3;
    })
    .await;
    for (path, fields) in [
        ("/api/sign-up", vec![("email", "a@test.test")]),
        ("/api/forgot", vec![("email", "a@test.test"), ("sevis_id", "")]),
        ("/api/login", vec![("email", "a@test.test"), ("password", "x")]),
    ] {
        for _ in 0..3 {
            assert_eq!(p.browser().fetch(path, &fields).await.status, StatusCode::OK, "{path}");
        }
        let refused = p.browser().fetch(path, &fields).await;
        assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS, "{path}");
        assert!(refused.headers.contains_key(header::RETRY_AFTER));
        let mut other = p.browser();
        other.address = [10, 0, 0, 9];
        assert_eq!(
            other.fetch(path, &fields).await.status,
            StatusCode::OK,
            "{path} from elsewhere"
        );
    }
}

pub(super) async fn files_are_attachments() {
    let p = TestPortal::sqlite().await;
    let holder = p.holder("a@test.test").await;
    let mut browser = p.log_in_holder(&holder).await;
    let file = browser.get("/account/my-data.json").await;
    assert!(
        file.headers[header::CONTENT_DISPOSITION].to_str().expect("text").starts_with("attachment")
    );
    assert_eq!(file.headers["x-content-type-options"], "nosniff");
    let api = browser
        .send(Request::get("/api/profile/save").header(header::ACCEPT, "text/html"), Body::empty())
        .await;
    assert_ne!(api.status, StatusCode::OK, "no data by GET");
}
