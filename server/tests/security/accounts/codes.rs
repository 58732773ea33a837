//! One-time codes and backup codes.

use crate::support::{PASSWORD, TestPortal, between};
use axum::http::StatusCode;
use sea_orm::EntityTrait;
use server::store::entity::{backup_code, factor, reset_answer};
use time::Duration;

pub(super) async fn codes_once() {
    let p = TestPortal::sqlite().await;
    let holder = p.holder("a@test.test").await;
    let code = p.app_code(&holder.key);
    for (n, expected) in [(0, "/home"), (1, "/verify")] {
        let mut browser = p.browser();
        browser.log_in("a@test.test", PASSWORD).await;
        assert_eq!(
            browser.post("/api/verify", &[("code", &code)]).await.location(),
            expected,
            "{n}"
        );
    }
    for expected in ["/account/security", "/verify/backup-code"] {
        let mut browser = p.browser();
        browser.log_in("a@test.test", PASSWORD).await;
        assert_eq!(
            browser
                .post("/api/verify/backup-code", &[("backup_code", &holder.backup)])
                .await
                .location(),
            expected
        );
    }
}

pub(super) async fn backup_codes_are_long() {
    let p = TestPortal::sqlite().await;
    let holder = p.holder("a@test.test").await;
    let signs = holder.backup.chars().filter(|c| *c != '-').count();
    assert!(signs * 5 >= 112, "five bits a sign");
    let row = backup_code::Entity::find().one(p.db()).await.expect("row").expect("code");
    assert_eq!(row.code_hash.len(), 43, "a keyed hash of 256 bits");
    assert!(
        reset_answer::Entity::find()
            .all(p.db())
            .await
            .expect("rows")
            .iter()
            .all(|row| row.answer_hash.starts_with("$argon2id$"))
    );
}

pub(super) async fn codes_are_even() {
    let mut counts = [[0u32; 10]; 6];
    let draws = 100_000;
    for _ in 0..draws {
        let code = server::service::credentials::codes::six_digits();
        assert_eq!(code.len(), 6);
        for (at, digit) in code.bytes().enumerate() {
            counts[at][usize::from(digit - b'0')] += 1;
        }
    }
    for place in counts {
        let expected = f64::from(draws) / 10.0;
        let chi: f64 = place.iter().map(|n| (f64::from(*n) - expected).powi(2) / expected).sum();
        // 9 degrees of freedom: above 40 once in a hundred thousand runs.
        assert!(chi < 40.0, "{place:?}");
    }
}

pub(super) async fn codes_lapse() {
    let p = TestPortal::sqlite().await;
    let mut browser = p.with_password("a@test.test").await;
    browser.post("/api/sign-up/second-step", &[("by_email", "on")]).await;
    let code = p.sent_code("a@test.test").await;
    p.clock.advance(Duration::seconds(601));
    assert!(
        browser
            .fetch("/api/enrol/confirm", &[("code", &code), ("page", "")])
            .await
            .body
            .contains("CodeSpent")
    );
    let holder = p.holder("b@test.test").await;
    let code = p.app_code(&holder.key);
    p.clock.advance(Duration::seconds(90));
    let mut late = p.browser();
    late.log_in("b@test.test", PASSWORD).await;
    assert!(late.fetch("/api/verify", &[("code", &code)]).await.body.contains("WrongCode"));
}

pub(super) async fn text_risk_is_told() {
    let p = TestPortal::sqlite().await;
    let mut browser = p.with_password("a@test.test").await;
    let page = browser.get("/sign-up/second-step").await.body;
    let order: Vec<usize> = ["Passkey", "Authenticator app", "Text message"]
        .iter()
        .map(|words| page.find(&format!(">{words}<")).expect("shown"))
        .collect();
    assert!(order.is_sorted(), "the stronger first");
    assert!(page.contains("Numbers can be hijacked"));
    // A number counts only once a code sent to it came back.
    browser.post("/api/sign-up/second-step", &[("text", "on"), ("mobile", "5125550100")]).await;
    assert!(
        factor::Entity::find()
            .one(p.db())
            .await
            .expect("row")
            .expect("factor")
            .confirmed_at
            .is_none()
    );
}

pub(super) async fn codes_are_bound() {
    let p = TestPortal::sqlite().await;
    let mut a = p.with_password("a@test.test").await;
    a.post("/api/sign-up/second-step", &[("by_email", "on")]).await;
    let code = p.sent_code("a@test.test").await;
    let mut b = p.browser();
    b.log_in("a@test.test", PASSWORD).await;
    let id = factor::Entity::find().one(p.db()).await.expect("row").expect("factor").id;
    b.post("/api/enrol/begin", &[("id", &id)]).await;
    assert!(
        !b.fetch("/api/enrol/confirm", &[("code", &code), ("page", "")])
            .await
            .body
            .contains("Done")
    );
}

pub(super) async fn code_guesses_wait() {
    let p = TestPortal::sqlite().await;
    let holder = p.holder("a@test.test").await;
    let mut browser = p.browser();
    browser.log_in("a@test.test", PASSWORD).await;
    for n in 1..=5 {
        let body = browser.fetch("/api/verify", &[("code", "000000")]).await.body;
        assert_eq!(body.contains("WaitFor"), n == 5, "{n}: {body}");
    }
    // Logging in again begins no new count.
    let mut again = p.browser();
    again.log_in("a@test.test", PASSWORD).await;
    let code = p.app_code(&holder.key);
    assert!(again.fetch("/api/verify", &[("code", &code)]).await.body.contains("WaitFor"));
    let page = again.get("/verify").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(!between(&page.body, "<main", "</main>").contains("locked"));
}
