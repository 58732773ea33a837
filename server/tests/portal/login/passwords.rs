//! Passwords: their age, their hash, their policy.

use crate::on_both;
use crate::support::{PASSWORD, TestPortal};
use time::Duration;

on_both! {
    an_old_password_must_be_changed_and_none_of_the_last_eight_is_taken,
    a_hash_is_renewed_at_login_when_the_cost_rises,
    policy_modern_wants_length_and_no_listed_password,
}

async fn an_old_password_must_be_changed_and_none_of_the_last_eight_is_taken(p: TestPortal) {
    let student = p.registered(1).await;
    let mut browser = p.logged_in(&student).await;
    let change = |current: String, new: String| {
        vec![
            ("current".to_owned(), current),
            ("password".to_owned(), new.clone()),
            ("confirm".to_owned(), new),
        ]
    };
    let mut current = PASSWORD.to_owned();
    for n in 0..7 {
        let new = format!("Another-light-{n}!");
        let fields = change(current, new.clone());
        let fields: Vec<_> = fields.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        assert_eq!(browser.post("/api/account/password", &fields).await.location(), "/employment");
        current = new;
    }
    let fields = change(current.clone(), PASSWORD.to_owned());
    let fields: Vec<_> = fields.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    assert!(browser.fetch("/api/account/password", &fields).await.body.contains("UsedBefore"));
    p.clock.advance(Duration::days(90));
    let mut late = p.browser();
    late.log_in("s1@test.test", &current).await;
    assert_eq!(late.post("/api/attest", &[("next", "")]).await.location(), "/account");
    assert_eq!(late.get("/profile").await.location(), "/account");
}

async fn a_hash_is_renewed_at_login_when_the_cost_rises(p: TestPortal) {
    let student = p.registered(1).await;
    let before = p.account(&student).await.expect("account").password_hash.expect("hash");
    let mut config = p.portal.config.clone();
    config.argon2 = server::config::Argon2Cost { m: 128, t: 2, p: 1 };
    let costly = server::portal::Portal::with(config, p.portal.secrets.clone(), p.clock.clone())
        .await
        .expect("portal");
    let mut browser = crate::support::Browser::new(costly);
    assert_eq!(browser.log_in("s1@test.test", PASSWORD).await.location(), "/attest");
    let after = p.account(&student).await.expect("account").password_hash.expect("hash");
    assert!(before.contains("m=64,t=1") && after.contains("m=128,t=2"), "{after}");
    assert_eq!(browser.log_in("s1@test.test", PASSWORD).await.location(), "/attest");
}

async fn policy_modern_wants_length_and_no_listed_password(p: TestPortal) {
    let student = p.student(1, "").await;
    let token = p.token("s1@test.test").await;
    let mut config = p.portal.config.clone();
    config.policy = domain::password::MODERN;
    let modern = server::portal::Portal::with(config, p.portal.secrets.clone(), p.clock.clone())
        .await
        .expect("portal");
    let mut browser = crate::support::Browser::new(modern);
    browser
        .post("/api/register/identify", &[("token", &token), ("sevis_id", &student.sevis_id)])
        .await;
    for (password, rule) in [
        ("fourteen chars", "AtLeast"),
        ("qwertyqwertyqwerty", "NotBreached"),
        ("ada and the Foothold", "NotContext"),
    ] {
        let fields = [("token", token.as_str()), ("password", password), ("confirm", password)];
        let answer = browser.fetch("/api/register/create", &fields).await;
        assert!(answer.body.contains(rule), "{password}: {}", answer.body);
    }
    let plain = "all lower case words here";
    let fields = [("token", token.as_str()), ("password", plain), ("confirm", plain)];
    assert_eq!(browser.post("/api/register/create", &fields).await.location(), "/login");
}
