//! What is put into pages, headers and queries.

use super::*;
use crate::support::{SCHOOL, TestPortal};
use axum::http::StatusCode;
use sea_orm::EntityTrait;
use server::store::entity::student;

pub(super) async fn secure() -> TestPortal {
    TestPortal::set_up(|config| {
        config.demo = false;
        config.public_url = "https://portal.test".into();
    })
    .await
}

pub(super) async fn output_is_encoded() {
    let p = TestPortal::sqlite().await;
    let evil = "\"><img src=x onerror=alert()>";
    p.import(
        &format!("{HEAD}\nN0000000001,</script><b>,{},2001-02-03,a@test.test,{SCHOOL}\n", "\"\"\"><img onerror=x>\""),
        "sevis_id,type,status,schedule,start_date,end_date\nN0000000001,post_completion,approved,full_time,2026-06-01,2027-05-31\n",
        "",
    )
    .await
    .expect("imported");
    let student = p.find("N0000000001").await;
    p.register(&student).await;
    let mut own = p.logged_in(&student).await;
    let fields = [
        ("street", evil),
        ("zip", "78666"),
        ("us_phone", "5125550123"),
        ("version", "1"),
        ("line2", "</script><script>x"),
    ];
    own.post("/api/profile/save", &fields).await;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    for page in [
        own.get("/profile").await,
        own.get("/history").await,
        own.get("/account/security").await,
        dso.get("/console/students").await,
        dso.get(&format!("/console/students/{}", student.id)).await,
        dso.get("/console/review").await,
        p.browser().get("/mailbox").await,
    ] {
        assert!(
            !page.body.contains("<img")
                && !page.body.contains("</script><b>")
                && !page.body.contains("<script>x"),
            "{}",
            page.body
        );
    }
    for mail in p.mails("a@test.test").await {
        assert!(!mail.html.contains("<img") && !mail.html.contains("<b>"));
    }
}

pub(super) async fn only_safe_schemes() {
    let p = TestPortal::sqlite().await;
    let student = p.registered(1).await;
    let mut own = p.logged_in(&student).await;
    let fields = [
        ("street", "javascript:alert(1)"),
        ("zip", "78666"),
        ("us_phone", "5125550123"),
        ("version", "1"),
    ];
    own.post("/api/profile/save", &fields).await;
    for path in [
        "/profile",
        "/history",
        "/help/faq?q=javascript:x",
        "/login?next=javascript:x",
        "/confirm?token=javascript:x",
    ] {
        let page = own.get(path).await.body;
        for unsafe_link in ["href=\"javascript:", "href=\"data:", "action=\"javascript:"] {
            assert!(!page.contains(unsafe_link), "{path}");
        }
    }
}

pub(super) async fn queries_take_any_sign() {
    let p = TestPortal::sqlite().await;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    for sign in ["'", "\"", "%", "_", "\\", "'; DROP TABLE students; --", "\u{1F600}", "%00"] {
        assert!(!dso.post("/api/console/search", &[("q", sign)]).await.status.is_server_error());
        assert_eq!(dso.get("/console/students").await.status, StatusCode::OK, "{sign}");
        let id = crate::support::escape(sign);
        for path in [
            format!("/console/students/{id}"),
            format!("/receipts/{id}"),
            format!("/reset?token={id}"),
            format!("/help/faq?q={id}"),
        ] {
            assert!(!dso.get(&path).await.status.is_server_error(), "{path}");
        }
    }
    assert!(student::Entity::find().all(p.db()).await.is_ok());
}

pub(super) async fn no_header_injection() {
    let p = TestPortal::sqlite().await;
    for email in [
        "a@test.test\r\nBcc: x@test.test",
        "a@test.test%0d%0aBcc: x@test.test",
        "\"a\r\nb\"@test.test",
    ] {
        p.browser().post("/api/sign-up", &[("email", email)]).await;
    }
    p.settle().await;
    assert!(p.mails("x@test.test").await.is_empty());
    assert!(
        server::store::entity::mail::Entity::find().all(p.db()).await.expect("rows").is_empty()
    );
}
