//! Lost second steps lose no account, and open none to others.

use crate::on_both;
use crate::support::{ANSWERS, Browser, Holder, PASSWORD, SCHOOL, TestPortal};
use axum::http::StatusCode;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use server::cli::officials;
use server::store::entity::{backup_code, factor};
use time::Duration;

/// The answers to the two questions on this page.
fn answers_on(page: &str) -> (String, String) {
    let mut answers = page.split("class=\"question\">").skip(1).map(|part| {
        let words = part.split('<').next().expect("words");
        let known = ANSWERS.iter().find(|(code, _)| domain::questions::words(code) == Some(words));
        known.expect("a question of ours").1.to_owned()
    });
    (answers.next().expect("the first"), answers.next().expect("the second"))
}

/// Five questions that the sign-up did not choose, with this answer to each.
fn other_questions(answer: &'static str) -> Vec<(String, &'static str)> {
    let codes = ["meet", "book", "food", "concert", "trip"].iter().enumerate();
    codes
        .flat_map(|(n, code)| {
            [(format!("question{}", n + 1), *code), (format!("answer{}", n + 1), answer)]
        })
        .collect()
}

/// Logged in by password, with the code mailed.
async fn losing(p: &TestPortal, holder: &Holder) -> (Browser, String, (String, String)) {
    let mut browser = p.browser();
    assert_eq!(browser.log_in(&holder.email, PASSWORD).await.location(), "/verify");
    let page = browser.post_and_look("/api/verify/lost/send", &[("id", "")]).await.body;
    let code = p.sent_code(&holder.email).await;
    (browser, code, answers_on(&page))
}

async fn prove(
    browser: &mut Browser,
    code: &str,
    first: &str,
    second: &str,
) -> crate::support::Answer {
    browser
        .post("/api/verify/lost", &[("code", code), ("answer1", first), ("answer2", second)])
        .await
}

