//! Employers that the school merges, adds and deletes.

use super::amended::{authorizations, job, seen};
use crate::on_both;
use crate::support::{OTHER_SCHOOL, SCHOOL, TestPortal, between};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use server::store::entity::{employer, sevis_change};

on_both! {
    two_that_are_one_become_one_and_nothing_of_them_is_lost,
    the_school_adds_the_employer_of_a_stem_student,
    an_employer_that_moves_to_another_authorization_is_told_to_sevis_though_nothing_else_of_it_changes,
}

async fn employers(p: &TestPortal) -> Vec<employer::Model> {
    employer::Entity::find().all(p.db()).await.expect("query")
}

async fn two_that_are_one_become_one_and_nothing_of_them_is_lost(p: TestPortal) {
    let student = p.student(1, "").await;
    job(&p, "Acme", "2026-06-02,2026-06-05").await;
    job(&p, "ACME Inc.", "2026-06-04,2026-06-09").await;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let rows = employers(&p).await;
    let find = |name: &str| rows.iter().find(|row| row.name == name).expect("row").id.clone();
    let (goes, stays) = (find("ACME Inc."), find("Acme"));
    let fields = [("student", student.id.as_str()), ("goes", &goes), ("stays", &stays)];
    seen(&mut dso, "/api/console/merge", &fields).await;
    let live: Vec<_> = employers(&p).await.into_iter().filter(|r| r.deleted_at.is_none()).collect();
    assert_eq!(live.len(), 1);
    let days = (live[0].start_date.day(), live[0].end_date.map(time::Date::day));
    assert_eq!((live[0].id.as_str(), days), (stays.as_str(), (2, Some(9))));
    let same = [("student", student.id.as_str()), ("goes", &stays), ("stays", &stays)];
    assert!(dso.fetch("/api/console/merge", &same).await.body.contains("ChosenTwice"));
}

async fn the_school_adds_the_employer_of_a_stem_student(p: TestPortal) {
    let student = p.student(1, "stem,approved,full_time,2026-06-01,2028-05-31").await;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let row = authorizations(&p).await.remove(0);
    let once = "11111111-1111-4111-8111-111111111111";
    let fields = [
        ("student", student.id.as_str()),
        ("authorization", &row.id),
        ("once", once),
        ("name", "Acme"),
        ("street", "1 Main St"),
        ("city", "Austin"),
        ("state", "TX"),
        ("zip", "78701"),
        ("schedule", "full_time"),
        ("start_date", "06/02/2026"),
        ("relation", "Physics"),
    ];
    seen(&mut dso, "/api/console/correct-employer", &fields).await;
    let again = dso.fetch("/api/console/correct-employer", &fields).await.body;
    assert!(again.contains("Done") && employers(&p).await.len() == 1, "twice is once: {again}");
    let id = employers(&p).await[0].id.clone();
    let page = dso.get(&format!("/console/students/{}/withdraw-employer/{id}", student.id)).await;
    let effect = between(&page.body, "name=\"form[effect]\" value=\"", "\"").to_owned();
    let fields =
        [("student", student.id.as_str()), ("id", &id), ("version", "1"), ("effect", &effect)];
    dso.post("/api/console/withdraw-employer", &fields).await;
    let row = employer::Entity::find().filter(employer::Column::DeletedAt.is_not_null());
    assert!(row.one(p.db()).await.expect("query").is_some());
    // Another school's official finds none of it.
    let mut other = p.official("dso@other.test", OTHER_SCHOOL).await;
    let refused = other.post("/api/console/withdraw-employer", &fields).await;
    assert_eq!(refused.status, axum::http::StatusCode::NOT_FOUND);
}

async fn an_employer_that_moves_to_another_authorization_is_told_to_sevis_though_nothing_else_of_it_changes(
    p: TestPortal,
) {
    let both = "post_completion,approved,full_time,2026-06-01,2026-12-31";
    let student = p.student(1, both).await;
    let students = format!(
        "sevis_id,given_name,surname,birth_date,email,school_code\nN0000000001,Ada,Sample,2001-02-03,s1@test.test,{SCHOOL}\n"
    );
    let second = "sevis_id,type,status,schedule,start_date,end_date\nN0000000001,post_completion,requested,full_time,2026-06-02,2027-05-31\n";
    p.import(&students, second, "").await.expect("imported");
    job(&p, "Acme", "2026-06-03,").await;
    let rows = authorizations(&p).await;
    let of = |day: u8| {
        let row = rows.iter().find(|row| row.start_date.day() == day);
        row.expect("an authorization").id.clone()
    };
    let told = || async { sevis_change::Entity::find().all(p.db()).await.expect("query") };
    let before = told().await.len();
    let (goes, stays) = (of(1), of(2));
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let fields = [("student", student.id.as_str()), ("goes", &goes), ("stays", &stays)];
    seen(&mut dso, "/api/console/merge", &fields).await;
    assert_eq!(employers(&p).await[0].authorization_id, stays);
    let new = told().await.split_off(before);
    assert!(new.iter().any(|row| row.payload.contains("Acme")), "{new:?}");
}
