//! What a refused login tells, and what it costs.

use crate::on_both;
use crate::support::{PASSWORD, TestPortal};
use axum::http::StatusCode;

on_both! {
    known_and_unknown_addresses_get_the_same_words_and_status,
    three_failures_lock_and_forgot_password_unlocks,
    the_wrong_sevis_id_mails_nothing,
    recovery_mails_to_one_student_are_limited,
    beyond_the_queue_a_login_is_told_to_come_back,
    too_many_logins_from_one_address_are_slowed,
}

async fn known_and_unknown_addresses_get_the_same_words_and_status(p: TestPortal) {
    p.registered(1).await;
    let known =
        p.browser().fetch("/api/login", &[("email", "s1@test.test"), ("password", "wrong")]).await;
    let unknown = p
        .browser()
        .fetch("/api/login", &[("email", "nobody@test.test"), ("password", "wrong")])
        .await;
    assert_eq!((known.status, &known.body), (unknown.status, &unknown.body));
    let asked = |email: &'static str| {
        let mut browser = p.browser();
        async move {
            browser.fetch("/api/forgot", &[("email", email), ("sevis_id", "N0000000001")]).await
        }
    };
    let (known, unknown) = (asked("s1@test.test").await, asked("nobody@test.test").await);
    assert_eq!((known.status, &known.body), (unknown.status, &unknown.body));
}

async fn three_failures_lock_and_forgot_password_unlocks(p: TestPortal) {
    let student = p.registered(1).await;
    for n in 0..3 {
        p.browser().log_in("s1@test.test", &format!("wrong-{n}")).await;
    }
    assert_eq!(p.browser().log_in("s1@test.test", PASSWORD).await.location(), "/login", "locked");
    let subjects: Vec<String> =
        p.mails("s1@test.test").await.into_iter().map(|m| m.subject).collect();
    assert_eq!(subjects.iter().filter(|s| *s == "Your account is locked").count(), 1);
    p.browser()
        .post("/api/forgot", &[("email", "s1@test.test"), ("sevis_id", &student.sevis_id)])
        .await;
    p.settle().await;
    let token = p.token("s1@test.test").await;
    let new = "Another-light-27!";
    let fields = [("token", token.as_str()), ("password", new), ("confirm", new)];
    assert_eq!(p.browser().post("/api/reset", &fields).await.location(), "/login");
    assert_eq!(p.browser().log_in("s1@test.test", new).await.location(), "/attest");
    let again = p.browser().get(&format!("/reset?token={token}")).await;
    assert!(again.body.contains("This link has been used"));
}

async fn the_wrong_sevis_id_mails_nothing(p: TestPortal) {
    p.registered(1).await;
    let before = p.mails("s1@test.test").await.len();
    p.browser()
        .post("/api/forgot", &[("email", "s1@test.test"), ("sevis_id", "N0000000099")])
        .await;
    p.settle().await;
    assert_eq!(p.mails("s1@test.test").await.len(), before);
}

async fn recovery_mails_to_one_student_are_limited(p: TestPortal) {
    let student = p.registered(1).await;
    for _ in 0..9 {
        p.browser()
            .post("/api/forgot", &[("email", "s1@test.test"), ("sevis_id", &student.sevis_id)])
            .await;
    }
    p.settle().await;
    let mails = p.mails("s1@test.test").await;
    let links = mails.iter().filter(|m| m.subject == "Choose a new password").count();
    assert_eq!(links, 5);
}

async fn beyond_the_queue_a_login_is_told_to_come_back(p: TestPortal) {
    p.registered(1).await;
    let mut config = p.portal.config.clone();
    config.argon2 = server::config::Argon2Cost { m: 19_456, t: 4, p: 1 };
    config.limits.hash_queue = 1;
    let busy = server::portal::Portal::with(config, p.portal.secrets.clone(), p.clock.clone())
        .await
        .expect("portal");
    let tries: Vec<_> = (0..40)
        .map(|n| {
            let mut browser = crate::support::Browser::new(busy.clone());
            tokio::spawn(async move {
                let email = format!("nobody{n}@test.test");
                browser.fetch("/api/login", &[("email", &email), ("password", "wrong")]).await
            })
        })
        .collect();
    let mut refused = 0;
    for one in tries {
        let answer = one.await.expect("joined");
        if answer.status == StatusCode::SERVICE_UNAVAILABLE {
            assert!(answer.headers.contains_key("retry-after"));
            refused += 1;
        }
    }
    assert!(refused > 0, "the queue is bounded");
}

async fn too_many_logins_from_one_address_are_slowed(p: TestPortal) {
    let mut config = p.portal.config.clone();
    config.limits.logins = 5;
    let strict = server::portal::Portal::with(config, p.portal.secrets.clone(), p.clock.clone())
        .await
        .expect("portal");
    let mut answers = Vec::new();
    for _ in 0..8 {
        answers.push(
            crate::support::Browser::new(strict.clone())
                .fetch("/api/login", &[("email", "x@test.test"), ("password", "wrong")])
                .await,
        );
    }
    assert_eq!(answers.iter().filter(|a| a.status == StatusCode::TOO_MANY_REQUESTS).count(), 3);
    assert!(answers[7].headers.contains_key("retry-after"));
}