on_both! {
    async fn mail_and_questions_together_open_an_account_whose_second_steps_are_lost(p: TestPortal) {
        let holder = p.holder("ada@test.test").await;
        let (mut browser, code, (first, second)) = losing(&p, &holder).await;
        assert!(browser.get("/verify").await.body.contains("I have lost all of these"));
        // The mail alone, and the answers alone, are not enough; which was wrong is not told.
        for (code, second) in [(code.as_str(), "wrong"), ("000000", second.as_str())] {
            assert_eq!(prove(&mut browser, code, &first, second).await.location(), "/verify/lost");
            assert!(browser.get("/verify/lost").await.body.contains("The code or one of the answers is not right"));
            assert_eq!(browser.get("/home").await.location(), "/verify");
        }
        let before = p.mails("ada@test.test").await.len();
        let (mut browser, code, (first, second)) = losing(&p, &holder).await;
        assert_eq!(prove(&mut browser, &code, &first, &second).await.location(), "/account/security");
        let page = browser.get("/account/security").await.body;
        assert!(page.contains("You are in") && page.contains("Authenticator app"), "{page}");
        let mails = p.mails("ada@test.test").await;
        assert!(mails[before..].iter().any(|m| m.subject.contains("login without the second step") && m.link.is_some()));
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
        let page = p.browser().get(&format!("/reset?token={token}")).await.body;
        let (first, second) = answers_on(&page);
        let new = "Another-light-27!";
        let fields = [("token", token.as_str()), ("answer1", &first), ("answer2", &second), ("password", new), ("confirm", new)];
        assert_eq!(p.browser().post("/api/reset", &fields).await.location(), "/login");
        let mut browser = p.browser();
        browser.log_in(&holder.email, new).await;
        assert!(browser.get("/verify/lost").await.body.contains("within the last day"));
        assert_eq!(browser.post("/api/verify/lost/send", &[("id", "")]).await.status, StatusCode::NOT_FOUND);
        assert_eq!(prove(&mut browser, "000000", "a", "b").await.status, StatusCode::NOT_FOUND);
        p.clock.advance(Duration::hours(25));
        let mut browser = p.browser();
        browser.log_in(&holder.email, new).await;
        let page = browser.post_and_look("/api/verify/lost/send", &[("id", "")]).await.body;
        let others = answers_on(&page);
        assert!(![&first, &second].contains(&&others.0) && ![&first, &second].contains(&&others.1), "two others");
        let code = p.sent_code("ada@test.test").await;
        assert_eq!(prove(&mut browser, &code, &others.0, &others.1).await.location(), "/account/security");
    }

    async fn no_mail_opens_a_representatives_account(p: TestPortal) {
        let holder = p.holder_as("law@test.test", "representative").await;
        let mut browser = p.browser();
        browser.log_in(&holder.email, PASSWORD).await;
        assert!(browser.get("/verify/lost").await.body.contains("a mail opens no account"));
        assert_eq!(browser.post("/api/verify/lost/send", &[("id", "")]).await.status, StatusCode::NOT_FOUND);
        assert_eq!(prove(&mut browser, "000000", "a", "b").await.status, StatusCode::NOT_FOUND);
    }

    async fn this_was_not_me_puts_the_questions_back(p: TestPortal) {
        let mut holder = p.holder("ada@test.test").await;
        let fields = other_questions("Thief");
        let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), *v)).collect();
        assert_eq!(holder.browser.post("/api/security/questions", &fields).await.location(), "/account/security");
        let token = p.token("ada@test.test").await;
        p.browser().post("/api/security/not-me", &[("id", &token)]).await;
        let token = p.token("ada@test.test").await;
        let page = p.browser().get(&format!("/reset?token={token}")).await.body;
        // The owner's own questions again.
        let (first, second) = answers_on(&page);
        let new = "Another-light-27!";
        let fields = [("token", token.as_str()), ("answer1", &first), ("answer2", &second), ("password", new), ("confirm", new)];
        assert_eq!(p.browser().post("/api/reset", &fields).await.location(), "/login");
    }

    async fn a_login_under_way_does_not_outlive_this_was_not_me(p: TestPortal) {
        for round in 0..6_u32 {
            let email = format!("h{round}@test.test");
            let holder = p.holder(&email).await;
            let mut browser = p.log_in_holder(&holder).await;
            browser.post("/api/security/backup-codes", &[("id", "")]).await;
            let token = p.token(&email).await;
            let (mut losing, code, (first, second)) = losing(&p, &holder).await;
            let mut owner = p.browser();
            let freeze = tokio::spawn(async move {
                tokio::time::sleep(std::time::Duration::from_millis(u64::from(round) * 3)).await;
                owner.post("/api/security/not-me", &[("id", &token)]).await;
            });
            prove(&mut losing, &code, &first, &second).await;
            freeze.await.expect("ran");
            assert_ne!(losing.get("/account/security").await.status, StatusCode::OK, "{round}");
        }
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

    async fn what_one_session_began_no_other_confirms(p: TestPortal) {
        let holder = p.holder("ada@test.test").await;
        let mut one = p.log_in_holder(&holder).await;
        let mut other = p.log_in_holder(&holder).await;
        assert_eq!(one.post("/api/security/add", &[("kind", "email")]).await.location(), "/second-step/confirm");
        let code = p.sent_code("ada@test.test").await;
        let fields = [("code", code.as_str()), ("page", "/second-step/confirm")];
        other.post("/api/enrol/confirm", &fields).await;
        let confirmed = || async {
            let rows = factor::Entity::find().all(p.db()).await.expect("rows");
            rows.into_iter().filter(|row| row.confirmed_at.is_some()).count()
        };
        assert_eq!(confirmed().await, 1, "the app alone");
        one.post("/api/enrol/confirm", &fields).await;
        assert_eq!(confirmed().await, 2);
    }

    async fn a_clock_a_day_off_opens_nothing_and_loses_nothing(p: TestPortal) {
        let holder = p.holder("ada@test.test").await;
        let (mut browser, code, (first, second)) = losing(&p, &holder).await;
        // Back by a day: a code from tomorrow is none.
        p.clock.advance(-Duration::hours(24));
        assert_eq!(prove(&mut browser, &code, &first, &second).await.location(), "/verify/lost");
        assert_eq!(p.browser().log_in("ada@test.test", PASSWORD).await.location(), "/verify");
        // Forward by two: code and session are over; the account is as it was.
        p.clock.advance(Duration::hours(48));
        assert_ne!(prove(&mut browser, &code, &first, &second).await.location(), "/account/security");
        p.settle().await;
        let mut browser = p.log_in_holder(&holder).await;
        assert_eq!(browser.get("/home").await.status, StatusCode::OK);
    }

    async fn other_questions_need_a_fresh_login_and_are_asked_from_then_on(p: TestPortal) {
        let mut holder = p.holder("ada@test.test").await;
        let fields = other_questions("Blue");
        let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), *v)).collect();
        p.clock.advance(Duration::minutes(16));
        let answer = holder.browser.post("/api/security/questions", &fields).await;
        assert_eq!(answer.location(), "/log-in-again?next=/account/questions");
        let mut browser = p.log_in_holder(&holder).await;
        let mut twice = fields.clone();
        twice[2].1 = "meet";
        let page = browser.post_and_look("/api/security/questions", &twice).await.body;
        assert!(page.contains("you chose this question already"), "{page}");
        assert_eq!(browser.post("/api/security/questions", &fields).await.location(), "/account/security");
        let mail = p.mails("ada@test.test").await.pop().expect("a mail");
        assert!(mail.subject.contains("password reset questions changed") && mail.link.is_some());
        let mut browser = p.browser();
        browser.log_in("ada@test.test", PASSWORD).await;
        browser.post("/api/verify/lost/send", &[("id", "")]).await;
        let code = p.sent_code("ada@test.test").await;
        assert_eq!(prove(&mut browser, &code, " blue", "BLUE").await.location(), "/account/security");
    }

    async fn a_school_reset_removes_a_students_lost_second_step(p: TestPortal) {
        let student = p.registered(1).await;
        let mut browser = p.logged_in(&student).await;
        browser.post("/api/security/add", &[("kind", "app")]).await;
        p.confirm_app(&mut browser, "/second-step/confirm").await;
        let mut browser = p.browser();
        assert_eq!(browser.log_in("s1@test.test", PASSWORD).await.location(), "/verify");
        let page = browser.get("/verify/lost").await.body;
        assert!(page.contains("ask your DSO"), "{page}");
        let mut official = p.official("dso@test.test", SCHOOL).await;
        official.post("/api/console/reset-account", &[("id", &student.id)]).await;
        let token = p.token("s1@test.test").await;
        let new = "Another-light-27!";
        let fields = [("token", token.as_str()), ("sevis_id", &student.sevis_id), ("password", new), ("confirm", new)];
        assert_eq!(p.browser().post("/api/reset", &fields).await.location(), "/login");
        assert_eq!(p.browser().log_in("s1@test.test", new).await.location(), "/attest");
        let account = p.account_of("s1@test.test").await;
        let codes = backup_code::Entity::find().filter(backup_code::Column::AccountId.eq(account.id));
        assert_eq!(codes.count(p.db()).await.expect("count"), 0);
    }

    async fn whoever_runs_the_portal_gives_an_official_a_new_way_in(p: TestPortal) {
        let mut official = p.official("dso@test.test", SCHOOL).await;
        officials::reset(&p.portal, "dso@test.test").await.expect("reset");
        assert_eq!(official.get("/console").await.location(), "/login?next=/console");
        assert_eq!(factor::Entity::find().count(p.db()).await.expect("count"), 0);
        let token = p.token("dso@test.test").await;
        let new = "Another-light-27!";
        let fields = [("token", token.as_str()), ("password", new), ("confirm", new)];
        assert_eq!(p.browser().post("/api/reset", &fields).await.location(), "/login");
        assert_eq!(p.browser().log_in("dso@test.test", new).await.location(), "/second-step");
        officials::remove(&p.portal, "dso@test.test").await.expect("removed");
        assert!(officials::reset(&p.portal, "dso@test.test").await.is_err());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn where_questions_prove_nothing_this_way_is_closed() {
    let p = TestPortal::set_up(|config| config.policy = domain::password::MODERN).await;
    let holder = p.holder("ada@test.test").await;
    let mut browser = p.browser();
    browser.log_in(&holder.email, PASSWORD).await;
    let page = browser.get("/verify/lost").await.body;
    assert!(page.contains("a mail opens no account"), "{page}");
    let answer = browser.post("/api/verify/lost/send", &[("id", "")]).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert_eq!(prove(&mut browser, "000000", "a", "b").await.status, StatusCode::NOT_FOUND);
}
