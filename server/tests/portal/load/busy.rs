//! Past the bound.

use super::*;
use crate::on_both;
use crate::support::TestPortal;
use axum::http::{StatusCode, header};

on_both! {
    past_the_bound_a_report_is_told_busy_and_can_be_sent_again_as_it_was_typed,
    a_password_is_never_put_into_the_page_that_says_busy,
    what_a_student_answers_the_school_can_be_sent_again_and_answers_of_an_account_cannot,
}

async fn past_the_bound_a_report_is_told_busy_and_can_be_sent_again_as_it_was_typed(p: TestPortal) {
    let p = p.waiting_for_the_writer(1).await;
    let mut browser = p.logged_in(&p.registered(1).await).await;
    let held = hold_the_writer(&p).await;
    let answer = browser.post("/api/employer/save", &job("key-1")).await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(answer.headers.contains_key(header::RETRY_AFTER));
    assert!(answer.body.contains("nothing was saved"));
    assert!(answer.body.contains("value=\"Harbor Robotics\"") && answer.body.contains("Try again"));
    let fetched = browser.fetch("/api/employer/save", &job("key-1")).await;
    assert_eq!(fetched.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(fetched.headers.contains_key(header::RETRY_AFTER) && fetched.body.contains("Busy"));
    // Reading goes on.
    assert_eq!(browser.get("/employment").await.status, StatusCode::OK);
    drop(held);
    assert_eq!(counts(&p).await, [0; 4]);
    let answer = browser.post("/api/employer/save", &job("key-1")).await;
    assert_eq!(answer.status, StatusCode::FOUND);
    assert_eq!(counts(&p).await, [1; 4]);
}

async fn a_password_is_never_put_into_the_page_that_says_busy(p: TestPortal) {
    let p = p.waiting_for_the_writer(1).await;
    let student = p.registered(1).await;
    let held = hold_the_writer(&p).await;
    let email = student.email.clone().unwrap_or_default();
    let answer = p.browser().log_in(&email, "Wrong-password-99!").await;
    drop(held);
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(!answer.body.contains("Wrong-password-99!") && !answer.body.contains("<input"));
}

async fn what_a_student_answers_the_school_can_be_sent_again_and_answers_of_an_account_cannot(
    p: TestPortal,
) {
    let p = p.waiting_for_the_writer(1).await;
    let mut browser = p.logged_in(&p.registered(1).await).await;
    let mut holder = p.holder("holder@test.test").await.browser;
    let held = hold_the_writer(&p).await;
    let fields = [("id", "some"), ("answer", "On the control team.")];
    let answer = browser.post("/api/report/answer", &fields).await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(answer.body.contains("value=\"On the control team.\""), "{}", answer.body);
    let questions = ["meet", "book", "food", "concert", "trip"];
    let names: Vec<_> = (1..=5).map(|n| (format!("question{n}"), format!("answer{n}"))).collect();
    let answers: Vec<_> = questions.iter().map(|name| format!("A secret {name}")).collect();
    let all = names.iter().zip(questions).zip(&answers);
    let fields: Vec<(&str, &str)> = all
        .flat_map(|((name, question), answer)| {
            [(name.0.as_str(), question), (name.1.as_str(), answer.as_str())]
        })
        .collect();
    let answer = holder.post("/api/security/questions", &fields).await;
    drop(held);
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(!answer.body.contains("A secret meet"), "{}", answer.body);
}
