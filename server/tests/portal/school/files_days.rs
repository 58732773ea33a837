//! Days in a school's files that do not go with what is on record, and files as no school writes them.

use crate::on_both;
use crate::support::{SCHOOL, TestPortal};
use sea_orm::EntityTrait as _;
use server::exchange::import::{Files, run};
use server::store::entity::employer;

on_both! {
    a_start_behind_the_last_day_on_record_is_refused,
    an_authorization_that_leaves_its_jobs_behind_says_so,
    more_rows_of_one_student_than_anybody_has_are_refused,
    an_empty_line_above_the_header_hides_no_separator,
}

const STUDENT: &str = "N0000000001,Ada,Sample,2001-02-03,s1@test.test";

fn students() -> String {
    format!("sevis_id,given_name,surname,birth_date,email,school_code\n{STUDENT},{SCHOOL}\n")
}

fn opt(days: &str) -> String {
    format!(
        "sevis_id,key,type,status,schedule,start_date,end_date\nN0000000001,A1,post_completion,approved,full_time,{days}\n"
    )
}

fn job(end: &str, days: &str) -> String {
    format!(
        "sevis_id,key,authorization_start,name,street,zip,schedule,start_date{end},relation\nN0000000001,K1,2026-06-01,Acme,1 Pier Road,78701,full_time,{days},Builds robots.\n"
    )
}

async fn a_start_behind_the_last_day_on_record_is_refused(p: TestPortal) {
    let days = opt("2026-06-01,2027-05-31");
    let whole = job(",end_date", "2026-06-10,2026-07-31");
    p.import(&students(), &days, &whole).await.expect("imported");
    let told = p.import(&students(), &days, &job("", "2026-08-15")).await.expect_err("refused");
    assert!(
        told.iter().any(|line| line.contains("last day on record (July 31, 2026)")),
        "{told:?}"
    );
    let row = employer::Entity::find().one(p.db()).await.expect("query").expect("it");
    assert_eq!(row.start_date, time::macros::date!(2026 - 06 - 10));
    p.import(&students(), &days, &job("", "2026-06-15")).await.expect("imported");
}

async fn an_authorization_that_leaves_its_jobs_behind_says_so(p: TestPortal) {
    let whole = job("", "2026-07-01");
    p.import(&students(), &opt("2026-06-01,2027-05-31"), &whole).await.expect("imported");
    let moved = opt("2026-09-01,2027-05-31");
    let files = Files {
        students: p.file("students.csv", &students()).into(),
        authorizations: Some(p.file("authorizations.csv", &moved).into()),
        employers: None,
        file_decides: false,
        school: None,
        by: None,
        draft: None,
    };
    let mut told = Vec::new();
    run(&p.portal, &files, false, &mut |line| told.push(line)).await.expect("imported");
    let says = |line: &String| line.contains("line 2") && line.contains("days of “Acme”");
    assert!(told.iter().any(says), "{told:?}");
    // Where the same import corrects the job as well, there is nothing to say.
    let (days, moved) = (opt("2026-10-01,2027-05-31"), job("", "2026-10-05"));
    let moved = moved.replace("A1,2026-06-01", "A1,2026-10-01").replace("2026-06-01", "2026-10-01");
    let employers = Some(p.file("employers.csv", &moved).into());
    let authorizations = Some(p.file("authorizations.csv", &days).into());
    let mut told = Vec::new();
    let files = Files { employers, authorizations, ..files };
    run(&p.portal, &files, false, &mut |line| told.push(line)).await.expect("imported");
    assert!(!told.iter().any(says), "{told:?}");
}

async fn more_rows_of_one_student_than_anybody_has_are_refused(p: TestPortal) {
    let (head, rest) = job("", "2026-07-01")
        .split_once('\n')
        .map(|(a, b)| (a.to_owned(), b.to_owned()))
        .expect("two lines");
    let rows: String = (0..300).map(|n| rest.replace("K1", &format!("K{n}"))).collect();
    let (days, jobs) = (opt("2026-06-01,2027-05-31"), format!("{head}\n{rows}"));
    let told = p.import(&students(), &days, &jobs).await.expect_err("refused");
    let many: Vec<_> = told.iter().filter(|line| line.contains("more than 200 rows")).collect();
    assert_eq!(many.len(), 1, "{told:?}");
    assert!(many[0].contains("line 202"), "{many:?}");
}

async fn an_empty_line_above_the_header_hides_no_separator(p: TestPortal) {
    for above in ["\n", "\r\n\r\n", "\r\nsep=;\r\n"] {
        let students = students().replace(',', ";").replace('\n', "\r\n");
        p.import(&format!("{above}{students}"), "", "").await.expect("imported");
    }
    let wrong = students().replace(',', ";").replace("2001-02-03", "yesterday");
    let told = p.import(&format!("\n\nsep=;\n{wrong}"), "", "").await.expect_err("refused");
    assert!(told[0].contains("line 5"), "{told:?}");
}
