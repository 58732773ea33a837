//! Lists from SEVIS RTI: compared, told, and never written into a record.

use super::spreadsheets::workbook_of;
use crate::on_both;
use crate::support::{Browser, PARTS, SCHOOL, TestPortal, request};
use sea_orm::{EntityTrait as _, PaginatorTrait as _};
use server::store::entity::{authorization, employer, sevis_listed, student};

on_both! {
    a_list_is_compared_looked_at_and_kept_and_changes_no_record,
    a_difference_goes_away_with_the_record_or_the_next_list,
    a_status_that_changes_between_two_lists_is_told,
    what_is_blank_in_a_further_row_takes_nothing_back,
    a_spreadsheet_with_columns_in_the_words_of_rti_is_guessed,
}

pub fn file(kind: &str, name: &str, bytes: &[u8]) -> Vec<u8> {
    let head = format!(
        "--edge\r\ncontent-disposition: form-data; name=\"{kind}\"; filename=\"{name}\"\r\ncontent-type: text/csv\r\n\r\n"
    );
    [head.as_bytes(), bytes, b"\r\n"].concat()
}

pub async fn send(dso: &mut Browser, what: &str, mut parts: Vec<u8>) -> String {
    parts.extend(b"--edge--\r\n");
    let path = format!("/api/console/import/{what}");
    dso.send(request(&path, "text/html", PARTS), parts).await.location().to_owned()
}

/// Uploads a list and shows what comes of it.
pub async fn shown(
    p: &TestPortal,
    dso: &mut Browser,
    name: &str,
    bytes: &[u8],
) -> (String, String) {
    let at = send(dso, "upload", file("sevis_list", name, bytes)).await;
    p.settle().await;
    let page = dso.get(&at).await.body;
    (at, page)
}

pub async fn kept(p: &TestPortal, dso: &mut Browser, list: &str) -> String {
    let (at, page) = shown(p, dso, "list.csv", list.as_bytes()).await;
    assert!(page.contains("Keep this list"), "{page}");
    let id = at.rsplit('/').next().expect("an id");
    dso.post("/api/console/import/run", &[("id", id)]).await;
    p.settle().await;
    dso.get(&at).await.body
}

pub const HEAD: &str = "sevis_id,surname,given_name,status,type,start_date,end_date,employer,employer_start,employer_end\n";

pub fn row(status: &str, days: &str, employer: &str) -> String {
    format!("{HEAD}N0000000001,SAMPLE,ADA,{status},Post-Completion OPT,{days},{employer}\n")
}

pub const DAYS: &str = "06/05/2026,05/31/2027";
pub const SAME: &str = "06/01/2026,2027-05-31";

pub async fn alerts(dso: &mut Browser) -> String {
    dso.get("/console/alerts?kind=sevis_list").await.body
}

async fn record(dso: &mut Browser, student: &student::Model) -> String {
    dso.get(&format!("/console/students/{}", student.id)).await.body
}

const TOLD: &str = "SEVIS has Post-completion OPT of June 5, 2026 to May 31, 2027";

