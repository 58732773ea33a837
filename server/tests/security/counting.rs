//! Counted before it is checked, by account, and in a ledger that nothing deletes.

use crate::support::{PASSWORD, TestPortal};
use crate::takeover::own_answers;
use crate::{Rule, rules};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use server::store::entity::{mail, sign_up};
use time::Duration;

pub const NEW: &str = "Another-light-27!";

pub fn rules() -> Vec<Rule> {
    rules! {
        of_guesses_at_once_no_more_are_compared_than_there_are_chances,
        a_new_link_is_no_new_chance,
        texts_are_counted_whatever_is_removed,
        whoever_has_only_the_password_uses_up_no_codes_of_a_browser_that_the_account_knows,
        mails_to_an_unproven_address_have_a_ceiling_and_the_page_says_the_same,
    }
}

pub async fn forgot(p: &TestPortal, email: &str) {
    p.browser().post("/api/forgot", &[("email", email), ("sevis_id", "")]).await;
    p.settle().await;
}

/// The fields of a new password with these answers.
pub fn reset<'a>(token: &'a str, first: &'a str, second: &'a str) -> [(&'static str, &'a str); 5] {
    [("token", token), ("answer1", first), ("answer2", second), ("password", NEW), ("confirm", NEW)]
}

async fn of_guesses_at_once_no_more_are_compared_than_there_are_chances(p: TestPortal) {
    p.holder("a@test.test").await;
    forgot(&p, "a@test.test").await;
    let token = p.token("a@test.test").await;
    let (first, second) = own_answers(&p, &token).await;
    let mut tries = Vec::new();
    for n in 0..24 {
        let mut browser = p.browser();
        let (token, second) = (token.clone(), second.clone());
        let first = if n == 17 { first.clone() } else { format!("guess {n}") };
        tries.push(tokio::spawn(async move {
            browser.fetch("/api/reset", &reset(&token, &first, &second)).await
        }));
    }
    let mut compared = 0;
    for one in tries {
        let answer = one.await.expect("ran");
        let right = answer.location() == "/login";
        compared += usize::from(right || answer.body.contains("WrongAnswers"));
    }
    assert!((1..=3).contains(&compared), "{compared} were compared");
}

async fn a_new_link_is_no_new_chance(p: TestPortal) {
    p.holder("a@test.test").await;
    forgot(&p, "a@test.test").await;
    let token = p.token("a@test.test").await;
    for _ in 0..2 {
        p.browser().post("/api/reset", &reset(&token, "x", "y")).await;
    }
    // Two are spent. The link is mailed once more, and is the same.
    forgot(&p, "a@test.test").await;
    assert_eq!(p.token("a@test.test").await, token);
    p.browser().post("/api/reset", &reset(&token, "x", "y")).await;
    let page = p.browser().get(&format!("/reset?token={token}")).await.body;
    assert!(page.contains("This link is locked"), "{page}");
    forgot(&p, "a@test.test").await;
    let last = p.mails("a@test.test").await.pop().expect("mail");
    assert_eq!((last.subject.as_str(), last.link), ("No new password today", None));
    p.clock.advance(Duration::hours(25));
    forgot(&p, "a@test.test").await;
    let token = p.token("a@test.test").await;
    let (first, second) = own_answers(&p, &token).await;
    let answer = p.browser().post("/api/reset", &reset(&token, &first, &second)).await;
    assert_eq!(answer.location(), "/login");
}

async fn texts(p: &TestPortal) -> u64 {
    let texts = mail::Entity::find().filter(mail::Column::Channel.eq("text"));
    texts.count(p.db()).await.expect("count")
}

async fn texts_are_counted_whatever_is_removed(p: TestPortal) {
    let mut browser = p.with_password("a@test.test").await;
    for _ in 0..30 {
        let fields = [("text", "on"), ("mobile", "5125550123")];
        browser.post("/api/sign-up/second-step", &fields).await;
    }
    assert_eq!(texts(&p).await, 10, "to one number");
    for n in 0..30 {
        let mobile = format!("51255501{n:02}");
        let fields = [("text", "on"), ("mobile", mobile.as_str())];
        browser.post("/api/sign-up/second-step", &fields).await;
    }
    assert_eq!(texts(&p).await, 20, "by one account");
    // Another account finds that number full as well.
    let mut other = p.with_password("b@test.test").await;
    let fields = [("text", "on"), ("mobile", "5125550123")];
    assert_eq!(other.fetch("/api/sign-up/second-step", &fields).await.status.as_u16(), 429);
    p.clock.advance(Duration::minutes(61));
    let mut later = p.with_password("c@test.test").await;
    later.post("/api/sign-up/second-step", &fields).await;
    assert_eq!(texts(&p).await, 21, "an hour later");
}

async fn whoever_has_only_the_password_uses_up_no_codes_of_a_browser_that_the_account_knows(
    p: TestPortal,
) {
    let student = p.registered(1).await;
    let email = student.email.as_deref().expect("an email");
    let mut own = p.logged_in(&student).await;
    let number = [("kind", "text"), ("factor_name", "phone"), ("mobile", "(512) 555-0147")];
    own.post("/api/security/add", &number).await;
    let code = p.sent_code("5125550147").await;
    own.post("/api/enrol/confirm", &[("code", &code), ("page", "")]).await;
    let before = texts(&p).await;
    for _ in 0..14 {
        assert_eq!(p.browser().log_in(email, PASSWORD).await.location(), "/verify");
    }
    assert_eq!(texts(&p).await - before, 10, "to one number");
    own.post("/api/logout", &[]).await;
    for n in 1..14 {
        assert_eq!(own.log_in(email, PASSWORD).await.location(), "/verify");
        // This one has a share of its own, which has an end as well.
        assert_eq!(texts(&p).await - before, 10 + n.min(10), "{n}");
    }
}

async fn mails_to_an_unproven_address_have_a_ceiling_and_the_page_says_the_same(p: TestPortal) {
    let mut answers = Vec::new();
    for _ in 0..30 {
        let mut browser = p.browser();
        let answer = browser.post("/api/sign-up", &[("email", "victim@test.test")]).await;
        answers.push((answer.status, answer.location().to_owned()));
        p.settle().await;
        p.clock.advance(Duration::seconds(61));
    }
    answers.dedup();
    assert_eq!(answers.len(), 1, "{answers:?}");
    assert_eq!(p.mails("victim@test.test").await.len(), 5);
    assert_eq!(sign_up::Entity::find().count(p.db()).await.expect("count"), 1);
}
