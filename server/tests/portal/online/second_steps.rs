//! Who needs which second step.

use crate::on_both;
use crate::support::{PASSWORD, TestPortal};
use axum::http::StatusCode;
use sea_orm::{EntityTrait, PaginatorTrait};
use server::secret::SealedAt;
use server::store::entity::{backup_code, factor};

on_both! {
    the_last_factor_that_is_enough_cannot_be_removed,
    an_official_needs_a_second_step_that_is_not_email,
    a_students_own_second_step_stands_before_the_attestation,
    secrets_of_factors_are_sealed_and_codes_hashed,
}

async fn the_last_factor_that_is_enough_cannot_be_removed(p: TestPortal) {
    let holder = p.holder("a@test.test").await;
    let mut browser = p.log_in_holder(&holder).await;
    let only = factor::Entity::find().one(p.db()).await.expect("row").expect("factor");
    let answer = browser.fetch("/api/security/remove", &[("id", &only.id)]).await;
    assert!(answer.body.contains("NotEnough"), "{}", answer.body);
    assert_eq!(factor::Entity::find().count(p.db()).await.expect("count"), 1);
    // Somebody else's is not found.
    let other = p.holder("b@test.test").await;
    let mut other = p.log_in_holder(&other).await;
    assert_eq!(
        other.fetch("/api/security/remove", &[("id", &only.id)]).await.status,
        StatusCode::NOT_FOUND
    );
}

async fn an_official_needs_a_second_step_that_is_not_email(p: TestPortal) {
    let mut dso = p.official("dso@test.test", crate::support::SCHOOL).await;
    assert_eq!(dso.get("/console").await.status, StatusCode::OK);
    assert!(!dso.get("/account/security").await.body.contains("value=\"email\""));
    let answer = dso.fetch("/api/security/add", &[("kind", "email"), ("factor_name", "")]).await;
    assert!(answer.body.contains("NotEnough"), "{}", answer.body);
    let only = factor::Entity::find().one(p.db()).await.expect("row").expect("factor");
    assert!(
        dso.fetch("/api/security/remove", &[("id", &only.id)]).await.body.contains("NotEnough")
    );
}

async fn a_students_own_second_step_stands_before_the_attestation(p: TestPortal) {
    let student = p.registered(1).await;
    let mut browser = p.logged_in(&student).await;
    browser.post("/api/security/add", &[("kind", "email"), ("factor_name", "")]).await;
    let code = p.sent_code("s1@test.test").await;
    assert_eq!(
        browser.post("/api/enrol/confirm", &[("code", &code), ("page", "")]).await.location(),
        "/account/security"
    );
    let mut again = p.browser();
    assert_eq!(again.log_in("s1@test.test", PASSWORD).await.location(), "/verify");
    assert_eq!(again.get("/attest").await.location(), "/verify");
    let code = p.sent_code("s1@test.test").await;
    assert_eq!(again.post("/api/verify", &[("code", &code)]).await.location(), "/attest");
}

async fn secrets_of_factors_are_sealed_and_codes_hashed(p: TestPortal) {
    let holder = p.holder("a@test.test").await;
    let row = factor::Entity::find().one(p.db()).await.expect("row").expect("factor");
    assert!(!row.sealed.contains(&holder.key));
    let place = SealedAt::Factor(&row.id);
    assert_eq!(p.portal.secrets.open(place, &row.sealed), Some(holder.key));
    let mut flipped = row.sealed.clone().into_bytes();
    flipped[20] ^= 1;
    assert_eq!(p.portal.secrets.open(place, &String::from_utf8_lossy(&flipped)), None);
    let code = backup_code::Entity::find().one(p.db()).await.expect("row").expect("code");
    assert!(code.sealed.is_empty(), "put away");
    assert!(!code.code_hash.contains(&holder.backup));
}
