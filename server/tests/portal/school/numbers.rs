//! The numbers of a school, and its lists for spreadsheets.

use crate::on_both;
use crate::support::{OTHER_SCHOOL, SCHOOL, TestPortal, between};
use time::Duration;

on_both! {
    numbers_are_those_of_the_school_by_its_own_weeks,
    reports_are_taken_along_as_the_list_shows_them,
}

/// The numbers of a row, by its first cell, in the table of this name.
fn row(page: &str, table: &str, name: &str) -> Vec<u64> {
    let of = page.split_once(&format!("<caption>{table}")).expect("the table").1;
    let of = of.split_once("</table>").expect("its end").0;
    let row = of.split_once(&format!(">{name}</th>")).expect("the row").1;
    let row = row.split_once("</tr>").expect("its end").0;
    let cells = row.split("<td class=\"number\">").skip(1);
    cells.map(|cell| cell.split('<').next().expect("text").parse().expect("a number")).collect()
}

async fn moves(browser: &mut crate::support::Browser, version: &str, street: &str) {
    let fields = [
        ("version", version),
        ("street", street),
        ("city", "Austin"),
        ("state", "TX"),
        ("zip", "78701"),
        ("us_phone", "5125550123"),
    ];
    let saved = browser.post("/api/profile/save", &fields).await;
    assert!(saved.location().starts_with("/receipts/"), "{}", saved.body);
}

async fn numbers_are_those_of_the_school_by_its_own_weeks(p: TestPortal) {
    let student = p.registered(1).await;
    let mut own = p.logged_in(&student).await;
    moves(&mut own, "1", "1 Road").await;
    // From Wednesday to Monday of the next week.
    p.clock.advance(Duration::days(5));
    let mut own = p.logged_in(&student).await;
    moves(&mut own, "2", "2 Road").await;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let list = dso.get("/console/review").await.body;
    let id = between(&list, "href=\"/console/review/", "\"").to_owned();
    let page = dso.get(&format!("/console/review/{id}")).await.body;
    let version = between(&page, "name=\"form[version]\" value=\"", "\"").to_owned();
    let fields = [("id", id.as_str()), ("version", &version), ("act", "accept")];
    dso.post("/api/console/review", &fields).await;
    let page = dso.get("/console/numbers").await.body;
    assert_eq!(row(&page, "Reports a week", "06/08/2026"), [1], "{page}");
    assert_eq!(row(&page, "Reports a week", "06/15/2026"), [1], "{page}");
    assert_eq!(row(&page, "Days until a report was checked", "3 to 5 days"), [1], "{page}");
    assert!(page.contains("Half of the checked reports were checked within 5 days."), "{page}");
    let used = "Days of unemployment of students currently on OPT";
    assert_eq!(row(&page, used, "1 to 30 days"), [1], "{page}");
    let mails = row(&page, "Emails to students a week", "06/08/2026");
    assert_eq!(mails[0] + mails[1], 2, "invitation and receipt, taken or waiting: {mails:?}");
    let mut other = p.official("dso@other.test", OTHER_SCHOOL).await;
    let page = other.get("/console/numbers").await.body;
    assert!(page.contains("No reports from these weeks have been checked yet."), "{page}");
    assert_eq!(row(&page, "Emails to students a week", "06/08/2026"), [0, 0, 0], "{page}");
}

async fn reports_are_taken_along_as_the_list_shows_them(p: TestPortal) {
    let student = p.registered(1).await;
    let mut own = p.logged_in(&student).await;
    moves(&mut own, "1", "1 Road").await;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let table = dso.get("/console/review.csv?show=open").await.body;
    assert_eq!(table.lines().count(), 2, "{table}");
    assert!(table.contains("Sample") && table.contains(&student.sevis_id), "{table}");
    assert!(dso.get("/console/review.xlsx?show=open").await.body.starts_with("PK"));
    let none = dso.get("/console/review.csv?show=accepted").await.body;
    assert_eq!(none.lines().count(), 1, "{none}");
    let mut other = p.official("dso@other.test", OTHER_SCHOOL).await;
    assert_eq!(other.get("/console/review.csv").await.body.lines().count(), 1);
}
