//! "This was not me", and what it ends.

use super::*;
use crate::on_both;
use crate::support::{PASSWORD, TestPortal};
use axum::http::StatusCode;
use sea_orm::EntityTrait;
use server::store::entity::factor;
use time::Duration;

on_both! {
    this_was_not_me_puts_the_questions_back,
    a_login_under_way_does_not_outlive_this_was_not_me,
    what_one_session_began_no_other_confirms,
    a_clock_a_day_off_opens_nothing_and_loses_nothing,
}

async fn this_was_not_me_puts_the_questions_back(p: TestPortal) {
    let mut holder = p.holder("ada@test.test").await;
    let fields = other_questions("Thief");
    let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), *v)).collect();
    assert_eq!(
        holder.browser.post("/api/security/questions", &fields).await.location(),
        "/account/security"
    );
    let token = p.token("ada@test.test").await;
    p.browser().post("/api/security/not-me", &[("id", &token)]).await;
    let token = p.token("ada@test.test").await;
    // The owner's own questions again.
    let new = "Another-light-27!";
    let fields = p.reset_fields(&token, new).await;
    let fields = fields.each_ref().map(|(name, value)| (*name, value.as_str()));
    assert_eq!(p.browser().post("/api/reset", &fields).await.location(), "/login");
}

async fn a_login_under_way_does_not_outlive_this_was_not_me(p: TestPortal) {
    for round in 0..6_u32 {
        let email = format!("h{round}@test.test");
        let holder = p.holder(&email).await;
        let mut browser = p.log_in_holder(&holder).await;
        browser.post("/api/security/backup-codes", &[("id", "")]).await;
        let token = p.token(&email).await;
        let (mut losing, code, (first, second)) = losing(&p, &holder).await;
        let mut owner = p.browser();
        let freeze = tokio::spawn(async move {
            tokio::time::sleep(std::time::Duration::from_millis(u64::from(round) * 3)).await;
            owner.post("/api/security/not-me", &[("id", &token)]).await;
        });
        prove(&mut losing, &code, &first, &second).await;
        freeze.await.expect("ran");
        assert_ne!(losing.get("/account/security").await.status, StatusCode::OK, "{round}");
    }
}

async fn what_one_session_began_no_other_confirms(p: TestPortal) {
    let holder = p.holder("ada@test.test").await;
    let mut one = p.log_in_holder(&holder).await;
    let mut other = p.log_in_holder(&holder).await;
    assert_eq!(
        one.post("/api/security/add", &[("kind", "email")]).await.location(),
        "/second-step/confirm"
    );
    let code = p.sent_code("ada@test.test").await;
    let fields = [("code", code.as_str()), ("page", "/second-step/confirm")];
    other.post("/api/enrol/confirm", &fields).await;
    let confirmed = || async {
        let rows = factor::Entity::find().all(p.db()).await.expect("rows");
        rows.into_iter().filter(|row| row.confirmed_at.is_some()).count()
    };
    assert_eq!(confirmed().await, 1, "the app alone");
    one.post("/api/enrol/confirm", &fields).await;
    assert_eq!(confirmed().await, 2);
}

async fn a_clock_a_day_off_opens_nothing_and_loses_nothing(p: TestPortal) {
    let holder = p.holder("ada@test.test").await;
    let (mut browser, code, (first, second)) = losing(&p, &holder).await;
    // Back by a day: a code from tomorrow is none.
    p.clock.advance(-Duration::hours(24));
    assert_eq!(prove(&mut browser, &code, &first, &second).await.location(), "/verify/lost");
    assert_eq!(p.browser().log_in("ada@test.test", PASSWORD).await.location(), "/verify");
    // Forward by two: code and session are over; the account is as it was.
    p.clock.advance(Duration::hours(48));
    assert_ne!(prove(&mut browser, &code, &first, &second).await.location(), "/account/security");
    p.settle().await;
    let mut browser = p.log_in_holder(&holder).await;
    assert_eq!(browser.get("/home").await.status, StatusCode::OK);
}
