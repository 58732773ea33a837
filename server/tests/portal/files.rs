//! Import and export.

use crate::on_both;
use crate::support::{SCHOOL, TestPortal};
use sea_orm::{EntityTrait, PaginatorTrait};
use server::store::entity::{history, student};

const HEAD: &str = "sevis_id,given_name,surname,birth_date,email,school_code";
const AUTH: &str = "sevis_id,type,status,schedule,start_date,end_date";

on_both! {
    every_fault_is_told_with_line_and_column_and_nothing_is_kept,
    unknown_columns_are_an_error_and_a_byte_order_mark_is_not,
    importing_again_updates_and_records_what_changed,
    a_new_email_in_the_file_locks_the_account_like_any_change,
    the_export_gives_the_count_as_of_a_day,
    thousands_of_students_import_across_chunks,
}

async fn every_fault_is_told_with_line_and_column_and_nothing_is_kept(p: TestPortal) {
    let students = format!(
        "{HEAD}\nN0000000001,Ada,Sample,2001-02-03,a@test.test,{SCHOOL}\nX1,Ada,Sample,2001-02-30,not,NOPE\nN0000000001,Ada,S4mple,02/03/2001,a@test.test,{SCHOOL}\nN0000000002,too,few\n"
    );
    let faults = p
        .import(
            &students,
            &format!(
                "{AUTH}\nN0000000009,post_completion,approved,full_time,2026-06-01,2026-05-01\n"
            ),
            "",
        )
        .await
        .expect_err("refused");
    let all = faults.join("\n");
    for expected in [
        "students.csv, line 3, column sevis_id",
        "students.csv, line 3, column birth_date: there is no such day",
        "students.csv, line 3, column email",
        "students.csv, line 3, column school_code",
        "line 4, column surname: must not contain digits",
        "line 4, column birth_date: could mean two different days",
        "line 5, column (row): has fewer cells than the header",
        "authorizations.csv, line 2, column end_date",
        "nothing was imported",
    ] {
        assert!(all.contains(expected), "{expected} not in\n{all}");
    }
    assert!(
        !all.contains("authorizations.csv, line 2, column sevis_id"),
        "no faults that follow from others"
    );
    assert_eq!(student::Entity::find().count(p.db()).await.expect("count"), 0);
    assert!(p.mails("a@test.test").await.is_empty());
}

async fn unknown_columns_are_an_error_and_a_byte_order_mark_is_not(p: TestPortal) {
    let unknown = p.import(&format!("{HEAD},shoe_size\n"), "", "").await.expect_err("refused");
    assert!(unknown.concat().contains("unknown column \"shoe_size\""));
    let marked = format!(
        "\u{FEFF}surname,school_code,sevis_id,birth_date,given_name\nSample,{SCHOOL},N0000000001,2001-02-03,\"A, \"\"B\"\"\"\n"
    );
    assert_eq!(p.import(&marked, "", "").await.expect("imported").added, 1);
    assert_eq!(p.find("N0000000001").await.given_name, "A, \"B\"");
}

async fn importing_again_updates_and_records_what_changed(p: TestPortal) {
    let row = |major: &str| {
        format!("{HEAD},major\nN0000000001,Ada,Sample,2001-02-03,a@test.test,{SCHOOL},{major}\n")
    };
    p.import(&row("Biology"), "", "").await.expect("imported");
    let same = p.import(&row("Biology"), "", "").await.expect("imported");
    assert_eq!((same.added, same.changed, same.unchanged), (0, 0, 1));
    let changed = p.import(&row("Chemistry"), "", "").await.expect("imported");
    assert_eq!(changed.changed, 1);
    let lines = history::Entity::find().all(p.db()).await.expect("history");
    assert!(
        lines
            .iter()
            .any(|line| line.changes.contains("Biology") && line.changes.contains("Chemistry"))
    );
}

async fn a_new_email_in_the_file_locks_the_account_like_any_change(p: TestPortal) {
    let student = p.registered(1).await;
    p.import(
        &format!("{HEAD}\n{},Ada,Sample,2001-02-03,new@test.test,{SCHOOL}\n", student.sevis_id),
        "",
        "",
    )
    .await
    .expect("imported");
    assert!(p.mails("new@test.test").await[0].subject.contains("temporary password"));
    assert_eq!(
        p.account(&student).await.expect("account").standing.code(),
        "locked_by_email_change"
    );
}

async fn the_export_gives_the_count_as_of_a_day(p: TestPortal) {
    p.student(1, "").await;
    p.student(2, "post_completion,pending,full_time,2026-06-01,2027-05-31").await;
    // The next OPT has no days yet, and those of the earlier one are not its own.
    p.student(3, "post_completion,approved,full_time,2022-06-01,2023-05-31").await;
    p.student(3, "post_completion,approved,full_time,2026-09-01,2027-08-31").await;
    let mut out = Vec::new();
    let day = time::macros::date!(2026 - 08 - 29);
    server::exchange::export::run(&p.portal, Some(day), Some(SCHOOL), false, &mut out)
        .await
        .expect("exported");
    let text = String::from_utf8(out).expect("text");
    assert_eq!(
        text,
        "sevis_id,surname,given_name,account_state,authorization_type,authorization_start,authorization_end,unemployment_used,unemployment_allowed,limit_reached_on\n\
        N0000000001,Sample,Ada,invited,post_completion,2026-06-01,2027-05-31,90,90,2026-08-29\n\
        N0000000002,Sample,Ada,not_eligible,post_completion,2026-06-01,2027-05-31,,,\n\
        N0000000003,Sample,Ada,closed,post_completion,2026-09-01,2027-08-31,,,\n"
    );
}

async fn thousands_of_students_import_across_chunks(p: TestPortal) {
    let mut students = format!("{HEAD}\n");
    let mut authorizations = format!("{AUTH}\n");
    for n in 1..=1500 {
        students.push_str(&format!("N{n:010},Ada,Sample,2001-02-03,s{n}@test.test,{SCHOOL}\n"));
        authorizations.push_str(&format!(
            "N{n:010},post_completion,approved,full_time,2026-06-01,2027-05-31\n"
        ));
    }
    let summary = p.import(&students, &authorizations, "").await.expect("imported");
    assert_eq!((summary.added, summary.authorizations, summary.invited), (1500, 1500, 1500));
    let again = p.import(&students, &authorizations, "").await.expect("imported");
    assert_eq!((again.unchanged, again.authorizations, again.invited), (1500, 0, 0));
}
