//! Inputs from outside as they stand (`shared/cases`, or the folder of `FOOTHOLD_CASES`), each with its
//! right value. What the kinds are is tested elsewhere, with other inputs.

use crate::messages::write;
use crate::on_both;
use crate::school::calendars::{counted, on_record};
use crate::support::{SCHOOL, TestPortal};
use server::exchange::Summary;
use std::path::PathBuf;
use time::macros::date;

on_both! {
    of_case_2_a_corrected_start_corrects_and_no_day_counts_twice,
    of_case_5_each_opt_has_days_of_its_own,
    of_case_8_a_strangers_account_never_stops_the_school,
    of_case_10_who_comes_back_registers_and_both_records_are_linked,
    of_case_12_a_newer_report_stays,
    of_cases_24_and_28_what_copying_leaves_is_no_fault,
    of_case_30_a_good_pdf_is_taken,
}

fn case(name: &str) -> Vec<u8> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/cases");
    let folder = std::env::var_os("FOOTHOLD_CASES").map_or(root, PathBuf::from);
    let path = folder.join(name);
    std::fs::read(&path).unwrap_or_else(|_| panic!("{} is missing", path.display()))
}

/// A list of a case, for the school of the tests.
fn list(name: &str) -> String {
    match name {
        "" => String::new(),
        name => String::from_utf8(case(name)).expect("text").replace("DEMO214F00000000", SCHOOL),
    }
}

async fn import(p: &TestPortal, [students, authorizations, employers]: [&str; 3]) -> Summary {
    let done = p.import(&list(students), &list(authorizations), &list(employers)).await;
    done.unwrap_or_else(|told| panic!("{students}: {told:?}"))
}

async fn of_case_2_a_corrected_start_corrects_and_no_day_counts_twice(p: TestPortal) {
    import(&p, ["c01-students.csv", "c01-authorizations-1.csv", ""]).await;
    for then in ["c01-authorizations-2-corrected.csv", "c01-authorizations-3-withdraw-old.csv"] {
        import(&p, ["c01-students.csv", then, ""]).await;
        assert_eq!(counted(&p, date!(2026 - 11 - 01)).await, ("62".into(), "90".into()), "{then}");
        let rows = on_record(&p).await;
        assert_eq!(rows.iter().filter(|row| row.0 == "approved").count(), 1, "{rows:?}");
    }
}

async fn of_case_5_each_opt_has_days_of_its_own(p: TestPortal) {
    let files = ["c01-students.csv", "c02-authorizations-two-levels.csv", "c02-employers.csv"];
    import(&p, files).await;
    assert_eq!(counted(&p, date!(2026 - 11 - 27)).await, ("30".into(), "90".into()));
}

async fn of_case_8_a_strangers_account_never_stops_the_school(p: TestPortal) {
    let holder = p.holder("both@example.test").await;
    let done = import(&p, ["c04-students.csv", "c04-authorizations.csv", ""]).await;
    assert_eq!(done.added, 2);
    // The account is its holder's as before: nothing of the record is in it.
    let account = p.account_of(&holder.email).await;
    assert_eq!((account.student_id, account.joined_student_id), (None, None));
}

async fn of_case_10_who_comes_back_registers_and_both_records_are_linked(p: TestPortal) {
    p.clock.advance(time::Duration::days(170));
    import(&p, ["c17-students.csv", "c17-authorizations.csv", ""]).await;
    let old = p.find("N0003000003").await;
    p.register(&old).await;
    import(&p, ["c71-students-1-blank.csv", "", ""]).await;
    import(&p, ["c71-students-new-id.csv", "c71-authorizations.csv", ""]).await;
    p.register(&p.find("N0003000004").await).await;
    let new = p.find("N0003000004").await;
    assert_eq!(new.previous_id, Some(old.id), "linked");
    // The same by one file that moves the address.
    import(&p, ["c71-students-move.csv", "c71-authorizations.csv", ""]).await;
    assert_eq!(p.find("N0003000003").await.email, None);
    p.logged_in(&p.find("N0003000004").await).await;
}

async fn of_case_12_a_newer_report_stays(p: TestPortal) {
    p.clock.advance(time::Duration::days(170));
    import(&p, ["c17-students.csv", "c17-authorizations.csv", ""]).await;
    let student = p.find("N0003000003").await;
    p.register(&student).await;
    let version = student.version.to_string();
    let fields = [
        ("version", version.as_str()),
        ("street", "9 New Road"),
        ("city", "Austin"),
        ("state", "TX"),
        ("zip", "78701"),
        ("us_phone", "5125550123"),
    ];
    let saved = p.logged_in(&student).await.post("/api/profile/save", &fields).await;
    assert!(saved.location().starts_with("/receipts/"), "{}", saved.body);
    let done = import(&p, ["c17-students.csv", "c17-authorizations.csv", ""]).await;
    let now = p.find("N0003000003").await;
    assert_eq!((done.kept, now.street.as_str(), now.differs), (1, "9 New Road", true));
}

async fn of_cases_24_and_28_what_copying_leaves_is_no_fault(p: TestPortal) {
    assert_eq!(import(&p, ["c14-trailing-empty-columns.csv", "", ""]).await.added, 1);
    import(&p, ["c16-nbsp-zwsp.csv", "", ""]).await;
    let jose = p.find("N0002000002").await;
    let read = (jose.given_name.as_str(), jose.surname.as_str(), jose.email.as_deref());
    assert_eq!(read, ("José", "Muñoz", Some("c2@example.test")));
}

async fn of_case_30_a_good_pdf_is_taken(p: TestPortal) {
    let mut holder = p.holder("h@test.test").await;
    for name in ["c27-bom-before-header.pdf", "c27-newline-before-header.pdf"] {
        let sent =
            write(&mut holder.browser, "/messages/new", "My card", &[(name, &case(name))]).await;
        let path = sent.location().to_owned();
        assert!(path.starts_with("/messages/") && path != "/messages/new", "{name}: {path}");
        assert!(holder.browser.get(&path).await.body.contains(name));
    }
}
