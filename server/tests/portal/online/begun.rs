//! A sign-up, and a second step, that were begun and left.

use crate::on_both;
use crate::support::TestPortal;
use time::Duration;

on_both! {
    wrong_codes_are_answered_alike_for_known_and_unknown_addresses,
    a_sign_up_whose_second_step_was_lost_begins_anew,
    what_was_begun_as_a_second_step_is_confirmed_after_a_fresh_login_only,
}

async fn wrong_codes_are_answered_alike_for_known_and_unknown_addresses(p: TestPortal) {
    p.holder("known@test.test").await;
    let mut told = Vec::new();
    for email in ["known@test.test", "unknown@test.test"] {
        let mut browser = p.browser();
        browser.post("/api/sign-up", &[("email", email)]).await;
        p.settle().await;
        let mut answers = Vec::new();
        for _ in 0..12 {
            let fields = [("token", ""), ("confirmation_code", "ABCD-EFGH")];
            let body = browser.fetch("/api/confirm", &fields).await.body;
            answers.push(body.contains("WaitFor"));
            assert!(body.contains("WaitFor") || body.contains("WrongCode"), "{body}");
        }
        told.push(answers);
    }
    assert_eq!(told[0], told[1]);
    assert!(told[0].iter().any(|waits| *waits), "{told:?}");
    // The code in the mail works once the wait is over.
    let mut browser = p.browser();
    p.clock.advance(Duration::hours(1));
    browser.post("/api/sign-up", &[("email", "unknown@test.test")]).await;
    p.settle().await;
    let text = p.mails("unknown@test.test").await.pop().expect("a mail").text;
    let code = text.lines().find(|line| line.len() == 9 && line.chars().nth(4) == Some('-'));
    let fields = [("token", ""), ("confirmation_code", code.expect("a code"))];
    assert_eq!(browser.post("/api/confirm", &fields).await.location(), "/sign-up/password");
}

async fn a_sign_up_whose_second_step_was_lost_begins_anew(p: TestPortal) {
    let mut browser = p.with_password("a@test.test").await;
    browser.post("/api/sign-up/second-step", &[("app", "on")]).await;
    p.confirm_app(&mut browser, "/sign-up/verify").await;
    // The device is lost before the next step.
    p.clock.advance(Duration::hours(2));
    let holder = p.holder("a@test.test").await;
    p.log_in_holder(&holder).await;
}

async fn what_was_begun_as_a_second_step_is_confirmed_after_a_fresh_login_only(p: TestPortal) {
    let holder = p.holder("a@test.test").await;
    let mut browser = p.log_in_holder(&holder).await;
    let answer = browser.post("/api/security/add", &[("kind", "app")]).await;
    assert_eq!(answer.location(), "/second-step/confirm");
    p.clock.advance(Duration::minutes(20));
    let fields = [("code", "123456"), ("page", "/second-step/confirm")];
    let answer = browser.post("/api/enrol/confirm", &fields).await;
    assert!(answer.location().starts_with("/log-in-again"), "{}", answer.location());
}
