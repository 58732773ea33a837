//! The days that a student must not miss.

use crate::on_both;
use crate::support::TestPortal;
use axum::http::{StatusCode, header};

on_both! {
    a_student_sees_each_deadline_and_takes_them_along_as_a_calendar,
}

async fn a_student_sees_each_deadline_and_takes_them_along_as_a_calendar(p: TestPortal) {
    let student = p.student(1, "stem,approved,full_time,2026-03-20,2028-03-19").await;
    p.register(&student).await;
    let mut own = p.logged_in(&student).await;
    assert!(own.get("/employment").await.body.contains("href=\"/deadlines\""));
    let page = own.get("/deadlines").await.body;
    for words in [
        "September 30, 2026",
        "Confirm your STEM OPT record (6 months)",
        "STEM OPT ends: your last day of work",
        "March 19, 2028",
        "all your days of unemployment will be used",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let file = own.get("/deadlines.ics").await;
    assert_eq!(file.status, StatusCode::OK);
    assert_eq!(file.headers[header::CONTENT_TYPE], "text/calendar; charset=utf-8");
    let text = file.body.replace("\r\n ", "");
    for line in ["BEGIN:VCALENDAR", "DTSTART;VALUE=DATE:20260930", "UID:validation-6-", "TRIGGER"] {
        assert!(text.contains(line), "{line}: {text}");
    }
    assert!(!text.contains("Sample") && !text.contains("N0000000001"), "{text}");
    assert_ne!(p.browser().get("/deadlines.ics").await.status, StatusCode::OK, "nobody else's");
}
