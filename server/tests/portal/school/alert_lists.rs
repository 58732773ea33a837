//! The list of alerts: in its orders, page by page, and as a file.

use super::alerts::{HEAD, PERIODS};
use crate::on_both;
use crate::support::{SCHOOL, TestPortal};
use server::service::console::freshen_alerts;
use server::store::schools;

on_both! {
    alerts_are_sorted_paged_and_taken_along,
    a_file_has_every_student_though_others_work_the_alerts_out_at_the_same_time,
}

async fn alerts_are_sorted_paged_and_taken_along(p: TestPortal) {
    let (mut students, mut periods) = (String::new(), String::new());
    for n in 1..=120u8 {
        let id = format!("N{n:010}");
        let day = 1 + n % 28;
        let name = format!("Sample{}{}", char::from(b'a' + n / 26), char::from(b'a' + n % 26));
        students += &format!("{id},Ada,{name},2001-02-{day:02},s{n}@test.test,{SCHOOL}\n");
        periods +=
            &format!("{id},post_completion,approved,full_time,2026-05-{day:02},2026-12-{day:02}\n");
    }
    p.import(&format!("{HEAD}{students}"), &format!("{PERIODS}{periods}"), "").await.expect("in");
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let page = dso.get("/console/alerts?kind=no_employer&sort=name").await.body;
    assert!(page.contains("Sampleab") && page.contains("Page 1 of 2"), "{page}");
    assert!(page.contains("aria-sort=\"ascending\""), "{page}");
    let page = dso.get("/console/alerts?kind=no_employer&sort=name&page=2").await.body;
    assert!(page.contains("Sampleeq") && !page.contains("Sampleab"), "{page}");
    let table = dso.get("/console/alerts.csv?kind=no_employer&sort=days").await.body;
    let days: Vec<u32> = table
        .lines()
        .skip(1)
        .map(|row| row.split(',').nth(3).expect("days").parse().expect("a number"))
        .collect();
    assert_eq!(days.len(), 120, "all of them");
    assert!(days.windows(2).all(|pair| pair[0] >= pair[1]), "the most first: {days:?}");
    let book = dso.get("/console/alerts.xlsx").await;
    assert!(book.body.starts_with("PK"), "{}", book.body);
    let kind = book.headers.get("content-type").and_then(|kind| kind.to_str().ok());
    assert!(kind.is_some_and(|kind| kind.contains("spreadsheetml")), "{kind:?}");
}

async fn a_file_has_every_student_though_others_work_the_alerts_out_at_the_same_time(
    p: TestPortal,
) {
    const MANY: usize = 900;
    let (mut students, mut periods) = (String::new(), String::new());
    for n in 1..=MANY {
        let letters: String = n.to_string().bytes().map(|digit| char::from(digit + 49)).collect();
        let (day, month) = (1 + n % 28, 1 + n % 12);
        students +=
            &format!("N{n:010},Ada,S{letters},2001-{month:02}-{day:02},s{n}@test.test,{SCHOOL}\n");
        periods += &format!("N{n:010},post_completion,approved,full_time,2026-05-01,2027-04-30\n");
    }
    p.import(&format!("{HEAD}{students}"), &format!("{PERIODS}{periods}"), "").await.expect("in");
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let school = schools::by_code(p.db(), SCHOOL).await.expect("query").expect("the school");
    let works = || freshen_alerts(&p.portal, &school);
    let file = dso.get("/console/alerts.csv?kind=no_employer");
    let (file, one, other) = futures_util::join!(file, works(), works());
    assert!(one.is_ok() && other.is_ok());
    assert_eq!(file.body.lines().count(), MANY + 1, "{}", file.body);
}
