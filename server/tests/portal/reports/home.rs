//! The student's first page: what to do now, what comes, what happened last.

use super::*;
use crate::on_both;
use crate::support::{TestPortal, between};

on_both! {
    a_new_student_reads_the_first_steps_in_order_and_each_is_ticked_once_done,
    whoever_has_asked_for_a_stem_extension_still_reports_employers_themselves,
    few_days_left_say_three_things_to_do_and_the_calendar_shows_the_last_one,
    used_up_days_say_whom_to_write_to,
    the_last_report_says_where_it_stands,
}

/// What the page says to do now.
fn now(page: &str) -> String {
    between(page, "<h2>What to do now</h2>", "</section>").to_owned()
}

async fn a_new_student_reads_the_first_steps_in_order_and_each_is_ticked_once_done(p: TestPortal) {
    let student = p.registered(1).await;
    let mut browser = p.logged_in(&student).await;
    let first = now(&browser.get("/employment").await.body);
    let places: Vec<usize> = ["Put your address", "Report your employer", "Put your deadlines"]
        .iter()
        .map(|words| first.find(words).expect(words))
        .collect();
    assert!(places.is_sorted(), "{first}");
    assert!(!first.contains("(done)"), "{first}");
    browser.post_and_look("/api/employer/save", JOB).await;
    let then = now(&browser.get("/employment").await.body);
    let (before, after) = then.split_once("Report your employer").expect("still there");
    assert!(after.starts_with("</a><span class=\"usa-sr-only\"> (done)"), "{after}");
    assert!(!before.contains("(done)"), "{before}");
    let version = p.find("N0000000001").await.version.to_string();
    let home = [
        ("version", version.as_str()),
        ("street", "500 Cedar Street"),
        ("city", "Austin"),
        ("state", "TX"),
        ("zip", "78701"),
        ("us_phone", "5125550114"),
    ];
    browser.post_and_look("/api/profile/save", &home).await;
    let last = now(&browser.get("/employment").await.body);
    assert!(last.contains("Nothing today."), "{last}");
    assert!(!last.contains("first-steps"), "{last}");
}

async fn whoever_has_asked_for_a_stem_extension_still_reports_employers_themselves(p: TestPortal) {
    let student = p.registered(1).await;
    let asked = "sevis_id,type,status,schedule,start_date,end_date\n\
                 N0000000001,stem,pending,full_time,2027-06-01,2029-05-31\n";
    let known = "sevis_id,given_name,surname,birth_date,email,school_code\n\
                 N0000000001,Ada,Sample,2001-02-03,s1@test.test,";
    p.import(&format!("{known}{}\n", crate::support::SCHOOL), asked, "").await.expect("imported");
    let said = now(&p.logged_in(&student).await.get("/employment").await.body);
    assert!(said.contains("Report your employer"), "{said}");
}

async fn few_days_left_say_three_things_to_do_and_the_calendar_shows_the_last_one(p: TestPortal) {
    let student = p.student(1, "post_completion,approved,full_time,2026-03-21,2027-03-20").await;
    p.register(&student).await;
    let page = p.logged_in(&student).await.get("/employment").await.body;
    let said = now(&page);
    assert!(said.contains("8 days left: act now"), "{said}");
    assert!(said.contains("your last allowed day of unemployment is June 18, 2026"), "{said}");
    assert_eq!(between(&said, "<ol>", "</ol>").matches("<li>").count(), 3, "{said}");
    assert!(said.contains("DSO at Test University"), "{said}");
    let picture = between(&page, "<div class=\"picture\">", "</svg>");
    // Day 18 of the fourth of its months: June.
    assert!(picture.contains("mark-limit") && picture.contains("\"M211 66h8v"), "{picture}");
    assert!(picture.contains("role=\"img\"") && page.contains("Show each day’s reason"));
}

async fn used_up_days_say_whom_to_write_to(p: TestPortal) {
    let student = p.student(1, "post_completion,approved,full_time,2026-03-01,2027-02-28").await;
    p.register(&student).await;
    let said = now(&p.logged_in(&student).await.get("/employment").await.body);
    assert!(said.contains("Contact your DSO today"), "{said}");
    assert!(said.contains("used since May 29, 2026"), "{said}");
    assert!(said.contains("Report the job"), "even late: {said}");
}

async fn the_last_report_says_where_it_stands(p: TestPortal) {
    let mut browser = ready(&p).await;
    assert!(!now(&browser.get("/employment").await.body).contains("Your last report"));
    let receipt = browser.post("/api/employer/save", JOB).await;
    let path = receipt.location().split('?').next().expect("a path").to_owned();
    let said = now(&browser.get("/employment").await.body);
    assert!(said.contains("Harbor &lt;Robotics&gt; &amp; Söhne, June 10, 2026"), "{said}");
    assert!(said.contains("Saved; your school passes it on to SEVIS"), "{said}");
    assert!(said.contains(&format!("href=\"{path}\"")), "{path}: {said}");
}
