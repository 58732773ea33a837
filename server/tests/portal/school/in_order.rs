//! The list of students in the order of their days.

use crate::on_both;
use crate::support::{Browser, EMPLOYER, SCHOOL, TestPortal};

on_both! {
    students_are_listed_by_days_used_and_by_the_end_of_their_authorization,
    a_report_puts_a_student_elsewhere_in_the_list_at_once,
    a_second_page_goes_on_in_the_order_of_the_first,
}

/// The SEVIS IDs of a page, in its order.
async fn order(dso: &mut Browser, path: &str) -> Vec<u32> {
    let page = dso.get(path).await.body;
    page.split("<td>N0").skip(1).map(|rest| rest[..9].parse().expect("a number")).collect()
}

async fn some(p: &TestPortal) {
    for (number, opt) in [
        (1, "post_completion,approved,full_time,2026-06-08,2027-06-07"),
        (2, "post_completion,approved,full_time,2026-04-01,2027-03-31"),
        (3, "post_completion,requested,full_time,2026-06-01,2026-12-31"),
        (4, "post_completion,approved,full_time,2026-05-01,2026-08-30"),
    ] {
        p.student(number, opt).await;
    }
}

async fn students_are_listed_by_days_used_and_by_the_end_of_their_authorization(p: TestPortal) {
    some(&p).await;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    assert_eq!(order(&mut dso, "/console/students").await, [1, 2, 3, 4]);
    assert_eq!(order(&mut dso, "/console/students?sort=days").await, [2, 4, 1, 3]);
    assert_eq!(order(&mut dso, "/console/students?sort=ends").await, [4, 2, 1, 3]);
    assert_eq!(order(&mut dso, "/console/students?sort=nonsense").await, [1, 2, 3, 4]);
    let page = dso.get("/console/students?sort=days").await.body;
    assert!(page.contains("aria-sort=\"descending\"") && page.contains("of 90 days"), "{page}");
}

async fn a_report_puts_a_student_elsewhere_in_the_list_at_once(p: TestPortal) {
    some(&p).await;
    let works = p.registered(5).await;
    p.clock.advance(time::Duration::days(20));
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let before = order(&mut dso, "/console/students?sort=days").await;
    let mut fields = EMPLOYER.to_vec();
    fields.retain(|(name, _)| *name != "start_date");
    fields.push(("start_date", "2026-06-10"));
    let saved = p.logged_in(&works).await.post("/api/employer/save", &fields).await;
    assert!(saved.location().starts_with("/receipts/"), "{}", saved.body);
    let after = order(&mut dso, "/console/students?sort=days").await;
    assert_eq!((before[2..].to_vec(), after[2..].to_vec()), (vec![5, 1, 3], vec![1, 5, 3]));
}

async fn a_second_page_goes_on_in_the_order_of_the_first(p: TestPortal) {
    for number in 1..=27 {
        let ends = 31 - number;
        p.student(
            number,
            &format!("post_completion,approved,full_time,2026-06-01,2026-12-{ends:02}"),
        )
        .await;
    }
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let mut all = order(&mut dso, "/console/students?sort=ends").await;
    assert_eq!(all.len(), 25);
    all.extend(order(&mut dso, "/console/students?sort=ends&page=2").await);
    assert_eq!(all, (1..=27).rev().collect::<Vec<u32>>());
}
