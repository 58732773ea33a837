//! Whom an official should look at.

use crate::on_both;
use crate::support::{OTHER_SCHOOL, SCHOOL, TestPortal};

on_both! {
    who_needs_an_official_is_listed_with_the_reason_and_nobody_of_another_school,
}

async fn who_needs_an_official_is_listed_with_the_reason_and_nobody_of_another_school(
    p: TestPortal,
) {
    // 75 days without a job; just begun; ended; not approved.
    for (number, opt) in [
        (1, "post_completion,approved,full_time,2026-03-28,2027-03-27"),
        (2, "post_completion,approved,full_time,2026-06-08,2026-07-30"),
        (3, "post_completion,approved,full_time,2025-01-01,2025-12-31"),
        (4, "post_completion,requested,full_time,2026-06-01,2027-05-31"),
    ] {
        p.student(number, opt).await;
    }
    p.clock.advance(time::Duration::days(8));
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let page = dso.get("/console/alerts").await.body;
    for (words, rows) in [
        ("<td>15 days of unemployment or fewer left</td>", 1),
        ("<td>No employer on record</td>", 2),
        ("<td>Invitation unread for a week</td>", 2),
        ("<td>Authorization ends within 60 days</td>", 1),
    ] {
        assert_eq!(page.matches(words).count(), rows, "{words}: {page}");
    }
    assert!(page.contains("83 of 90 days"), "{page}");
    assert!(!page.contains("N0000000003") && !page.contains("N0000000004"));
    let one = dso.get("/console/alerts?kind=ending").await.body;
    assert!(one.contains("N0000000002") && !one.contains("N0000000001"));
    let mut other = p.official("dso@other.test", OTHER_SCHOOL).await;
    assert!(other.get("/console/alerts").await.body.contains("Nobody needs you today."));
}
