//! Jobs in a school's file: what a row must say, and what becomes of a job that student and file both know.

use crate::on_both;
use crate::support::{SCHOOL, TestPortal};
use sea_orm::EntityTrait as _;
use server::store::entity::{employer, sevis_change};

on_both! {
    a_quotation_mark_that_is_never_closed_is_a_fault_and_swallows_nobodys_row,
    two_rows_of_one_job_that_say_otherwise_are_a_fault,
    one_day_of_the_students_and_one_of_the_files_make_no_job,
    a_deleted_job_that_the_file_brings_back_is_added_in_sevis_too,
}

const JOBS: &str =
    "sevis_id,authorization_start,name,street,zip,schedule,start_date,end_date,relation\n";

fn job(name: &str, street: &str, days: &str, relation: &str) -> String {
    format!("N0000000001,2026-06-01,{name},{street},78701,full_time,{days},{relation}\n")
}

async fn jobs(p: &TestPortal, rows: &str, file_decides: bool) -> Result<(), String> {
    use server::exchange::import::{Files, run};
    let students = format!(
        "sevis_id,given_name,surname,birth_date,school_code\nN0000000001,Ada,Sample,2001-02-03,{SCHOOL}\n"
    );
    let files = Files {
        students: p.file("students.csv", &students).into(),
        authorizations: None,
        employers: Some(p.file("employers.csv", &format!("{JOBS}{rows}")).into()),
        file_decides,
        school: None,
        by: None,
        draft: None,
    };
    let mut told = Vec::new();
    let done = run(&p.portal, &files, false, &mut |fault| told.push(fault)).await;
    done.map(drop).map_err(|error| format!("{}\n{error}", told.join("\n")))
}

async fn there(p: &TestPortal) -> Vec<employer::Model> {
    employer::Entity::find().all(p.db()).await.expect("query")
}

async fn a_quotation_mark_that_is_never_closed_is_a_fault_and_swallows_nobodys_row(p: TestPortal) {
    p.student(1, "").await;
    let days = "2026-06-10,";
    let rows = [
        job("Acme", "1 Pier Road", days, "\"Builds robots."),
        job("Birch", "2 Pier Road", days, "Builds boats."),
    ];
    let told = jobs(&p, &rows.concat(), false).await.expect_err("refused");
    assert!(told.contains("not closed"), "{told}");
    assert!(there(&p).await.is_empty());
    // One that is closed goes over as many lines as it likes, and a sign within a cell is none.
    let rows = [
        job("Acme 5\"", "1 Pier Road", days, "Builds robots."),
        job("Birch", "2 Pier Road", days, "\"Builds\nboats.\""),
        job("Cedar", "3 Pier Road", days, "\"Builds sheds.\nMy SEVIS ID is N0000000001\""),
    ];
    jobs(&p, &rows.concat(), false).await.expect("imported");
    assert_eq!(there(&p).await.len(), 3);
}

async fn two_rows_of_one_job_that_say_otherwise_are_a_fault(p: TestPortal) {
    p.student(1, "").await;
    let row = |street| job("Acme", street, "2026-06-10,", "Builds robots.");
    let told = jobs(&p, &[row("1 Pier Road"), row("2 Pier Road")].concat(), false).await;
    assert!(told.expect_err("refused").contains("start_date"));
    assert!(there(&p).await.is_empty());
    jobs(&p, &[row("1 Pier Road"), row("1 Pier Road")].concat(), false).await.expect("the same");
    assert_eq!(there(&p).await.len(), 1);
}

async fn one_day_of_the_students_and_one_of_the_files_make_no_job(p: TestPortal) {
    let student = p.registered(1).await;
    let row = |days| job("Acme", "1 Pier Road", days, "Builds robots.");
    jobs(&p, &row("2026-06-10,"), false).await.expect("imported");
    let id = there(&p).await.remove(0).id;
    p.clock.advance(time::Duration::days(21));
    let mut own = p.logged_in(&student).await;
    let fields = [
        ("id", id.as_str()),
        ("version", "1"),
        ("name", "Acme"),
        ("street", "1 Pier Road"),
        ("zip", "78701"),
        ("city", "Austin"),
        ("state", "TX"),
        ("schedule", "full_time"),
        ("start_date", "06/30/2026"),
        ("relation", "Builds robots."),
    ];
    let saved = own.post("/api/employer/save", &fields).await;
    assert!(saved.location().starts_with("/receipts/"), "{} {}", saved.location(), saved.body);
    assert_eq!(there(&p).await[0].start_date, time::macros::date!(2026 - 06 - 30));
    jobs(&p, &row("2026-06-10,2026-06-20"), false).await.expect("imported");
    let kept = there(&p).await.remove(0);
    assert_eq!((kept.start_date, kept.end_date), (time::macros::date!(2026 - 06 - 30), None));
    assert!(kept.differs, "somebody decides");
}

async fn a_deleted_job_that_the_file_brings_back_is_added_in_sevis_too(p: TestPortal) {
    let student = p.registered(1).await;
    let row = job("Acme", "1 Pier Road", "2026-06-10,", "Builds robots.");
    jobs(&p, &row, false).await.expect("imported");
    let id = there(&p).await.remove(0).id;
    let mut own = p.logged_in(&student).await;
    own.post("/api/employer/delete", &[("id", &id)]).await;
    assert!(there(&p).await[0].deleted_at.is_some());
    jobs(&p, &row, false).await.expect("kept");
    assert!(there(&p).await[0].deleted_at.is_some(), "the student's word stays");
    jobs(&p, &row, true).await.expect("imported");
    let all = there(&p).await;
    assert!(all.len() == 1 && all[0].deleted_at.is_none(), "the same one");
    let events = sevis_change::Entity::find().all(p.db()).await.expect("query");
    assert!(events.iter().any(|change| change.event == "OPTEmployer/Add"), "{events:?}");
}
