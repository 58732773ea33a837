//! Online accounts: sign-up, second steps, recovery, security.

use crate::on_both;
use crate::support::{ANSWERS, PASSWORD, between};
use axum::http::StatusCode;
use sea_orm::{EntityTrait, PaginatorTrait};
use server::store::entity::{account, backup_code, factor, reset_answer};
use time::Duration;

on_both! {
    async fn opening_the_link_changes_nothing_until_the_button_is_pressed(p: TestPortal) {
        p.browser().post("/api/sign-up", &[("email", "a@test.test")]).await;
        p.settle().await;
        let token = p.token("a@test.test").await;
        for _ in 0..20 {
            let page = p.browser().get(&format!("/confirm?token={token}")).await;
            assert!(page.body.contains("a@test.test") && page.body.contains("Confirm"));
        }
        assert_eq!(account::Entity::find().count(p.db()).await.expect("count"), 0);
        // On any device, without the cookie of the first.
        let fields = [("token", token.as_str()), ("confirmation_code", "")];
        assert_eq!(p.browser().post("/api/confirm", &fields).await.location(), "/sign-up/password");
    }

    async fn fifty_parallel_uses_of_one_link_let_one_in(p: TestPortal) {
        p.browser().post("/api/sign-up", &[("email", "a@test.test")]).await;
        p.settle().await;
        let token = p.token("a@test.test").await;
        let tries = (0..50).map(|_| {
            let (mut browser, token) = (p.browser(), token.clone());
            tokio::spawn(async move {
                let fields = [("token", token.as_str()), ("confirmation_code", "")];
                browser.post("/api/confirm", &fields).await.location() == "/sign-up/password"
            })
        }).collect::<Vec<_>>();
        let mut won = 0;
        for one in tries {
            won += usize::from(one.await.expect("answered"));
        }
        assert_eq!(won, 1);
        assert_eq!(account::Entity::find().count(p.db()).await.expect("count"), 1);
    }

    async fn a_lapsed_link_burns_nothing_and_earlier_links_stay_good(p: TestPortal) {
        let mut browser = p.browser();
        browser.post("/api/sign-up", &[("email", "a@test.test")]).await;
        p.settle().await;
        let first = p.token("a@test.test").await;
        // Too early: no second mail.
        browser.post("/api/sign-up/resend", &[("nothing", "")]).await;
        p.settle().await;
        assert_eq!(p.mails("a@test.test").await.len(), 1);
        p.clock.advance(Duration::seconds(61));
        browser.post("/api/sign-up/resend", &[("nothing", "")]).await;
        p.settle().await;
        assert_eq!(p.mails("a@test.test").await.len(), 2);
        p.clock.advance(Duration::hours(24) - Duration::seconds(61));
        assert!(browser.get(&format!("/confirm?token={first}")).await.body.contains("This link is too old"));
        let second = p.token("a@test.test").await;
        assert!(browser.get(&format!("/confirm?token={second}")).await.body.contains("Press the button"));
        p.clock.advance(Duration::hours(24));
        browser.post("/api/sign-up", &[("email", "a@test.test")]).await;
        p.settle().await;
        let third = p.token("a@test.test").await;
        let fields = [("token", third.as_str()), ("confirmation_code", "")];
        assert_eq!(browser.post("/api/confirm", &fields).await.location(), "/sign-up/password");
    }

    async fn steps_posted_out_of_order_lead_to_the_next_one(p: TestPortal) {
        let mut browser = p.confirmed("a@test.test").await;
        for (path, fields) in [
            ("/api/sign-up/second-step", vec![("app", "on")]),
            ("/api/sign-up/backup-code", vec![("id", "")]),
            ("/api/sign-up/account-type", vec![("account_type", "applicant")]),
        ] {
            assert_eq!(browser.post(path, &fields).await.location(), "/sign-up/password", "{path}");
        }
        assert_eq!(browser.get("/sign-up/questions").await.location(), "/sign-up/password");
        assert_eq!(browser.get("/home").await.location(), "/verify");
        assert_eq!(factor::Entity::find().count(p.db()).await.expect("count"), 0);
    }

    async fn the_password_alone_reaches_only_the_second_step(p: TestPortal) {
        let holder = p.holder("a@test.test").await;
        let mut half = p.browser();
        assert_eq!(half.log_in("a@test.test", PASSWORD).await.location(), "/verify");
        for page in ["/home", "/account/security", "/account", "/account/my-data.json", "/console", "/profile"] {
            assert_eq!(half.get(page).await.location(), "/verify", "{page}");
        }
        assert!(!half.get("/verify").await.body.contains("Log out"));
        assert_eq!(half.post("/api/security/backup-codes", &[("id", "")]).await.location(), "/verify");
        let code = p.app_code(&holder.key);
        assert_eq!(half.post("/api/verify", &[("code", &code)]).await.location(), "/home");
        // No replay within its window, in this browser or another.
        let mut again = p.browser();
        again.log_in("a@test.test", PASSWORD).await;
        assert!(again.fetch("/api/verify", &[("code", &code)]).await.body.contains("WrongCode"));
    }

    async fn a_code_lives_ten_minutes_once_for_its_own_request(p: TestPortal) {
        let mut browser = p.with_password("a@test.test").await;
        browser.post("/api/sign-up/second-step", &[("by_email", "on")]).await;
        let code = p.sent_code("a@test.test").await;
        // The same code in another session of the same account.
        let mut other = p.browser();
        other.log_in("a@test.test", PASSWORD).await;
        other.post("/api/enrol/confirm", &[("code", &code), ("page", "")]).await;
        assert!(factor::Entity::find().one(p.db()).await.expect("row").expect("factor").confirmed_at.is_none());
        p.clock.advance(Duration::minutes(10) + Duration::seconds(1));
        let late = browser.fetch("/api/enrol/confirm", &[("code", &code), ("page", "")]).await;
        assert!(late.body.contains("CodeSpent"), "{}", late.body);
        let id = factor::Entity::find().one(p.db()).await.expect("row").expect("factor").id;
        browser.post("/api/enrol/begin", &[("id", &id)]).await;
        let code = p.sent_code("a@test.test").await;
        p.clock.advance(Duration::minutes(10));
        let answer = browser.post("/api/enrol/confirm", &[("code", &code), ("page", "")]).await;
        assert_eq!(answer.location(), "/sign-up/backup-code", "{}", answer.body);
    }

    async fn wrong_codes_bring_growing_waits_that_a_new_code_does_not_reset(p: TestPortal) {
        let mut browser = p.with_password("a@test.test").await;
        browser.post("/api/sign-up/second-step", &[("by_email", "on")]).await;
        let id = factor::Entity::find().one(p.db()).await.expect("row").expect("factor").id;
        for n in 0..4 {
            let answer = browser.fetch("/api/enrol/confirm", &[("code", "000000"), ("page", "")]).await;
            assert!(answer.body.contains("WrongCode"), "{n}: {}", answer.body);
        }
        browser.post("/api/enrol/begin", &[("id", &id)]).await;
        let fifth = browser.fetch("/api/enrol/confirm", &[("code", "000000"), ("page", "")]).await;
        assert!(fifth.body.contains("{\"WaitFor\":{\"seconds\":30}}"), "{}", fifth.body);
        let code = p.sent_code("a@test.test").await;
        let early = browser.fetch("/api/enrol/confirm", &[("code", &code), ("page", "")]).await;
        assert!(early.body.contains("WaitFor"), "the right one waits as well");
        p.clock.advance(Duration::seconds(30));
        let answer = browser.post("/api/enrol/confirm", &[("code", &code), ("page", "")]).await;
        assert_eq!(answer.location(), "/sign-up/backup-code");
    }

    async fn waits_at_the_login_are_the_same_for_unknown_addresses_and_survive_a_restart(p: TestPortal) {
        let holder = p.holder("a@test.test").await;
        for email in ["a@test.test", "nobody@test.test"] {
            for n in 1..=4 {
                let answer = p.browser().fetch("/api/login", &[("email", email), ("password", "wrong")]).await;
                assert!(answer.body.contains("LoginFailed"), "{email} {n}: {}", answer.body);
            }
            let fifth = p.browser().fetch("/api/login", &[("email", email), ("password", "wrong")]).await;
            assert!(fifth.body.contains("{\"WaitFor\":{\"seconds\":30}}"), "{email}: {}", fifth.body);
        }
        // Another process on the same database.
        let other = server::portal::Portal::with(p.portal.config.clone(), p.portal.secrets.clone(), p.clock.clone()).await.expect("portal");
        let waiting = crate::support::Browser::new(other).fetch("/api/login", &[("email", "a@test.test"), ("password", PASSWORD)]).await;
        assert!(waiting.body.contains("WaitFor"), "{}", waiting.body);
        // The owner's own browser is counted apart, so that strangers keep nobody out.
        let mut own = p.browser();
        own.others = holder.browser.others.clone();
        assert_eq!(own.log_in("a@test.test", PASSWORD).await.location(), "/verify");
        p.clock.advance(Duration::seconds(31));
        assert_eq!(p.browser().log_in("a@test.test", PASSWORD).await.location(), "/verify");
    }

    async fn fifty_parallel_uses_of_one_backup_code_let_one_in(p: TestPortal) {
        let holder = p.holder("a@test.test").await;
        let mut browsers = Vec::new();
        for _ in 0..50 {
            let mut browser = p.browser();
            assert_eq!(browser.log_in("a@test.test", PASSWORD).await.location(), "/verify");
            browsers.push(browser);
        }
        let tries: Vec<_> = browsers.into_iter().map(|mut browser| {
            let code = holder.backup.clone();
            tokio::spawn(async move {
                browser.post("/api/verify/backup-code", &[("backup_code", &code)]).await.location() == "/account/security"
            })
        }).collect();
        let mut won = 0;
        for one in tries {
            won += usize::from(one.await.expect("answered"));
        }
        assert_eq!(won, 1);
        // The used one has a replacement.
        let rows = backup_code::Entity::find().all(p.db()).await.expect("rows");
        assert_eq!(rows.iter().filter(|row| row.used_at.is_none()).count(), 1);
    }

    async fn forgot_password_needs_mail_and_answers_and_leaves_the_second_step(p: TestPortal) {
        let holder = p.holder("a@test.test").await;
        let mut other = p.log_in_holder(&holder).await;
        let mut browser = p.browser();
        browser.post("/api/forgot", &[("email", "a@test.test"), ("sevis_id", "")]).await;
        p.settle().await;
        let token = p.token("a@test.test").await;
        let page = browser.get(&format!("/reset?token={token}")).await.body;
        let asked: Vec<&str> = page.split("class=\"question\">").skip(1).map(|part| part.split('<').next().expect("words")).collect();
        assert_eq!(asked.len(), 2);
        assert_eq!(browser.get(&format!("/reset?token={token}")).await.body.matches(asked[0]).count(), page.matches(asked[0]).count(), "the same two each time");
        let answer_to = |words: &str| ANSWERS.iter().find(|(code, _)| domain::questions::words(code) == Some(words)).expect("question").1.to_uppercase();
        let (first, second) = (answer_to(asked[0]), answer_to(asked[1]));
        let new = "Another-light-27!";
        let fields = |first: &str, second: &str| [("token", token.clone()), ("answer1", first.to_owned()), ("answer2", second.to_owned()), ("password", new.to_owned()), ("confirm", new.to_owned())];
        let send = |fields: [(&'static str, String); 5]| {
            let mut browser = p.browser();
            async move {
                let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
                browser.fetch("/api/reset", &fields).await
            }
        };
        assert!(send(fields("wrong", &second)).await.body.contains("WrongAnswers"));
        assert!(send(fields(&first, &second)).await.body.contains("Done"));
        assert_eq!(other.get("/home").await.location(), "/login?next=/home", "other sessions ended");
        let mut after = p.browser();
        assert_eq!(after.log_in("a@test.test", new).await.location(), "/verify");
        assert_eq!(after.get("/home").await.location(), "/verify");
        let subjects: Vec<String> = p.mails("a@test.test").await.into_iter().map(|m| m.subject).collect();
        assert!(subjects.contains(&"Your account: password changed".to_owned()), "{subjects:?}");
    }

    async fn the_answers_alone_unlock_nothing_and_three_wrong_ones_lock_the_link(p: TestPortal) {
        p.holder("a@test.test").await;
        let rows = reset_answer::Entity::find().all(p.db()).await.expect("rows");
        assert!(rows.iter().all(|row| row.answer_hash.starts_with("$argon2id$")));
        p.browser().post("/api/forgot", &[("email", "a@test.test"), ("sevis_id", "")]).await;
        p.settle().await;
        let token = p.token("a@test.test").await;
        for _ in 0..3 {
            p.browser().post("/api/reset", &[("token", &token), ("answer1", "x"), ("answer2", "y"), ("password", "Another-light-27!"), ("confirm", "Another-light-27!")]).await;
        }
        assert!(p.browser().get(&format!("/reset?token={token}")).await.body.contains("This link is locked"));
        let nowhere = p.browser().post("/api/reset", &[("token", ""), ("answer1", "x"), ("answer2", "y"), ("password", PASSWORD), ("confirm", PASSWORD)]).await;
        assert_eq!(nowhere.location(), "/reset?token=");
    }

    async fn this_was_not_me_undoes_the_change_and_keeps_the_thief_out(p: TestPortal) {
        let holder = p.holder("a@test.test").await;
        let mut thief = p.log_in_holder(&holder).await;
        thief.post("/api/security/add", &[("kind", "app"), ("factor_name", "mine now")]).await;
        p.confirm_app(&mut thief, "/second-step/confirm").await;
        assert_eq!(factor::Entity::find().count(p.db()).await.expect("count"), 2);
        let token = p.token("a@test.test").await;
        let page = p.browser().get(&format!("/not-me?token={token}")).await.body;
        assert!(page.contains("Second step added"), "{page}");
        assert_eq!(factor::Entity::find().count(p.db()).await.expect("count"), 2, "looking changes nothing");
        assert_eq!(p.browser().post("/api/security/not-me", &[("id", &token)]).await.location(), "/login");
        assert_eq!(factor::Entity::find().count(p.db()).await.expect("count"), 1);
        assert_eq!(thief.get("/home").await.location(), "/login?next=/home");
        assert_eq!(p.browser().log_in("a@test.test", PASSWORD).await.location(), "/login");
        assert!(p.browser().get(&format!("/not-me?token={token}")).await.body.contains("does not work any more"));
    }

    async fn sensitive_changes_need_a_fresh_login_and_keep_what_was_typed(p: TestPortal) {
        let holder = p.holder("a@test.test").await;
        let mut browser = p.log_in_holder(&holder).await;
        p.clock.advance(Duration::minutes(16));
        let typed = [("kind", "text"), ("factor_name", "my <b>old</b> phone"), ("mobile", "(512) 555-0100")];
        let answer = browser.post("/api/security/add", &typed).await;
        assert_eq!(answer.location(), "/log-in-again?next=/account/security");
        let again = browser.post("/api/fresh-login", &[("password", PASSWORD), ("next", "/account/security")]).await;
        assert_eq!(again.location(), "/verify");
        let code = p.app_code(&holder.key);
        assert_eq!(browser.post("/api/verify", &[("code", &code)]).await.location(), "/account/security");
        let page = browser.get("/account/security").await.body;
        assert!(page.contains("my &lt;b&gt;old&lt;/b&gt; phone") && page.contains("(512) 555-0100"), "{page}");
        assert_eq!(browser.post("/api/security/add", &typed).await.location(), "/second-step/confirm");
    }

    async fn a_form_sent_after_the_session_ended_is_back_after_logging_in(p: TestPortal) {
        let student = p.registered(1).await;
        let mut browser = p.logged_in(&student).await;
        p.clock.advance(Duration::minutes(31));
        p.settle().await;
        let fields = [("street", "7 Kept Street"), ("zip", "78666"), ("us_phone", "5125550123"), ("version", "1")];
        assert_eq!(browser.post("/api/profile/save", &fields).await.location(), "/login?next=/profile");
        // Nobody else who logs in here sees it.
        let stranger = p.student(2, "").await;
        p.register(&stranger).await;
        let mut same_machine = p.browser();
        same_machine.cookie.clone_from(&browser.cookie);
        same_machine.log_in("s2@test.test", PASSWORD).await;
        same_machine.post("/api/attest", &[("next", "")]).await;
        assert!(!same_machine.get("/profile").await.body.contains("7 Kept Street"));

        browser.post("/api/profile/save", &fields).await;
        let mut browser = p.logged_in(&student).await;
        p.clock.advance(Duration::minutes(31));
        browser.post("/api/profile/save", &fields).await;
        browser.post("/api/login", &[("email", "s1@test.test"), ("password", PASSWORD), ("next", "/profile")]).await;
        browser.post("/api/attest", &[("next", "/profile")]).await;
        let page = browser.get("/profile").await.body;
        assert!(page.contains("7 Kept Street"), "{page}");
        assert!(p.find(&student.sevis_id).await.street.is_empty(), "shown, not saved");
    }

    async fn the_last_factor_that_is_enough_cannot_be_removed(p: TestPortal) {
        let holder = p.holder("a@test.test").await;
        let mut browser = p.log_in_holder(&holder).await;
        let only = factor::Entity::find().one(p.db()).await.expect("row").expect("factor");
        let answer = browser.fetch("/api/security/remove", &[("id", &only.id)]).await;
        assert!(answer.body.contains("NotEnough"), "{}", answer.body);
        assert_eq!(factor::Entity::find().count(p.db()).await.expect("count"), 1);
        // Somebody else's is not found.
        let other = p.holder("b@test.test").await;
        let mut other = p.log_in_holder(&other).await;
        assert_eq!(other.fetch("/api/security/remove", &[("id", &only.id)]).await.status, StatusCode::NOT_FOUND);
    }

    async fn a_session_is_ended_from_another_browser(p: TestPortal) {
        let holder = p.holder("a@test.test").await;
        let mut lost = p.log_in_holder(&holder).await;
        let mut own = p.log_in_holder(&holder).await;
        let page = own.get("/account/security").await.body;
        assert_eq!(page.matches("End this session").count(), 2);
        own.post("/api/security/end-session", &[("id", "")]).await;
        assert_eq!(lost.get("/home").await.location(), "/login?next=/home");
        assert_eq!(own.get("/home").await.status, StatusCode::OK);
    }

    async fn an_account_closes_after_thirty_days_unless_it_is_kept(p: TestPortal) {
        let holder = p.holder("a@test.test").await;
        let mut browser = p.log_in_holder(&holder).await;
        browser.post("/api/security/close", &[("id", "close")]).await;
        browser.post("/api/security/close", &[("id", "keep")]).await;
        p.clock.advance(Duration::days(31));
        p.settle().await;
        assert_eq!(p.account_of("a@test.test").await.standing.code(), "open");
        let mut browser = p.log_in_holder(&holder).await;
        browser.post("/api/security/close", &[("id", "close")]).await;
        p.clock.advance(Duration::days(30));
        p.settle().await;
        assert_eq!(p.account_of("a@test.test").await.standing.code(), "closed");
        assert_eq!(p.browser().log_in("a@test.test", PASSWORD).await.location(), "/login");
    }

    async fn an_official_needs_a_second_step_that_is_not_email(p: TestPortal) {
        let mut dso = p.official("dso@test.test", crate::support::SCHOOL).await;
        assert_eq!(dso.get("/console").await.status, StatusCode::OK);
        assert!(!dso.get("/account/security").await.body.contains("value=\"email\""));
        let answer = dso.fetch("/api/security/add", &[("kind", "email"), ("factor_name", "")]).await;
        assert!(answer.body.contains("NotEnough"), "{}", answer.body);
        let only = factor::Entity::find().one(p.db()).await.expect("row").expect("factor");
        assert!(dso.fetch("/api/security/remove", &[("id", &only.id)]).await.body.contains("NotEnough"));
    }

    async fn a_students_own_second_step_stands_before_the_attestation(p: TestPortal) {
        let student = p.registered(1).await;
        let mut browser = p.logged_in(&student).await;
        browser.post("/api/security/add", &[("kind", "email"), ("factor_name", "")]).await;
        let code = p.sent_code("s1@test.test").await;
        assert_eq!(browser.post("/api/enrol/confirm", &[("code", &code), ("page", "")]).await.location(), "/account/security");
        let mut again = p.browser();
        assert_eq!(again.log_in("s1@test.test", PASSWORD).await.location(), "/verify");
        assert_eq!(again.get("/attest").await.location(), "/verify");
        let code = p.sent_code("s1@test.test").await;
        assert_eq!(again.post("/api/verify", &[("code", &code)]).await.location(), "/attest");
    }

    async fn an_address_that_has_an_account_gets_another_mail_and_the_same_page(p: TestPortal) {
        p.holder("a@test.test").await;
        p.student(1, "").await;
        for email in ["a@test.test", "s1@test.test"] {
            let before = account::Entity::find().count(p.db()).await.expect("count");
            let mut browser = p.browser();
            p.clock.advance(Duration::minutes(2));
            assert_eq!(browser.post("/api/sign-up", &[("email", email)]).await.location(), "/sign-up/confirm");
            p.settle().await;
            let mails = p.mails(email).await;
            assert_eq!(mails.last().expect("mail").subject, "You already have an account");
            assert_eq!(account::Entity::find().count(p.db()).await.expect("count"), before);
        }
    }

    async fn secrets_of_factors_are_sealed_and_codes_hashed(p: TestPortal) {
        let holder = p.holder("a@test.test").await;
        let row = factor::Entity::find().one(p.db()).await.expect("row").expect("factor");
        assert!(!row.sealed.contains(&holder.key));
        let mut flipped = row.sealed.clone().into_bytes();
        flipped[20] ^= 1;
        assert_eq!(p.portal.secrets.open(&String::from_utf8_lossy(&flipped)), None);
        let code = backup_code::Entity::find().one(p.db()).await.expect("row").expect("code");
        assert!(code.sealed.is_empty(), "put away");
        assert!(!code.code_hash.contains(&holder.backup));
    }

    async fn all_my_data_is_one_file_without_secrets(p: TestPortal) {
        let holder = p.holder("a@test.test").await;
        let mut browser = p.log_in_holder(&holder).await;
        let answer = browser.get("/account/my-data.json").await;
        assert!(answer.headers["content-disposition"].to_str().expect("text").contains("attachment"));
        let data: serde_json::Value = serde_json::from_str(&answer.body).expect("JSON");
        assert_eq!(data["email"], "a@test.test");
        assert!(!answer.body.contains(&holder.key) && !answer.body.contains("$argon2"));
        let student = p.registered(1).await;
        let mut browser = p.logged_in(&student).await;
        let body = browser.get("/account/my-data.json").await.body;
        assert!(body.contains(&student.sevis_id) && body.contains("history"));
        assert_eq!(p.browser().get("/account/my-data.json").await.location(), "/login");
    }

    async fn looking_at_the_clock_does_not_extend_the_session(p: TestPortal) {
        let holder = p.holder("a@test.test").await;
        let mut browser = p.log_in_holder(&holder).await;
        for _ in 0..29 {
            p.clock.advance(Duration::minutes(1));
            browser.get("/session").await;
        }
        let left: serde_json::Value = serde_json::from_str(&browser.get("/session").await.body).expect("JSON");
        assert!(left["left"].as_i64().expect("seconds") <= 60, "{left}");
        browser.send(axum::http::Request::post("/session").header("host", "127.0.0.1:3000"), axum::body::Body::empty()).await;
        let left: serde_json::Value = serde_json::from_str(&browser.get("/session").await.body).expect("JSON");
        assert_eq!(left["left"], 1800);
        assert_eq!(between(&p.browser().get("/session").await.body, "\"left\":", ","), "null");
    }

    async fn a_new_email_is_confirmed_from_there_and_undone_from_the_old_one(p: TestPortal) {
        let holder = p.holder("a@test.test").await;
        p.holder("taken@test.test").await;
        let mut browser = p.log_in_holder(&holder).await;
        for to in ["taken@test.test", "new@test.test"] {
            assert_eq!(browser.post("/api/security/email", &[("email", to)]).await.location(), "/account/security", "the same answer");
        }
        assert_eq!(p.mails("taken@test.test").await.last().expect("mail").subject, "You already have an account");
        let token = p.token("new@test.test").await;
        assert!(p.browser().get(&format!("/confirm-email?token={token}")).await.body.contains("new@test.test"));
        assert_eq!(p.account_of("a@test.test").await.email, "a@test.test", "looking changes nothing");
        assert_eq!(p.browser().post("/api/security/confirm-email", &[("id", &token)]).await.location(), "/login");
        assert_eq!(browser.get("/home").await.location(), "/login?next=/home");
        assert_eq!(p.browser().log_in("new@test.test", PASSWORD).await.location(), "/verify");
        // Once only.
        assert!(p.browser().get(&format!("/confirm-email?token={token}")).await.body.contains("does not work any more"));
        let not_me = p.token("a@test.test").await;
        p.browser().post("/api/security/not-me", &[("id", &not_me)]).await;
        assert_eq!(p.account_of("a@test.test").await.password_hash, None);
        assert_eq!(p.mails("a@test.test").await.last().expect("mail").subject, "Choose a new password");
    }

    async fn an_address_that_was_never_confirmed_is_forgotten_after_a_month(p: TestPortal) {
        use server::store::entity::sign_up;
        p.browser().post("/api/sign-up", &[("email", "a@test.test")]).await;
        p.holder("b@test.test").await;
        p.settle().await;
        assert_eq!(sign_up::Entity::find().count(p.db()).await.expect("count"), 2);
        p.clock.advance(Duration::days(31));
        p.settle().await;
        let left = sign_up::Entity::find().all(p.db()).await.expect("rows");
        assert_eq!(left.iter().map(|row| row.email.as_str()).collect::<Vec<_>>(), ["b@test.test"]);
    }
}
