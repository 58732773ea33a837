//! Login, locks, recovery, sessions.

use crate::on_both;
use crate::support::PASSWORD;
use axum::http::StatusCode;
use time::Duration;

on_both! {
    async fn known_and_unknown_addresses_get_the_same_words_and_status(p: TestPortal) {
        p.registered(1).await;
        let known = p.browser().fetch("/api/login", &[("email", "s1@test.test"), ("password", "wrong")]).await;
        let unknown = p.browser().fetch("/api/login", &[("email", "nobody@test.test"), ("password", "wrong")]).await;
        assert_eq!((known.status, &known.body), (unknown.status, &unknown.body));
        let asked = |email: &'static str| {
            let mut browser = p.browser();
            async move { browser.fetch("/api/forgot", &[("email", email), ("sevis_id", "N0000000001")]).await }
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
        let subjects: Vec<String> = p.mails("s1@test.test").await.into_iter().map(|m| m.subject).collect();
        assert_eq!(subjects.iter().filter(|s| *s == "Your account is locked").count(), 1);
        p.browser().post("/api/forgot", &[("email", "s1@test.test"), ("sevis_id", &student.sevis_id)]).await;
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
        p.browser().post("/api/forgot", &[("email", "s1@test.test"), ("sevis_id", "N0000000099")]).await;
        p.settle().await;
        assert_eq!(p.mails("s1@test.test").await.len(), before);
    }

    async fn recovery_mails_to_one_student_are_limited(p: TestPortal) {
        let student = p.registered(1).await;
        for _ in 0..9 {
            p.browser().post("/api/forgot", &[("email", "s1@test.test"), ("sevis_id", &student.sevis_id)]).await;
        }
        p.settle().await;
        let mails = p.mails("s1@test.test").await;
        let links = mails.iter().filter(|m| m.subject == "Choose a new password").count();
        // The invitation of the same hour counts as one.
        assert_eq!(links, 4);
    }

    async fn logging_out_ends_the_session_at_once(p: TestPortal) {
        let student = p.registered(1).await;
        let mut browser = p.logged_in(&student).await;
        let old = browser.cookie.clone();
        assert_eq!(browser.get("/profile").await.status, StatusCode::OK);
        browser.post("/api/logout", &[]).await;
        browser.cookie = old;
        assert_eq!(browser.get("/profile").await.location(), "/login?next=/profile");
    }

    async fn the_cookie_changes_at_login_and_is_stored_hashed(p: TestPortal) {
        use sea_orm::EntityTrait;
        p.registered(1).await;
        let mut browser = p.browser();
        browser.log_in("s1@test.test", "wrong").await;
        let before = browser.cookie.clone().expect("an anonymous session holds the refused form");
        browser.log_in("s1@test.test", PASSWORD).await;
        let after = browser.cookie.clone().expect("cookie");
        assert_ne!(before, after);
        let rows = server::store::entity::session::Entity::find().all(p.db()).await.expect("rows");
        let token = after.split_once('=').expect("pair").1;
        assert!(rows.iter().all(|row| row.id != token));
    }

    async fn sessions_end_when_idle_and_after_twelve_hours(p: TestPortal) {
        let student = p.registered(1).await;
        let mut idle = p.logged_in(&student).await;
        p.clock.advance(Duration::minutes(29));
        assert_eq!(idle.get("/profile").await.status, StatusCode::OK);
        p.clock.advance(Duration::minutes(30));
        assert_eq!(idle.get("/profile").await.status, StatusCode::FOUND);
        let mut long = p.logged_in(&student).await;
        for _ in 0..35 {
            p.clock.advance(Duration::minutes(20));
            assert_eq!(long.get("/profile").await.status, StatusCode::OK);
        }
        p.clock.advance(Duration::minutes(20));
        assert_eq!(long.get("/profile").await.status, StatusCode::FOUND);
    }

    async fn every_page_waits_for_the_attestation(p: TestPortal) {
        p.registered(1).await;
        let mut browser = p.browser();
        browser.log_in("s1@test.test", PASSWORD).await;
        for page in ["/profile", "/employment", "/history", "/account"] {
            assert_eq!(browser.get(page).await.location(), format!("/attest?next={page}"));
        }
    }

    async fn an_old_password_must_be_changed_and_none_of_the_last_eight_is_taken(p: TestPortal) {
        let student = p.registered(1).await;
        let mut browser = p.logged_in(&student).await;
        let change = |current: String, new: String| vec![("current".to_owned(), current), ("password".to_owned(), new.clone()), ("confirm".to_owned(), new)];
        let mut current = PASSWORD.to_owned();
        for n in 0..7 {
            let new = format!("Another-light-{n}!");
            let fields = change(current, new.clone());
            let fields: Vec<_> = fields.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
            assert_eq!(browser.post("/api/account/password", &fields).await.location(), "/profile");
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

    async fn next_leads_only_to_our_own_pages(p: TestPortal) {
        let student = p.registered(1).await;
        for next in ["//evil.test", "/\\evil.test", "https://evil.test", "/%2f%2fevil.test", "/profile?x=//evil", "/../evil", "javascript:alert(1)"] {
            let mut browser = p.browser();
            let email = student.email.as_deref().expect("email");
            let answer = browser.post("/api/login", &[("email", email), ("password", PASSWORD), ("next", next)]).await;
            assert_eq!(answer.location(), "/attest", "{next}");
            let page = p.browser().get(&format!("/login?next={}", next.replace('\\', "%5C"))).await;
            assert!(!page.body.contains("evil"), "{next}");
        }
    }

    async fn a_hash_is_renewed_at_login_when_the_cost_rises(p: TestPortal) {
        let student = p.registered(1).await;
        let before = p.account(&student).await.expect("account").password_hash.expect("hash");
        let mut config = p.portal.config.clone();
        config.argon2 = server::config::Argon2Cost { m: 128, t: 2, p: 1 };
        let costly = server::portal::Portal::with(config, p.portal.secrets.clone(), p.clock.clone()).await.expect("portal");
        let mut browser = crate::support::Browser::new(costly);
        assert_eq!(browser.log_in("s1@test.test", PASSWORD).await.location(), "/attest");
        let after = p.account(&student).await.expect("account").password_hash.expect("hash");
        assert!(before.contains("m=64,t=1") && after.contains("m=128,t=2"), "{after}");
        assert_eq!(browser.log_in("s1@test.test", PASSWORD).await.location(), "/attest");
    }

    async fn beyond_the_queue_a_login_is_told_to_come_back(p: TestPortal) {
        p.registered(1).await;
        let mut config = p.portal.config.clone();
        config.argon2 = server::config::Argon2Cost { m: 19_456, t: 4, p: 1 };
        config.limits.hash_queue = 1;
        let busy = server::portal::Portal::with(config, p.portal.secrets.clone(), p.clock.clone()).await.expect("portal");
        let tries: Vec<_> = (0..40).map(|n| {
            let mut browser = crate::support::Browser::new(busy.clone());
            tokio::spawn(async move {
                let email = format!("nobody{n}@test.test");
                browser.fetch("/api/login", &[("email", &email), ("password", "wrong")]).await
            })
        }).collect();
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
        let strict = server::portal::Portal::with(config, p.portal.secrets.clone(), p.clock.clone()).await.expect("portal");
        let mut answers = Vec::new();
        for _ in 0..8 {
            answers.push(crate::support::Browser::new(strict.clone()).fetch("/api/login", &[("email", "x@test.test"), ("password", "wrong")]).await);
        }
        assert_eq!(answers.iter().filter(|a| a.status == StatusCode::TOO_MANY_REQUESTS).count(), 3);
        assert!(answers[7].headers.contains_key("retry-after"));
    }

    async fn policy_modern_wants_length_and_no_listed_password(p: TestPortal) {
        let student = p.student(1, "").await;
        let token = p.token("s1@test.test").await;
        let mut config = p.portal.config.clone();
        config.policy = domain::password::MODERN;
        let modern = server::portal::Portal::with(config, p.portal.secrets.clone(), p.clock.clone()).await.expect("portal");
        let mut browser = crate::support::Browser::new(modern);
        browser.post("/api/register/identify", &[("token", &token), ("sevis_id", &student.sevis_id)]).await;
        for (password, rule) in [("fourteen chars", "AtLeast"), ("qwertyqwertyqwerty", "NotBreached"), ("ada and the Foothold", "NotContext")] {
            let fields = [("token", token.as_str()), ("password", password), ("confirm", password)];
            let answer = browser.fetch("/api/register/create", &fields).await;
            assert!(answer.body.contains(rule), "{password}: {}", answer.body);
        }
        let plain = "all lower case words here";
        let fields = [("token", token.as_str()), ("password", plain), ("confirm", plain)];
        assert_eq!(browser.post("/api/register/create", &fields).await.location(), "/login");
    }
}
