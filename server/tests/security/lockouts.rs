//! A lockout is no weapon, and the right door stays open.

use crate::counting::{NEW, forgot, reset};
use crate::support::{Browser, PASSWORD, TestPortal};
use crate::takeover::own_answers;
use crate::{Rule, rules};
use time::Duration;

pub fn rules() -> Vec<Rule> {
    rules! {
        whoever_asks_for_links_makes_no_other_link_void,
        a_new_password_waits_for_no_failures_of_strangers,
        strangers_failures_slow_strangers,
    }
}

async fn whoever_asks_for_links_makes_no_other_link_void(p: TestPortal) {
    let holder = p.holder("a@test.test").await;
    forgot(&p, &holder.email).await;
    let token = p.token(&holder.email).await;
    for _ in 0..12 {
        forgot(&p, &holder.email).await;
        p.clock.advance(Duration::minutes(3));
    }
    assert_eq!(p.token(&holder.email).await, token, "the same each time");
    let (first, second) = own_answers(&p, &token).await;
    let answer = p.browser().post("/api/reset", &reset(&token, &first, &second)).await;
    assert_eq!(answer.location(), "/login");
}

async fn fail(browser: &mut Browser, email: &str) -> String {
    let fields = [("email", email), ("password", "wrong"), ("next", "")];
    browser.fetch("/api/login", &fields).await.body
}

async fn a_new_password_waits_for_no_failures_of_strangers(p: TestPortal) {
    let holder = p.holder("a@test.test").await;
    for _ in 0..6 {
        fail(&mut p.browser(), &holder.email).await;
    }
    assert!(fail(&mut p.browser(), &holder.email).await.contains("WaitFor"));
    forgot(&p, &holder.email).await;
    let token = p.token(&holder.email).await;
    let (first, second) = own_answers(&p, &token).await;
    p.browser().post("/api/reset", &reset(&token, &first, &second)).await;
    assert_eq!(p.browser().log_in(&holder.email, NEW).await.location(), "/verify");
}

async fn strangers_failures_slow_strangers(p: TestPortal) {
    let holder = p.holder("a@test.test").await;
    let mut known = p.log_in_holder(&holder).await;
    let from = |last: u8| {
        let mut browser = p.browser();
        browser.address = [10, 0, last, 1];
        browser
    };
    for _ in 0..6 {
        fail(&mut from(1), &holder.email).await;
    }
    assert!(fail(&mut from(1), &holder.email).await.contains("WaitFor"));
    // The owner elsewhere, in a browser that was never here.
    assert_eq!(from(2).log_in(&holder.email, PASSWORD).await.location(), "/verify");
    // Very many networks slow whoever is not known, and never a browser that is.
    for network in 10..80 {
        fail(&mut from(network), &holder.email).await;
    }
    assert!(fail(&mut from(99), &holder.email).await.contains("WaitFor"));
    assert_eq!(known.log_in(&holder.email, PASSWORD).await.location(), "/verify");
}
