//! Closing an account, and taking its data along.

use crate::on_both;
use crate::support::{PASSWORD, TestPortal};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use server::store::entity::account;
use time::Duration;

on_both! {
    an_account_closes_after_thirty_days_unless_it_is_kept,
    all_my_data_is_one_file_without_secrets,
}

async fn an_account_closes_after_thirty_days_unless_it_is_kept(p: TestPortal) {
    let holder = p.holder("a@test.test").await;
    let mut browser = p.log_in_holder(&holder).await;
    browser.post("/api/security/close", &[("id", "close")]).await;
    browser.post("/api/security/close", &[("id", "keep")]).await;
    let mails = p.mails("a@test.test").await.len();
    for _ in 0..3 {
        browser.post("/api/security/close", &[("id", "keep")]).await;
    }
    assert_eq!(p.mails("a@test.test").await.len(), mails, "what is so already is not mailed again");
    p.clock.advance(Duration::days(31));
    p.settle().await;
    assert_eq!(p.account_of("a@test.test").await.standing.code(), "open");
    let mut browser = p.log_in_holder(&holder).await;
    browser.post("/api/security/close", &[("id", "close")]).await;
    p.clock.advance(Duration::days(30));
    p.settle().await;
    let row = account::Entity::find().filter(account::Column::Email.eq("a@test.test"));
    let row = row.one(p.db()).await.expect("query").expect("account");
    assert_eq!(row.standing.code(), "closed");
    assert_eq!(p.browser().log_in("a@test.test", PASSWORD).await.location(), "/login");
    assert_ne!(row.email_key, "a@test.test", "the address is free for another login");
}

async fn all_my_data_is_one_file_without_secrets(p: TestPortal) {
    let holder = p.holder("a@test.test").await;
    let mut browser = p.log_in_holder(&holder).await;
    let answer = browser.get("/account/my-data.json").await;
    assert!(answer.headers["content-disposition"].to_str().expect("text").contains("attachment"));
    let data: serde_json::Value = serde_json::from_str(&answer.body).expect("JSON");
    assert_eq!(data["email"], "a@test.test");
    assert!(!answer.body.contains(&holder.key) && !answer.body.contains("$argon2"));
    let student = p.registered(1).await;
    let mut browser = p.logged_in(&student).await;
    let body = browser.get("/account/my-data.json").await.body;
    assert!(body.contains(&student.sevis_id) && body.contains("history"));
    assert_eq!(p.browser().get("/account/my-data.json").await.location(), "/login");
}
