//! Whom an official should look at.

use crate::on_both;
use crate::support::{OTHER_SCHOOL, SCHOOL, TestPortal};
use sea_orm::{ActiveModelTrait as _, ColumnTrait as _, EntityTrait as _, QueryFilter as _, Set};
use server::store::entity::{mail, student};

on_both! {
    who_needs_an_official_is_listed_with_the_reason_and_nobody_of_another_school,
    who_is_perhaps_on_record_twice_and_whom_no_mail_reaches_is_listed,
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
    assert!(other.get("/console/alerts").await.body.contains("No students need attention today."));
}

pub const HEAD: &str = "sevis_id,given_name,surname,birth_date,email,school_code\n";
pub const PERIODS: &str = "sevis_id,type,status,schedule,start_date,end_date\n";
const RUNS: &str = "post_completion,approved,full_time,2026-06-01,2027-05-31";

async fn who_is_perhaps_on_record_twice_and_whom_no_mail_reaches_is_listed(p: TestPortal) {
    let people = [
        ("N0000000001", "Zoë Ann,Müller", "2001-02-03", "a@test.test", SCHOOL),
        ("N0000000002", "Zoe,Mueller ANN", "2001-02-03", "b@test.test", SCHOOL),
        ("N0000000003", "Ann Müller,Zoë", "2001-02-03", "c@test.test", SCHOOL),
        ("N0000000004", "Zoë Ann,Müller", "2001-02-04", "d@test.test", SCHOOL),
        ("N0000000005", "Zoë Ann,Müller", "2001-02-03", "e@test.test", OTHER_SCHOOL),
    ];
    let row = |(id, name, born, email, school): &(&str, &str, &str, &str, &str)| {
        format!("{id},{name},{born},{email},{school}\n")
    };
    let students: String = people.iter().map(row).collect();
    let periods: String = people.iter().map(|one| format!("{},{RUNS}\n", one.0)).collect();
    p.import(&format!("{HEAD}{students}"), &format!("{PERIODS}{periods}"), "").await.expect("in");
    p.settle().await;
    let to = |email: &str| mail::Entity::find().filter(mail::Column::Recipient.eq(email));
    for email in ["c@test.test", "d@test.test"] {
        let row = to(email).one(p.db()).await.expect("query").expect("an invitation");
        let failed = mail::ActiveModel { id: Set(row.id), failed: Set(true), ..Default::default() };
        failed.update(p.db()).await.expect("given up");
    }
    let moved = p.find("N0000000004").await;
    let email = Set(Some("new@test.test".to_owned()));
    let moved = student::ActiveModel { id: Set(moved.id), email, ..Default::default() };
    moved.update(p.db()).await.expect("corrected");
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let page = dso.get("/console/alerts?kind=twice").await.body;
    let listed = |page: &str| {
        (1..=5).filter(|n| page.contains(&format!("N000000000{n}"))).collect::<Vec<_>>()
    };
    assert_eq!(listed(&page), [1, 3], "accents and order of words are the same name: {page}");
    let page = dso.get("/console/alerts?kind=undelivered").await.body;
    assert_eq!(listed(&page), [3], "not one whose address was corrected since: {page}");
}