async fn a_list_is_compared_looked_at_and_kept_and_changes_no_record(p: TestPortal) {
    let before = p.student(1, "").await;
    p.student(2, "").await;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let list = row("ACTIVE", DAYS, "Acme,07/01/2026,")
        + "N0000000099,OTHER,SAM,ACTIVE,Post-Completion OPT,06/01/2026,05/31/2027,,,\n";
    let (_, page) = shown(&p, &mut dso, "list.csv", list.as_bytes()).await;
    for words in [
        "2 students are in the list",
        "1 of them is not on record here",
        "1 student with a current authorization is not in the list",
        TOLD,
        "SEVIS has the employer Acme from July 1, 2026, which is not on record",
        "N0000000002 Sample: This student is not in the list",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert_eq!(sevis_listed::Entity::find().count(p.db()).await.expect("count"), 0, "looked at");
    assert!(!record(&mut dso, &before).await.contains(TOLD));
    kept(&p, &mut dso, &list).await;
    assert!(alerts(&mut dso).await.contains("N0000000001"));
    assert!(record(&mut dso, &before).await.contains(TOLD));
    let now = p.find("N0000000001").await;
    assert_eq!((now.version, now.surname), (before.version, "Sample".to_owned()));
    let days = authorization::Entity::find().all(p.db()).await.expect("query");
    assert!(days.iter().all(|row| domain::date::typed(row.start_date) == "06/01/2026"));
    assert_eq!(employer::Entity::find().count(p.db()).await.expect("count"), 0);
}

async fn a_difference_goes_away_with_the_record_or_the_next_list(p: TestPortal) {
    let student = p.student(1, "").await;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    kept(&p, &mut dso, &row("ACTIVE", DAYS, ",,")).await;
    assert!(alerts(&mut dso).await.contains("N0000000001"));
    // By the record.
    p.student(1, "post_completion,approved,full_time,2026-06-05,2027-05-31").await;
    assert!(!alerts(&mut dso).await.contains("N0000000001"));
    assert!(!record(&mut dso, &student).await.contains("Differs from the SEVIS list"));
    // By the next list.
    kept(&p, &mut dso, &row("ACTIVE", SAME, ",,")).await;
    assert!(alerts(&mut dso).await.contains("N0000000001"));
    let page = kept(&p, &mut dso, &row("ACTIVE", DAYS, ",,")).await;
    assert!(page.contains("0 students differ"), "{page}");
    assert!(!alerts(&mut dso).await.contains("N0000000001"));
    assert_eq!(sevis_listed::Entity::find().count(p.db()).await.expect("count"), 1);
}

async fn a_status_that_changes_between_two_lists_is_told(p: TestPortal) {
    let student = p.student(1, "").await;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    kept(&p, &mut dso, &row("INITIAL", SAME, ",,")).await;
    assert!(!alerts(&mut dso).await.contains("N0000000001"));
    kept(&p, &mut dso, &row("ACTIVE", SAME, ",,")).await;
    let page = record(&mut dso, &student).await;
    assert!(page.contains("is ACTIVE; in the previous list it was INITIAL"), "{page}");
    kept(&p, &mut dso, &row("TERMINATED", SAME, ",,")).await;
    let page = record(&mut dso, &student).await;
    assert!(page.contains("is TERMINATED, but the authorization on record is current"), "{page}");
    kept(&p, &mut dso, &row("TERMINATED", SAME, ",,")).await;
    assert!(alerts(&mut dso).await.contains("N0000000001"), "as long as it is so");
}

async fn a_spreadsheet_with_columns_in_the_words_of_rti_is_guessed(p: TestPortal) {
    p.student(1, "").await;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let head = [
        "SEVIS ID",
        "Surname/Primary Name",
        "Given Name",
        "SEVIS Status",
        "OPT Type",
        "OPT Start Date",
        "OPT End Date",
        "Employer Name",
        "Employer Start Date",
    ];
    let row = [
        "N0000000001",
        "SAMPLE",
        "ADA",
        "ACTIVE",
        "POST-COMPLETION",
        "2026-06-05",
        "2027-05-31",
        "",
        "",
    ];
    let book = workbook_of(&[&head, &row]);
    let (_, page) = shown(&p, &mut dso, "OPT list.xlsx", &book).await;
    assert!(page.contains(TOLD) && page.contains("1 student differs"), "{page}");
}

async fn what_is_blank_in_a_further_row_takes_nothing_back(p: TestPortal) {
    let student = p.student(1, "").await;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let list = row("TERMINATED", SAME, "Acme,,") + "N0000000001,,,,,,,Beta,,\n";
    kept(&p, &mut dso, &list).await;
    let page = record(&mut dso, &student).await;
    for words in ["is TERMINATED, but", "the employer Acme", "the employer Beta"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    // The status of a list without that column is the one of the list before.
    kept(&p, &mut dso, &row("ACTIVE", SAME, ",,")).await;
    kept(&p, &mut dso, "sevis_id,surname\nN0000000001,SAMPLE\n").await;
    kept(&p, &mut dso, &row("INITIAL", SAME, ",,")).await;
    assert!(
        record(&mut dso, &student).await.contains("is INITIAL; in the previous list it was ACTIVE")
    );
}
