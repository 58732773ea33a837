//! Students who report in the same instant.

use super::*;
use crate::on_both;
use crate::support::TestPortal;
use axum::http::StatusCode;
use std::time::{Duration, Instant};

on_both! {
    twenty_four_who_report_at_once_are_all_taken_while_another_ones_page_answers,
    one_student_in_twelve_tabs_makes_one_report_of_one_form,
}

async fn twenty_four_who_report_at_once_are_all_taken_while_another_ones_page_answers(
    p: TestPortal,
) {
    let browsers = students(&p, 24).await;
    let mut other = p.logged_in(&p.registered(25).await).await;
    let reports = tokio::spawn(all_report(browsers));
    let begun = Instant::now();
    let page = other.get("/employment").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(begun.elapsed() < Duration::from_secs(8), "the page stood still");
    let statuses = reports.await.expect("reported");
    assert!(statuses.iter().all(|status| *status == StatusCode::FOUND), "{statuses:?}");
    assert_eq!(counts(&p).await, [24; 4]);
}

async fn one_student_in_twelve_tabs_makes_one_report_of_one_form(p: TestPortal) {
    let student = p.registered(1).await;
    let browser = p.logged_in(&student).await;
    let tabs = (0..12).map(|_| {
        let mut tab = p.browser();
        tab.cookie.clone_from(&browser.cookie);
        tokio::spawn(async move { tab.post("/api/employer/save", &job("same")).await.status })
    });
    for tab in tabs.collect::<Vec<_>>() {
        assert_eq!(tab.await.expect("answered"), StatusCode::FOUND);
    }
    assert_eq!(counts(&p).await, [1; 4]);
}

/// More than any hall of students; on one database, to keep the run short.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_hundred_at_once_each_is_taken_or_told_busy_and_none_is_half_written() {
    let p = TestPortal::sqlite().await;
    let browsers = students(&p, 200).await;
    let statuses = all_report(browsers).await;
    let taken = statuses.iter().filter(|status| **status == StatusCode::FOUND).count() as u64;
    let busy =
        statuses.iter().filter(|status| **status == StatusCode::SERVICE_UNAVAILABLE).count() as u64;
    assert_eq!(taken + busy, 200, "{statuses:?}");
    assert!(taken >= 24);
    assert_eq!(counts(&p).await, [taken; 4]);
}
