//! Paths that lead nowhere.

use crate::on_both;
use crate::support::{Browser, SCHOOL, TestPortal};
use axum::http::StatusCode;

on_both! {
    a_path_that_leads_nowhere_is_told_within_the_frame_of_whoever_asks,
}

async fn told(browser: &mut Browser, path: &str, frame: &str) {
    let answer = browser.get(path).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
    for words in ["<title>Page not found - Foothold</title>", "<h1>Page not found</h1>", frame] {
        assert!(answer.body.contains(words), "{path}, {words}: {}", answer.body);
    }
}

async fn a_path_that_leads_nowhere_is_told_within_the_frame_of_whoever_asks(p: TestPortal) {
    let mut nobody = p.browser();
    for path in [
        "/nowhere",
        "/help/tools/nothing",
        "/sign-up/nothing",
        "/employment/1/2/3",
        "/%FF",
        "/help/tools/%FF",
    ] {
        told(&mut nobody, path, "href=\"/login\"").await;
    }
    let ada = p.registered(1).await;
    let mut student = p.logged_in(&ada).await;
    for path in ["/nowhere", "/employment/nothing", "/employment/%FF", "/console"] {
        told(&mut student, path, "action=\"/api/logout\"").await;
    }
    let mut official = p.official("dso@test.test", SCHOOL).await;
    let nothing = format!("/console/students/{}/nothing/new", ada.id);
    for path in [
        "/console/students/nobody",
        nothing.as_str(),
        "/console/review/nothing",
        "/console/batches/%FF",
    ] {
        told(&mut official, path, "action=\"/api/logout\"").await;
    }
}
