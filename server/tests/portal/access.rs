//! The end of access over time.

use crate::on_both;
use crate::support::{PASSWORD, TestPortal};
use axum::http::StatusCode;
use time::Duration;

on_both! {
    access_goes_from_editing_to_reading_to_closed_with_its_mails,
    a_stem_extension_opens_a_closing_account_again,
    an_authorization_that_was_approved_early_opens_the_account_on_its_first_day,
}

async fn access_goes_from_editing_to_reading_to_closed_with_its_mails(p: TestPortal) {
    let student = p.student(1, "post_completion,approved,full_time,2025-06-20,2026-06-20").await;
    p.register(&student).await;
    let fields = |version| {
        [
            ("street", "1 First Street"),
            ("zip", "78666"),
            ("us_phone", "5125550123"),
            ("version", version),
        ]
    };
    // 10 June plus 25 days: 5 July, the fifteenth day after the end.
    p.clock.advance(Duration::days(25));
    p.settle().await;
    let mut browser = p.logged_in(&student).await;
    assert!(
        browser.post("/api/profile/save", &fields("1")).await.location().starts_with("/receipts/")
    );
    p.clock.advance(Duration::days(1));
    let mut browser = p.logged_in(&student).await;
    assert!(browser.get("/profile").await.body.contains("read and print but not edit"));
    assert_eq!(
        browser.fetch("/api/profile/save", &fields("2")).await.status,
        StatusCode::NOT_FOUND
    );
    p.clock.advance(Duration::days(140));
    p.settle().await;
    p.clock.advance(Duration::days(28));
    p.settle().await;
    p.settle().await;
    let subjects: Vec<String> =
        p.mails("s1@test.test").await.into_iter().map(|m| m.subject).collect();
    for expected in [
        "Your authorization has ended",
        "Your portal account closes soon",
        "Your portal account is closed",
    ] {
        assert_eq!(
            subjects.iter().filter(|s| *s == expected).count(),
            1,
            "{expected}: {subjects:?}"
        );
    }
    assert_eq!(p.browser().log_in("s1@test.test", PASSWORD).await.location(), "/login");
    assert_eq!(p.account(&student).await.expect("kept").standing.code(), "closed");
}

async fn a_stem_extension_opens_a_closing_account_again(p: TestPortal) {
    let student = p.student(1, "post_completion,approved,full_time,2025-06-01,2026-06-05").await;
    p.register(&student).await;
    p.settle().await;
    assert_eq!(p.account(&student).await.expect("account").access_stage, 1);
    p.student(1, "stem,approved,full_time,2026-06-06,2028-06-05").await;
    assert_eq!(p.account(&student).await.expect("account").access_stage, 0);
    let mut browser = p.logged_in(&student).await;
    assert!(browser.get("/employment").await.body.contains("<dd>150</dd>"));
}

async fn an_authorization_that_was_approved_early_opens_the_account_on_its_first_day(
    p: TestPortal,
) {
    let student = p.student(1, "post_completion,approved,full_time,2025-06-20,2026-06-20").await;
    p.register(&student).await;
    p.clock.advance(Duration::days(200));
    p.settle().await;
    assert_eq!(p.account(&student).await.expect("account").standing.code(), "closed");
    p.student(1, "post_completion,approved,full_time,2027-01-15,2028-01-14").await;
    assert_eq!(p.account(&student).await.expect("account").standing.code(), "closed");
    // January 15 in the school's zone.
    p.clock.advance(Duration::days(19));
    p.settle().await;
    let account = p.account(&student).await.expect("account");
    assert_eq!((account.standing.code(), account.access_stage), ("open", 0));
    let mut own = p.logged_in(&student).await;
    let new = "Another-good-password-7";
    let fields = [("current", PASSWORD), ("password", new), ("confirm", new)];
    own.post("/api/account/password", &fields).await;
    assert!(own.get("/employment").await.body.contains("Add employer"));
}
