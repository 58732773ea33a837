//! A plan as a PDF.

use super::{filled, stem};
use crate::on_both;
use crate::support::{PASSWORD, TestPortal};
use axum::http::StatusCode;

on_both! {
    the_same_plan_is_the_same_bytes_and_nobody_elses,
}

async fn the_same_plan_is_the_same_bytes_and_nobody_elses(p: TestPortal) {
    let (_, mut own) = stem(&p).await;
    let id = filled(&mut own).await;
    let path = format!("/training-plan/{id}/plan.pdf");
    let (one, two) = (own.get(&path).await, own.get(&path).await);
    assert_eq!(one.status, StatusCode::OK);
    assert!(one.body.starts_with("%PDF-1.7") && one.body == two.body);
    let name = one.headers.get("content-disposition").and_then(|name| name.to_str().ok());
    assert!(
        name.is_some_and(|name| name.contains("N0000000001_Harbor-Robotics_1.pdf")),
        "{name:?}"
    );
    let other = p.registered(2).await;
    let mut browser = p.browser();
    browser.log_in(other.email.as_deref().expect("an email"), PASSWORD).await;
    browser.post("/api/attest", &[("next", "")]).await;
    assert_eq!(browser.get(&path).await.status, StatusCode::NOT_FOUND);
    let stranger = p.browser().get(&path).await;
    assert_ne!(stranger.status, StatusCode::OK);
}
