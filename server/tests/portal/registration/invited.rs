//! Who is invited, and how long the link lives.

use super::*;
use crate::on_both;
use crate::support::TestPortal;
use time::Duration;

on_both! {
    the_invitation_says_what_is_needed_in_both_parts,
    nobody_is_invited_before_approval_start_and_an_email,
    opening_the_link_uses_nothing_up,
    a_link_lapses_as_the_fifteenth_day_begins_at_the_school,
    forgot_password_replaces_a_lapsed_invitation,
}

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

async fn a_link_lapses_as_the_fifteenth_day_begins_at_the_school(p: TestPortal) {
    p.student(1, "").await;
    let path = format!("/register?token={}", p.token("s1@test.test").await);
    // 10 June 10:00 in Chicago; the link works to the end of 23 June there.
    p.clock.advance(Duration::days(13) + Duration::hours(14) - Duration::SECOND);
    assert!(p.browser().get(&path).await.body.contains("Create your account"));
    p.clock.advance(Duration::SECOND);
    assert!(p.browser().get(&path).await.body.contains("This link has expired"));
}

async fn forgot_password_replaces_a_lapsed_invitation(p: TestPortal) {
    let student = p.student(1, "").await;
    let old = p.token("s1@test.test").await;
    p.clock.advance(Duration::days(20));
    let fields = [("email", "S1@test.test"), ("sevis_id", student.sevis_id.as_str())];
    p.browser().post("/api/forgot", &fields).await;
    p.settle().await;
    assert!(
        p.browser()
            .get(&format!("/register?token={old}"))
            .await
            .body
            .contains("A newer link was sent")
    );
    p.register(&student).await;
}
