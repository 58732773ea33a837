//! What a stolen session alone cannot do, or not without a word to the owner.

use crate::on_both;
use crate::support::{PASSWORD, TestPortal, between};
use time::Duration;

on_both! {
    no_session_is_ended_by_one_that_is_not_fresh,
    whoever_turns_news_off_is_told_by_email,
    a_representative_with_email_alone_adds_another_second_step,
    a_form_of_which_nothing_was_chosen_is_answered_with_its_faults,
}

async fn no_session_is_ended_by_one_that_is_not_fresh(p: TestPortal) {
    let holder = p.holder("a@test.test").await;
    let mut stolen = p.log_in_holder(&holder).await;
    p.clock.advance(Duration::minutes(20));
    let mut owner = p.log_in_holder(&holder).await;
    let page = stolen.get("/account/security").await.body;
    let forms = page.split("/api/security/end-session").skip(1);
    let ids: Vec<&str> = forms
        .filter_map(|form| form.split_once("name=\"form[id]\" value=\""))
        .filter_map(|(_, rest)| rest.split_once('"'))
        .map(|(id, _)| id)
        .collect();
    assert!(!ids.is_empty(), "others are named");
    for id in ids {
        let answer = stolen.post("/api/security/end-session", &[("id", id)]).await;
        assert!(answer.location().starts_with("/log-in-again"), "{}", answer.location());
    }
    assert_eq!(owner.get("/home").await.status.as_u16(), 200);
}

async fn whoever_turns_news_off_is_told_by_email(p: TestPortal) {
    let holder = p.holder("a@test.test").await;
    let mut stolen = p.log_in_holder(&holder).await;
    let before = p.mails("a@test.test").await.len();
    for _ in 0..2 {
        stolen.post("/api/security/news", &[("id", "off")]).await;
    }
    let mails = p.mails("a@test.test").await;
    assert_eq!(mails.len(), before + 1, "once, as it changes once");
    assert_eq!(mails[before].subject, "Emails about news were changed");
}

async fn a_representative_with_email_alone_adds_another_second_step(p: TestPortal) {
    let mut browser = p.with_password("a@test.test").await;
    browser.post("/api/sign-up/second-step", &[("by_email", "on")]).await;
    p.settle().await;
    let code = p.sent_code("a@test.test").await;
    let fields = [("code", code.as_str()), ("page", "/sign-up/verify")];
    browser.post("/api/enrol/confirm", &fields).await;
    browser.post("/api/sign-up/backup-code", &[("id", "")]).await;
    p.answer_questions(&mut browser).await;
    let chosen = [("account_type", "representative")];
    let page = browser.post_and_look("/api/sign-up/account-type", &chosen).await.body;
    assert!(page.contains("Email alone is not enough"), "{page}");
    let way = between(&page, "Add another second step", "<").len();
    assert_eq!(way, 0, "the page says where");
    assert_eq!(browser.get("/sign-up/second-step").await.status.as_u16(), 200);
    browser.post("/api/sign-up/second-step", &[("app", "on"), ("by_email", "on")]).await;
    p.confirm_app(&mut browser, "/sign-up/verify").await;
    let answer = browser.post("/api/sign-up/account-type", &chosen).await;
    assert_eq!(answer.location(), "/home");
    assert_eq!(p.browser().log_in("a@test.test", PASSWORD).await.location(), "/verify");
}

async fn a_form_of_which_nothing_was_chosen_is_answered_with_its_faults(p: TestPortal) {
    let mut browser = p.with_password("a@test.test").await;
    browser.post("/api/sign-up/second-step", &[("app", "on")]).await;
    p.confirm_app(&mut browser, "/sign-up/verify").await;
    browser.post("/api/sign-up/backup-code", &[("id", "")]).await;
    p.answer_questions(&mut browser).await;
    let answer = browser.post("/api/sign-up/account-type", &[]).await;
    assert_eq!(answer.location(), "/sign-up/account-type", "{}", answer.body);
    let page = browser.get("/sign-up/account-type").await.body;
    assert!(page.contains("There is a problem"), "{page}");
}
