//! An import, and students who save meanwhile.

use super::*;
use crate::on_both;
use crate::support::{SCHOOL, TestPortal};
use axum::http::StatusCode;
use sea_orm::{EntityTrait, PaginatorTrait};
use server::store::entity::{history, student};
use std::time::{Duration, Instant};

on_both! {
    students_save_while_a_school_imports_and_nobody_sees_half_of_it,
    an_import_that_meets_a_report_about_the_same_student_begins_anew_and_loses_neither,
    imports_at_once_are_all_taken,
    of_imports_at_once_none_is_told_that_its_own_students_are_missing,
}

async fn students_save_while_a_school_imports_and_nobody_sees_half_of_it(p: TestPortal) {
    let mut browsers = students(&p, 6).await;
    let mut file = String::from("sevis_id,given_name,surname,birth_date,school_code,email\n");
    for n in 1000..5000 {
        file.push_str(&format!(
            "N{n:010},Given,Family,2001-01-01,{},x{n}@x.test\n",
            crate::support::SCHOOL
        ));
    }
    let before = student::Entity::find().count(p.db()).await.expect("count");
    let saving = async {
        let mut slowest = Duration::ZERO;
        for (n, browser) in browsers.iter_mut().enumerate() {
            let key = format!("key-{n}");
            let begun = Instant::now();
            let answer = browser.post("/api/employer/save", &job(&key)).await;
            assert_eq!(answer.status, StatusCode::FOUND);
            slowest = slowest.max(begun.elapsed());
            let seen = student::Entity::find().count(p.db()).await.expect("count");
            assert!(seen == before || seen == before + 4000, "half of an import is seen: {seen}");
        }
        slowest
    };
    let (imported, slowest) = tokio::join!(p.import(&file, "", ""), saving);
    assert_eq!(imported.expect("imported").added, 4000);
    assert!(slowest < Duration::from_secs(8), "a report waited {slowest:?} for an import");
    assert_eq!(student::Entity::find().count(p.db()).await.expect("count"), before + 4000);
    assert_eq!(counts(&p).await, [6; 4]);
}

async fn an_import_that_meets_a_report_about_the_same_student_begins_anew_and_loses_neither(
    p: TestPortal,
) {
    let student = p.registered(1).await;
    let mut browser = p.logged_in(&student).await;
    // So many that the report arrives between the first chunk and the switch.
    let head = "sevis_id,given_name,surname,birth_date,school_code,email,major\n";
    let mut file = format!(
        "{head}{},{},{},{},{},{},Physics\n",
        student.sevis_id,
        student.given_name,
        student.surname,
        student.birth_date,
        crate::support::SCHOOL,
        student.email.clone().unwrap_or_default()
    );
    for n in 1000..4000 {
        file.push_str(&format!(
            "N{n:010},Given,Family,2001-01-01,{},x{n}@x.test,Art\n",
            crate::support::SCHOOL
        ));
    }
    let form = [
        ("version", "1"),
        ("street", "9 Ocean Road"),
        ("city", "Austin"),
        ("state", "TX"),
        ("zip", "78701"),
        ("us_phone", "512 555 0100"),
    ];
    let saving = async {
        tokio::time::sleep(Duration::from_millis(60)).await;
        browser.post("/api/profile/save", &form).await
    };
    let (imported, saved) = tokio::join!(p.import(&file, "", ""), saving);
    imported.expect("imported");
    assert!(saved.location().starts_with("/receipts/"), "{}", saved.location());
    let row =
        student::Entity::find_by_id(&student.id).one(p.db()).await.expect("query").expect("row");
    assert_eq!((row.street.as_str(), row.major.as_str()), ("9 Ocean Road", "Physics"));
    assert!(history::Entity::find().count(p.db()).await.expect("count") > 3000);
}

/// The students file of one of several imports.
fn one_of_several(n: u32) -> String {
    format!(
        "sevis_id,given_name,surname,birth_date,email,school_code\nN000000900{n},Ada,Sample,2001-02-03,at{n}@test.test,{SCHOOL}\n"
    )
}

async fn imports_at_once_are_all_taken(p: TestPortal) {
    let files: Vec<_> = (0..6)
        .map(|n| server::exchange::import::Files {
            students: p.file(&format!("at-once-{n}.csv"), &one_of_several(n)).into(),
            authorizations: None,
            employers: None,
            file_decides: false,
            school: None,
            by: None,
            draft: None,
        })
        .collect();
    let run = async |n: usize| {
        let run = server::exchange::import::run(&p.portal, &files[n], false, &mut |_| {}).await;
        assert_eq!(run.expect("imported").added, 1, "{n}");
    };
    tokio::join!(run(0), run(1), run(2), run(3), run(4), run(5));
    for n in 0..6 {
        p.find(&format!("N000000900{n}")).await;
    }
}

async fn of_imports_at_once_none_is_told_that_its_own_students_are_missing(p: TestPortal) {
    let row = "post_completion,approved,full_time,2026-06-01,2027-05-31";
    let head = "sevis_id,type,status,schedule,start_date,end_date";
    let files: Vec<_> = (0..6)
        .map(|n| {
            let text = format!("{head}\nN000000900{n},{row}\n");
            server::exchange::import::Files {
                students: p.file(&format!("s{n}.csv"), &one_of_several(n)).into(),
                authorizations: Some(p.file(&format!("a{n}.csv"), &text).into()),
                employers: None,
                file_decides: false,
                school: None,
                by: None,
                draft: None,
            }
        })
        .collect();
    let run = async |n: usize| {
        let mut told = Vec::new();
        let tell = &mut |line| told.push(line);
        let done = server::exchange::import::run(&p.portal, &files[n], false, tell).await;
        let done = done.unwrap_or_else(|error| panic!("{n}: {error} {told:?}"));
        assert_eq!((done.added, done.authorizations), (1, 1), "{n}");
        assert!(told.is_empty(), "{told:?}");
    };
    tokio::join!(run(0), run(1), run(2), run(3), run(4), run(5));
    let kept = server::store::entity::authorization::Entity::find().count(p.db()).await;
    assert_eq!(kept.expect("count"), 6);
}
