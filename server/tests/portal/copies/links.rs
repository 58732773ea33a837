//! Whom the link to a copy opens a record for.

use super::{FILES, ask, asked, by_link, open, reported};
use crate::on_both;
use crate::support::{PASSWORD, SCHOOL, TestPortal};
use axum::http::StatusCode;
use time::Duration;

on_both! {
    nobody_gets_a_copy_without_the_mailbox_and_the_sevis_id,
    a_copy_link_is_for_the_address_that_the_record_has,
    three_wrong_sevis_ids_lock_the_link_and_a_day_ends_it,
    asking_for_a_copy_is_no_invitation_and_makes_none_void,
    a_closed_copy_asks_for_the_sevis_id_again,
}

async fn nobody_gets_a_copy_without_the_mailbox_and_the_sevis_id(p: TestPortal) {
    reported(&p).await;
    let mails = async || {
        let mut all = Vec::new();
        for to in ["s1@test.test", "x@test.test"] {
            all.extend(asked(&p, to).await);
        }
        all.len()
    };
    ask(&p, "x@test.test", "N0000000001").await;
    ask(&p, "s1@test.test", "N0000000002").await;
    assert_eq!(mails().await, 0);
    let fields = [("email", "nobody"), ("sevis_id", "")];
    let page = p.browser().post_and_look("/api/record-copy/ask", &fields).await.body;
    assert!(page.contains("Enter: SEVIS ID") && page.contains("value=\"nobody\""), "{page}");
    let mut stranger = p.browser();
    assert!(stranger.get("/record-copy").await.body.contains("Email me the link"));
    let page = open(&mut stranger, "no-such-token", "N0000000001").await;
    assert!(!page.contains("Download") && page.contains("no longer works"), "{page}");
    for path in FILES {
        assert_eq!(stranger.get(path).await.status, StatusCode::NOT_FOUND);
    }
    // An invitation opens no copy, and a copy's link registers nobody.
    let invited = p.student(2, "").await;
    let token = p.token("s2@test.test").await;
    assert!(!open(&mut stranger, &token, &invited.sevis_id).await.contains("Download"));
    ask(&p, "s2@test.test", &invited.sevis_id).await;
    let copy = asked(&p, "s2@test.test").await.pop().expect("a link");
    let fields = [("token", copy.as_str()), ("sevis_id", invited.sevis_id.as_str())];
    stranger.post("/api/register/identify", &fields).await;
    let fields = [("token", copy.as_str()), ("password", PASSWORD), ("confirm", PASSWORD)];
    stranger.post("/api/register/create", &fields).await;
    assert!(p.account(&invited).await.is_none());
}

async fn a_copy_link_is_for_the_address_that_the_record_has(p: TestPortal) {
    let student = reported(&p).await;
    ask(&p, "s1@test.test", &student.sevis_id).await;
    let token = asked(&p, "s1@test.test").await.pop().expect("a link");
    let mut browser = by_link(&p, &token).await;
    open(&mut browser, &token, &student.sevis_id).await;
    assert_eq!(browser.get(FILES[1]).await.status, StatusCode::OK);
    let moved = format!(
        "sevis_id,given_name,surname,birth_date,email,school_code\nN0000000001,Ada,Sample,2001-02-03,new@test.test,{SCHOOL}\n"
    );
    p.import(&moved, "", "").await.expect("imported");
    assert_eq!(browser.get(FILES[1]).await.status, StatusCode::NOT_FOUND);
    assert!(!open(&mut browser, &token, &student.sevis_id).await.contains("Download"));
    ask(&p, "s1@test.test", &student.sevis_id).await;
    assert_eq!(asked(&p, "s1@test.test").await.len(), 1, "the old mailbox gets no more");
    ask(&p, "new@test.test", &student.sevis_id).await;
    assert_eq!(asked(&p, "new@test.test").await.len(), 1);
}

async fn three_wrong_sevis_ids_lock_the_link_and_a_day_ends_it(p: TestPortal) {
    let student = reported(&p).await;
    for _ in 0..2 {
        ask(&p, "s1@test.test", &student.sevis_id).await;
    }
    let [locked, lapsed] = asked(&p, "s1@test.test").await.try_into().expect("two links");
    let mut browser = by_link(&p, &locked).await;
    for wrong in ["N0000000002", "N0000000003", "N0000000004"] {
        open(&mut browser, &locked, wrong).await;
    }
    let page = open(&mut browser, &locked, &student.sevis_id).await;
    assert!(page.contains("no longer works") && page.contains("Email me the link"), "{page}");
    // The other one is not touched by that.
    let mut browser = by_link(&p, &lapsed).await;
    assert!(open(&mut browser, &lapsed, &student.sevis_id).await.contains("Download"));
    p.clock.advance(Duration::hours(25));
    assert_eq!(browser.get(FILES[1]).await.status, StatusCode::NOT_FOUND);
    assert!(
        p.account(&student)
            .await
            .is_some_and(|own| own.standing == domain::account::Standing::Open)
    );
}

async fn asking_for_a_copy_is_no_invitation_and_makes_none_void(p: TestPortal) {
    let early = p.student(1, "post_completion,approved,full_time,2026-06-20,2027-06-19").await;
    ask(&p, "s1@test.test", &early.sevis_id).await;
    assert_eq!(asked(&p, "s1@test.test").await.len(), 1);
    p.clock.advance(Duration::days(12));
    p.settle().await;
    p.register(&early).await;
    // An invitation that is under way stays good.
    let invited = p.student(2, "").await;
    let invitation = p.token("s2@test.test").await;
    ask(&p, "s2@test.test", &invited.sevis_id).await;
    let mut browser = p.browser();
    let fields = [("token", invitation.as_str()), ("sevis_id", invited.sevis_id.as_str())];
    browser.post("/api/register/identify", &fields).await;
    let fields = [("token", invitation.as_str()), ("password", PASSWORD), ("confirm", PASSWORD)];
    assert_eq!(browser.post("/api/register/create", &fields).await.location(), "/login");
}

async fn a_closed_copy_asks_for_the_sevis_id_again(p: TestPortal) {
    let student = reported(&p).await;
    ask(&p, "s1@test.test", &student.sevis_id).await;
    let token = asked(&p, "s1@test.test").await.pop().expect("a link");
    let mut browser = by_link(&p, &token).await;
    assert!(open(&mut browser, &token, &student.sevis_id).await.contains("Close the copy"));
    // Sent twice, and without a copy that is open, it does no harm.
    for _ in 0..2 {
        let fields = [("token", token.as_str())];
        let page = browser.post_and_look("/api/record-copy/close", &fields).await.body;
        assert!(
            page.contains("To open your record, enter its SEVIS ID") && !page.contains("Download")
        );
        assert_eq!(browser.get(FILES[1]).await.status, StatusCode::NOT_FOUND);
    }
    assert!(open(&mut browser, &token, &student.sevis_id).await.contains("Download"));
}
