//! Codes and waits.

use crate::on_both;
use crate::support::{PASSWORD, TestPortal};
use sea_orm::EntityTrait;
use server::store::entity::{backup_code, factor};
use time::Duration;

on_both! {
    the_password_alone_reaches_only_the_second_step,
    a_code_lives_ten_minutes_once_for_its_own_request,
    wrong_codes_bring_growing_waits_that_a_new_code_does_not_reset,
    waits_at_the_login_are_the_same_for_unknown_addresses_and_survive_a_restart,
    fifty_parallel_uses_of_one_backup_code_let_one_in,
}

async fn the_password_alone_reaches_only_the_second_step(p: TestPortal) {
    let holder = p.holder("a@test.test").await;
    let mut half = p.browser();
    assert_eq!(half.log_in("a@test.test", PASSWORD).await.location(), "/verify");
    for page in
        ["/home", "/account/security", "/account", "/account/my-data.json", "/console", "/profile"]
    {
        assert_eq!(half.get(page).await.location(), "/verify", "{page}");
    }
    assert!(!half.get("/verify").await.body.contains("Log out"));
    assert_eq!(half.post("/api/security/backup-codes", &[("id", "")]).await.location(), "/verify");
    let code = p.app_code(&holder.key);
    assert_eq!(half.post("/api/verify", &[("code", &code)]).await.location(), "/home");
    // No replay within its window, in this browser or another.
    let mut again = p.browser();
    again.log_in("a@test.test", PASSWORD).await;
    assert!(again.fetch("/api/verify", &[("code", &code)]).await.body.contains("WrongCode"));
}

async fn a_code_lives_ten_minutes_once_for_its_own_request(p: TestPortal) {
    let mut browser = p.with_password("a@test.test").await;
    browser.post("/api/sign-up/second-step", &[("by_email", "on")]).await;
    let code = p.sent_code("a@test.test").await;
    // The same code in another session of the same account.
    let mut other = p.browser();
    other.log_in("a@test.test", PASSWORD).await;
    other.post("/api/enrol/confirm", &[("code", &code), ("page", "")]).await;
    assert!(
        factor::Entity::find()
            .one(p.db())
            .await
            .expect("row")
            .expect("factor")
            .confirmed_at
            .is_none()
    );
    p.clock.advance(Duration::minutes(10) + Duration::seconds(1));
    let late = browser.fetch("/api/enrol/confirm", &[("code", &code), ("page", "")]).await;
    assert!(late.body.contains("CodeSpent"), "{}", late.body);
    let id = factor::Entity::find().one(p.db()).await.expect("row").expect("factor").id;
    browser.post("/api/enrol/begin", &[("id", &id)]).await;
    let code = p.sent_code("a@test.test").await;
    p.clock.advance(Duration::minutes(10));
    let answer = browser.post("/api/enrol/confirm", &[("code", &code), ("page", "")]).await;
    assert_eq!(answer.location(), "/sign-up/backup-code", "{}", answer.body);
}

async fn wrong_codes_bring_growing_waits_that_a_new_code_does_not_reset(p: TestPortal) {
    let mut browser = p.with_password("a@test.test").await;
    browser.post("/api/sign-up/second-step", &[("by_email", "on")]).await;
    let id = factor::Entity::find().one(p.db()).await.expect("row").expect("factor").id;
    for n in 0..4 {
        let answer = browser.fetch("/api/enrol/confirm", &[("code", "000000"), ("page", "")]).await;
        assert!(answer.body.contains("WrongCode"), "{n}: {}", answer.body);
    }
    browser.post("/api/enrol/begin", &[("id", &id)]).await;
    let fifth = browser.fetch("/api/enrol/confirm", &[("code", "000000"), ("page", "")]).await;
    assert!(fifth.body.contains("{\"WaitFor\":{\"seconds\":30}}"), "{}", fifth.body);
    let code = p.sent_code("a@test.test").await;
    let early = browser.fetch("/api/enrol/confirm", &[("code", &code), ("page", "")]).await;
    assert!(early.body.contains("WaitFor"), "the right one waits as well");
    p.clock.advance(Duration::seconds(30));
    let answer = browser.post("/api/enrol/confirm", &[("code", &code), ("page", "")]).await;
    assert_eq!(answer.location(), "/sign-up/backup-code");
}

async fn waits_at_the_login_are_the_same_for_unknown_addresses_and_survive_a_restart(
    p: TestPortal,
) {
    let holder = p.holder("a@test.test").await;
    for email in ["a@test.test", "nobody@test.test"] {
        for n in 1..=4 {
            let answer =
                p.browser().fetch("/api/login", &[("email", email), ("password", "wrong")]).await;
            assert!(answer.body.contains("LoginFailed"), "{email} {n}: {}", answer.body);
        }
        let fifth =
            p.browser().fetch("/api/login", &[("email", email), ("password", "wrong")]).await;
        assert!(fifth.body.contains("{\"WaitFor\":{\"seconds\":30}}"), "{email}: {}", fifth.body);
    }
    // Another process on the same database.
    let other = server::portal::Portal::with(
        p.portal.config.clone(),
        p.portal.secrets.clone(),
        p.clock.clone(),
    )
    .await
    .expect("portal");
    let waiting = crate::support::Browser::new(other)
        .fetch("/api/login", &[("email", "a@test.test"), ("password", PASSWORD)])
        .await;
    assert!(waiting.body.contains("WaitFor"), "{}", waiting.body);
    // The owner's own browser is counted apart, so that strangers keep nobody out.
    let mut own = p.browser();
    own.others = holder.browser.others.clone();
    assert_eq!(own.log_in("a@test.test", PASSWORD).await.location(), "/verify");
    p.clock.advance(Duration::seconds(31));
    assert_eq!(p.browser().log_in("a@test.test", PASSWORD).await.location(), "/verify");
}

async fn fifty_parallel_uses_of_one_backup_code_let_one_in(p: TestPortal) {
    let holder = p.holder("a@test.test").await;
    let mut browsers = Vec::new();
    for _ in 0..50 {
        let mut browser = p.browser();
        assert_eq!(browser.log_in("a@test.test", PASSWORD).await.location(), "/verify");
        browsers.push(browser);
    }
    let tries: Vec<_> = browsers
        .into_iter()
        .map(|mut browser| {
            let code = holder.backup.clone();
            tokio::spawn(async move {
                browser.post("/api/verify/backup-code", &[("backup_code", &code)]).await.location()
                    == "/account/security"
            })
        })
        .collect();
    let mut won = 0;
    for one in tries {
        won += usize::from(one.await.expect("answered"));
    }
    assert_eq!(won, 1);
    // The used one has a replacement.
    let rows = backup_code::Entity::find().all(p.db()).await.expect("rows");
    assert_eq!(rows.iter().filter(|row| row.used_at.is_none()).count(), 1);
}
