//! What happened since a notification was written decides about it.

use super::inbox::{tell, ways};
use super::inbox_push::{asked, only_questions};
use crate::on_both;
use crate::push::Stage;
use crate::support::{PASSWORD, TestPortal};
use time::Duration;

on_both! {
    what_was_chosen_since_decides_about_what_waits,
    whoever_logs_in_next_in_that_browser_ends_what_it_showed,
}

async fn what_was_chosen_since_decides_about_what_waits(p: TestPortal) {
    let Stage { p, got, ada, .. } = Stage::set(p).await;
    // 10 at night in Chicago; before the morning the student wants the inbox alone.
    p.clock.advance(Duration::hours(12));
    let mut own = p.logged_in(&ada).await;
    only_questions(&mut own).await;
    tell(&p, &ada, 1).await;
    let none = ways(["here", "here", "here", "here"]).into_iter().chain([("asked_push", "on")]);
    own.post("/api/inbox/reach", &none.collect::<Vec<_>>()).await;
    p.clock.advance(Duration::hours(11));
    p.settle().await;
    p.clock.advance(Duration::hours(25));
    p.settle().await;
    assert_eq!(got.lock().expect("service").got.len(), 0);
    assert_eq!(asked(&p).await, ["here"]);
}

async fn whoever_logs_in_next_in_that_browser_ends_what_it_showed(p: TestPortal) {
    let Stage { p, got, ada, own, .. } = Stage::set(p).await;
    let bob = p.registered(2).await;
    // The session has ended by itself; the browser is the same, with or without scripts.
    let mut same = p.browser();
    same.others.clone_from(&own.others);
    same.log_in(bob.email.as_deref().expect("an email"), PASSWORD).await;
    tell(&p, &ada, 1).await;
    p.settle().await;
    assert_eq!(got.lock().expect("service").got.len(), 0);
    assert!(!p.logged_in(&ada).await.get("/inbox/choices").await.body.contains("data-device="));
}
