//! Lists from SEVIS that are not compared, and whom a list is about.

use super::sevis_lists::{DAYS, HEAD, SAME, alerts, file, kept, row, send, shown};
use crate::on_both;
use crate::support::{OTHER_SCHOOL, SCHOOL, TestPortal, part};
use sea_orm::{EntityTrait as _, PaginatorTrait as _};
use server::store::entity::sevis_listed;

on_both! {
    whose_authorization_here_does_not_run_is_told_as_well,
    of_a_list_of_some_students_the_others_are_not_missed,
    a_list_with_wrong_columns_or_rows_is_refused_with_what_to_do,
    a_list_is_compared_by_itself_and_within_its_school,
}

async fn a_list_with_wrong_columns_or_rows_is_refused_with_what_to_do(p: TestPortal) {
    p.student(1, "").await;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    // No column that could be the SEVIS ID: it is asked, and what is told names the missing one.
    let (at, page) = shown(&p, &mut dso, "list.csv", b"Campus ID,Nickname\n12,Ada\n").await;
    assert!(page.contains("Name the columns") && page.contains("sevis_id (needed)"), "{page}");
    let id = at.rsplit('/').next().expect("an id").to_owned();
    let named = part("form[id]", &id)
        + &part("sevis_list:Campus ID", "")
        + &part("sevis_list:Nickname", "");
    send(&mut dso, "columns", named.into_bytes()).await;
    assert!(dso.get(&at).await.body.contains("say which column is “sevis_id”"));
    // Two columns that seem to be one are asked, not refused.
    let twice = b"SEVIS ID,SEVIS Status,Student Status\nN0000000001,ACTIVE,enrolled\n";
    let (_, page) = shown(&p, &mut dso, "list.csv", twice).await;
    assert!(page.contains("Name the columns") && page.contains("Student Status"), "{page}");
    for (bytes, words) in [
        (row("ACTIVE", "06/01/2026,sometime", ",,").into_bytes(), "line 2, column end_date"),
        (format!("{HEAD}12,SAMPLE,ADA,,,,,,,\n").into_bytes(), "line 2, column sevis_id"),
        (HEAD.as_bytes().to_vec(), "the list has no rows"),
        (b"PK\x03\x04 no spreadsheet".to_vec(), "not a spreadsheet that can be read"),
        (vec![0xD0, 0xCF, 0x11, 0xE0, 0, 0, 0, 0], "old format"),
        (Vec::new(), "is empty"),
    ] {
        let (at, page) = shown(&p, &mut dso, "list.csv", &bytes).await;
        assert!(page.contains(words), "{words}: {at} {page}");
        assert!(!page.contains("Keep this list"), "{page}");
    }
    assert_eq!(sevis_listed::Entity::find().count(p.db()).await.expect("count"), 0);
}

async fn a_list_is_compared_by_itself_and_within_its_school(p: TestPortal) {
    p.student(1, "").await;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let list = row("ACTIVE", DAYS, ",,");
    let mut both = file("sevis_list", "list.csv", list.as_bytes());
    both.extend(file("students", "students.csv", b"sevis_id\n"));
    assert_eq!(send(&mut dso, "upload", both).await, "/console/import");
    assert!(dso.get("/console/import").await.body.contains("is compared by itself"));
    let mut other = p.official("dso@other.test", OTHER_SCHOOL).await;
    let page = kept(&p, &mut other, &list).await;
    assert!(page.contains("1 of them is not on record here"), "{page}");
    assert_eq!(sevis_listed::Entity::find().count(p.db()).await.expect("count"), 0);
    assert!(!alerts(&mut dso).await.contains("N0000000001"));
    // Another school's list takes nothing away either.
    kept(&p, &mut dso, &list).await;
    kept(&p, &mut other, &list).await;
    assert!(alerts(&mut dso).await.contains("N0000000001"));
}

async fn of_a_list_of_some_students_the_others_are_not_missed(p: TestPortal) {
    for n in 1..=3 {
        p.student(n, "").await;
    }
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    kept(&p, &mut dso, &row("TERMINATED", SAME, ",,")).await;
    let some = row("ACTIVE", SAME, ",,").replace("N0000000001", "N0000000002");
    let page = kept(&p, &mut dso, &some).await;
    assert!(
        page.contains("treated as a partial list") && page.contains("0 students differ"),
        "{page}"
    );
    let page = alerts(&mut dso).await;
    assert!(page.contains("N0000000001") && !page.contains("N0000000003"), "{page}");
}

async fn whose_authorization_here_does_not_run_is_told_as_well(p: TestPortal) {
    p.student(1, "stem,pending,full_time,2026-06-05,2028-06-04").await;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    kept(&p, &mut dso, &row("ACTIVE", "06/05/2026,06/04/2028", ",,")).await;
    assert!(alerts(&mut dso).await.contains("N0000000001"));
}
