//! Mail and questions together.

use super::*;
use crate::on_both;
use crate::support::{PASSWORD, TestPortal};
use axum::http::StatusCode;
use time::Duration;

on_both! {
    mail_and_questions_together_open_an_account_whose_second_steps_are_lost,
    a_code_for_lost_steps_serves_no_other_session_and_no_second_time,
    mail_and_questions_are_not_given_twice_within_a_day,
    no_mail_opens_a_representatives_account,
    guessing_at_lost_steps_waits_longer_each_time,
}

async fn mail_and_questions_together_open_an_account_whose_second_steps_are_lost(p: TestPortal) {
    let holder = p.holder("ada@test.test").await;
    let (mut browser, code, (first, second)) = losing(&p, &holder).await;
    assert!(browser.get("/verify").await.body.contains("I have lost all of these"));
    // The mail alone, and the answers alone, are not enough; which was wrong is not told.
    for (code, second) in [(code.as_str(), "wrong"), ("000000", second.as_str())] {
        assert_eq!(prove(&mut browser, code, &first, second).await.location(), "/verify/lost");
        assert!(
            browser
                .get("/verify/lost")
                .await
                .body
                .contains("The code or one of the answers does not match")
        );
        assert_eq!(browser.get("/home").await.location(), "/verify");
    }
    let before = p.mails("ada@test.test").await.len();
    let (mut browser, code, (first, second)) = losing(&p, &holder).await;
    assert_eq!(prove(&mut browser, &code, &first, &second).await.location(), "/account/security");
    let page = browser.get("/account/security").await.body;
    assert!(page.contains("You are logged in") && page.contains("Authenticator app"), "{page}");
    let mails = p.mails("ada@test.test").await;
    assert!(
        mails[before..]
            .iter()
            .any(|m| m.subject.contains("login without a second step") && m.link.is_some())
    );
    // A new step is added and the lost one removed, without another login.
    let answer = browser.post("/api/security/add", &[("kind", "email")]).await;
    assert_eq!(answer.location(), "/second-step/confirm");
}

async fn a_code_for_lost_steps_serves_no_other_session_and_no_second_time(p: TestPortal) {
    let holder = p.holder("ada@test.test").await;
    let (mut one, code, (first, second)) = losing(&p, &holder).await;
    let mut other = p.browser();
    other.log_in("ada@test.test", PASSWORD).await;
    assert_eq!(prove(&mut other, &code, &first, &second).await.location(), "/verify/lost");
    // Nor is it the code of a second step.
    let answer = one.post("/api/verify", &[("code", &code)]).await;
    assert_eq!(answer.location(), "/verify");
    let mut again = p.browser();
    again.cookie.clone_from(&one.cookie);
    assert_eq!(prove(&mut one, &code, &first, &second).await.location(), "/account/security");
    assert_ne!(prove(&mut again, &code, &first, &second).await.location(), "/account/security");
}

async fn mail_and_questions_are_not_given_twice_within_a_day(p: TestPortal) {
    // Within one week, in which the questions stay the same.
    p.clock.advance(Duration::days(2));
    let holder = p.holder("ada@test.test").await;
    p.browser().post("/api/forgot", &[("email", "ada@test.test"), ("sevis_id", "")]).await;
    p.settle().await;
    let token = p.token("ada@test.test").await;
    let new = "Another-light-27!";
    let fields = p.reset_fields(&token, new).await;
    let (first, second) = (fields[1].1.clone(), fields[2].1.clone());
    let fields = fields.each_ref().map(|(name, value)| (*name, value.as_str()));
    assert_eq!(p.browser().post("/api/reset", &fields).await.location(), "/login");
    let mut browser = p.browser();
    browser.log_in(&holder.email, new).await;
    assert!(browser.get("/verify/lost").await.body.contains("within the last day"));
    assert_eq!(
        browser.post("/api/verify/lost/send", &[("id", "")]).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(prove(&mut browser, "000000", "a", "b").await.status, StatusCode::NOT_FOUND);
    p.clock.advance(Duration::hours(25));
    let mut browser = p.browser();
    browser.log_in(&holder.email, new).await;
    let page = browser.post_and_look("/api/verify/lost/send", &[("id", "")]).await.body;
    let others = answers_on(&page);
    assert!(
        ![&first, &second].contains(&&others.0) && ![&first, &second].contains(&&others.1),
        "two others"
    );
    let code = p.sent_code("ada@test.test").await;
    assert_eq!(
        prove(&mut browser, &code, &others.0, &others.1).await.location(),
        "/account/security"
    );
}

async fn no_mail_opens_a_representatives_account(p: TestPortal) {
    let holder = p.holder_as("law@test.test", "representative").await;
    let mut browser = p.browser();
    browser.log_in(&holder.email, PASSWORD).await;
    assert!(
        browser.get("/verify/lost").await.body.contains("does not allow logging in by email alone")
    );
    assert_eq!(
        browser.post("/api/verify/lost/send", &[("id", "")]).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(prove(&mut browser, "000000", "a", "b").await.status, StatusCode::NOT_FOUND);
}

async fn guessing_at_lost_steps_waits_longer_each_time(p: TestPortal) {
    let holder = p.holder("ada@test.test").await;
    let (mut browser, _, _) = losing(&p, &holder).await;
    for _ in 0..5 {
        prove(&mut browser, "000000", "a", "b").await;
    }
    let page = browser.get("/verify/lost").await.body;
    assert!(page.contains("Wait 30 seconds"), "{page}");
    p.clock.advance(Duration::seconds(31));
    let page = browser.post_and_look("/api/verify/lost/send", &[("id", "")]).await.body;
    let (first, second) = answers_on(&page);
    let code = p.sent_code("ada@test.test").await;
    assert_eq!(prove(&mut browser, &code, &first, &second).await.location(), "/account/security");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn where_questions_prove_nothing_this_way_is_closed() {
    let p = TestPortal::set_up(|config| config.policy = domain::password::MODERN).await;
    let holder = p.holder("ada@test.test").await;
    let mut browser = p.browser();
    browser.log_in(&holder.email, PASSWORD).await;
    let page = browser.get("/verify/lost").await.body;
    assert!(page.contains("does not allow logging in by email alone"), "{page}");
    let answer = browser.post("/api/verify/lost/send", &[("id", "")]).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert_eq!(prove(&mut browser, "000000", "a", "b").await.status, StatusCode::NOT_FOUND);
}
