//! The invitation and the two steps of registration.

use crate::on_both;
use crate::support::PASSWORD;
use time::Duration;

const SUBJECT: &str =
    "Optional Practical Training Approval - the next step. Create an SEVP Portal account.";

on_both! {
    async fn the_invitation_says_what_is_needed_in_both_parts(p: TestPortal) {
        p.student(1, "").await;
        let mails = p.mails("s1@test.test").await;
        assert_eq!(mails.len(), 1);
        assert_eq!(mails[0].subject, SUBJECT);
        let link = format!("http://127.0.0.1:3000{}", mails[0].link.as_deref().expect("link"));
        assert!(mails[0].text.contains(&link) && mails[0].html.contains(&link));
        assert!(mails[0].text.contains("June 23, 2026"), "day 14 of 14: {}", mails[0].text);
    }

    async fn nobody_is_invited_before_approval_start_and_an_email(p: TestPortal) {
        p.student(1, "post_completion,pending,full_time,2026-06-01,2027-05-31").await;
        p.student(2, "post_completion,approved,full_time,2026-06-11,2027-05-31").await;
        p.student(3, "pre_completion,approved,full_time,2026-06-01,2027-05-31").await;
        p.settle().await;
        for n in 1..=3 {
            assert!(p.mails(&format!("s{n}@test.test")).await.is_empty(), "{n}");
        }
        // Midnight in Chicago, not in UTC, brings the start date.
        p.clock.advance(Duration::hours(13));
        p.settle().await;
        assert!(p.mails("s2@test.test").await.is_empty(), "11 June 04:00 UTC is still 10 June there");
        p.clock.advance(Duration::hours(1));
        p.settle().await;
        p.settle().await;
        assert_eq!(p.mails("s2@test.test").await.len(), 1, "once");
    }

    async fn opening_the_link_uses_nothing_up(p: TestPortal) {
        let student = p.student(1, "").await;
        let token = p.token("s1@test.test").await;
        for _ in 0..20 {
            let answer = p.browser().get(&format!("/register?token={token}")).await;
            assert!(answer.body.contains("Create your account"));
            assert!(answer.headers.get("set-cookie").is_none(), "a scanner gets no session");
        }
        p.register(&student).await;
        let used = p.browser().get(&format!("/register?token={token}")).await;
        assert!(used.body.contains("This link has been used"));
    }

    async fn the_third_wrong_sevis_id_locks_whatever_the_browser(p: TestPortal) {
        let student = p.student(1, "").await;
        let token = p.token("s1@test.test").await;
        for left in ["2 chances are left", "One chance is left"] {
            let page = p.browser().post_and_look("/api/register/identify", &[("token", &token), ("sevis_id", "N9999999999")]).await;
            assert!(page.body.contains("Create your account"));
            let told = p.browser().fetch("/api/register/identify", &[("token", &token), ("sevis_id", "nonsense")]).await;
            assert!(told.body.contains("Malformed"), "a slip costs no chance: {left}");
        }
        p.browser().post("/api/register/identify", &[("token", &token), ("sevis_id", "N9999999999")]).await;
        let right = p.browser().post_and_look("/api/register/identify", &[("token", &token), ("sevis_id", &student.sevis_id)]).await;
        assert!(right.body.contains("This link is locked"), "the right one is too late");
    }

    async fn parallel_wrong_ids_are_counted_one_by_one(p: TestPortal) {
        p.student(1, "").await;
        let token = p.token("s1@test.test").await;
        let tries = (0..20).map(|_| {
            let (mut browser, token) = (p.browser(), token.clone());
            tokio::spawn(async move {
                browser.fetch("/api/register/identify", &[("token", &token), ("sevis_id", "N9999999999")]).await.body
            })
        });
        let mut refused = 0;
        for answer in tries.collect::<Vec<_>>() {
            refused += usize::from(answer.await.expect("joined").contains("WrongSevisId"));
        }
        assert_eq!(refused, 2, "two are told of chances left, the third locks, the rest find it locked");
    }

    async fn fifty_parallel_registrations_make_one_account(p: TestPortal) {
        let student = p.student(1, "").await;
        let token = p.token("s1@test.test").await;
        let mut browser = p.browser();
        browser.post("/api/register/identify", &[("token", &token), ("sevis_id", &student.sevis_id)]).await;
        let tries: Vec<_> = (0..50).map(|_| {
            let (mut one, token) = (p.browser(), token.clone());
            one.cookie = browser.cookie.clone();
            tokio::spawn(async move {
                let fields = [("token", token.as_str()), ("password", PASSWORD), ("confirm", PASSWORD)];
                one.post("/api/register/create", &fields).await.location().to_owned()
            })
        }).collect();
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
        browser.post("/api/register/identify", &[("token", &token), ("sevis_id", &student.sevis_id)]).await;
        let fields = [("token", token.as_str()), ("password", "tooshort"), ("confirm", "other")];
        let page = browser.post_and_look("/api/register/create", &fields).await;
        assert!(page.body.contains("There is a problem") && page.body.contains("Welcome, Ada Sample"));
        assert!(page.body.contains("at least 12 characters") && page.body.contains("not the same"));
        assert!(!page.body.contains("tooshort"));
        assert!(page.body.contains("<title>Error: "));
        let again = browser.get(&format!("/register?token={token}")).await;
        assert!(!again.body.contains("There is a problem"), "said once");
    }

    async fn a_link_lapses_as_the_fifteenth_day_begins_at_the_school(p: TestPortal) {
        p.student(1, "").await;
        let path = format!("/register?token={}", p.token("s1@test.test").await);
        // 10 June 10:00 in Chicago; the link works to the end of 23 June there.
        p.clock.advance(Duration::days(13) + Duration::hours(14) - Duration::SECOND);
        assert!(p.browser().get(&path).await.body.contains("Create your account"));
        p.clock.advance(Duration::SECOND);
        assert!(p.browser().get(&path).await.body.contains("This link is too old"));
    }

    async fn forgot_password_replaces_a_lapsed_invitation(p: TestPortal) {
        let student = p.student(1, "").await;
        let old = p.token("s1@test.test").await;
        p.clock.advance(Duration::days(20));
        let fields = [("email", "S1@test.test"), ("sevis_id", student.sevis_id.as_str())];
        p.browser().post("/api/forgot", &fields).await;
        p.settle().await;
        assert!(p.browser().get(&format!("/register?token={old}")).await.body.contains("A newer link was sent"));
        p.register(&student).await;
    }
}
