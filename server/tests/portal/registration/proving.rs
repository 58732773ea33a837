//! SEVIS ID and password.

use crate::on_both;
use crate::support::{PASSWORD, TestPortal};

on_both! {
    the_third_wrong_sevis_id_locks_whatever_the_browser,
    parallel_wrong_ids_are_counted_one_by_one,
    fifty_parallel_registrations_make_one_account,
    the_password_step_needs_the_sevis_id_in_the_same_browser,
    a_refused_password_is_told_in_full_and_never_shown_again,
}

async fn the_third_wrong_sevis_id_locks_whatever_the_browser(p: TestPortal) {
    let student = p.student(1, "").await;
    let token = p.token("s1@test.test").await;
    for left in ["2 chances are left", "You have 1 try left"] {
        let page = p
            .browser()
            .post_and_look(
                "/api/register/identify",
                &[("token", &token), ("sevis_id", "N9999999999")],
            )
            .await;
        assert!(page.body.contains("Create your account"));
        let told = p
            .browser()
            .fetch("/api/register/identify", &[("token", &token), ("sevis_id", "nonsense")])
            .await;
        assert!(told.body.contains("Malformed"), "a slip costs no chance: {left}");
    }
    p.browser()
        .post("/api/register/identify", &[("token", &token), ("sevis_id", "N9999999999")])
        .await;
    let right = p
        .browser()
        .post_and_look(
            "/api/register/identify",
            &[("token", &token), ("sevis_id", &student.sevis_id)],
        )
        .await;
    assert!(right.body.contains("This link is locked"), "the right one is too late");
}

async fn parallel_wrong_ids_are_counted_one_by_one(p: TestPortal) {
    p.student(1, "").await;
    let token = p.token("s1@test.test").await;
    let tries = (0..20).map(|_| {
        let (mut browser, token) = (p.browser(), token.clone());
        tokio::spawn(async move {
            browser
                .fetch("/api/register/identify", &[("token", &token), ("sevis_id", "N9999999999")])
                .await
                .body
        })
    });
    let mut refused = 0;
    for answer in tries.collect::<Vec<_>>() {
        refused += usize::from(answer.await.expect("joined").contains("WrongSevisId"));
    }
    assert_eq!(
        refused, 2,
        "two are told of chances left, the third locks, the rest find it locked"
    );
}

async fn fifty_parallel_registrations_make_one_account(p: TestPortal) {
    let student = p.student(1, "").await;
    let token = p.token("s1@test.test").await;
    let mut browser = p.browser();
    browser
        .post("/api/register/identify", &[("token", &token), ("sevis_id", &student.sevis_id)])
        .await;
    let tries: Vec<_> = (0..50)
        .map(|_| {
            let (mut one, token) = (p.browser(), token.clone());
            one.cookie = browser.cookie.clone();
            tokio::spawn(async move {
                let fields =
                    [("token", token.as_str()), ("password", PASSWORD), ("confirm", PASSWORD)];
                one.post("/api/register/create", &fields).await.location().to_owned()
            })
        })
        .collect();
    let mut won = 0;
    for one in tries {
        won += usize::from(one.await.expect("joined") == "/login");
    }
    assert_eq!(won, 1);
    assert_eq!(p.mails("s1@test.test").await.len(), 2, "invitation and welcome, no more");
}

async fn the_password_step_needs_the_sevis_id_in_the_same_browser(p: TestPortal) {
    let student = p.student(1, "").await;
    let token = p.token("s1@test.test").await;
    let fields = [("token", token.as_str()), ("password", PASSWORD), ("confirm", PASSWORD)];
    p.browser().post("/api/register/create", &fields).await;
    assert!(p.account(&student).await.is_none());
}

async fn a_refused_password_is_told_in_full_and_never_shown_again(p: TestPortal) {
    let student = p.student(1, "").await;
    let token = p.token("s1@test.test").await;
    let mut browser = p.browser();
    browser
        .post("/api/register/identify", &[("token", &token), ("sevis_id", &student.sevis_id)])
        .await;
    let fields = [("token", token.as_str()), ("password", "tooshort"), ("confirm", "other")];
    let page = browser.post_and_look("/api/register/create", &fields).await;
    assert!(page.body.contains("There is a problem") && page.body.contains("Welcome, Ada Sample"));
    assert!(
        page.body.contains("at least 12 characters")
            && page.body.contains("passwords do not match")
    );
    assert!(!page.body.contains("tooshort"));
    assert!(page.body.contains("<title>Error: "));
    let again = browser.get(&format!("/register?token={token}")).await;
    assert!(!again.body.contains("There is a problem"), "said once");
}
