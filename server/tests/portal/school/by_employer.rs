//! Students are found by their employers, with the very search that finds them by name.

use crate::on_both;
use crate::support::{Browser, EMPLOYER, OTHER_SCHOOL, SCHOOL, TestPortal};

on_both! {
    students_are_found_by_any_part_of_the_name_of_an_employer,
    accents_and_case_of_an_employer_are_as_one_types_them,
    each_word_may_be_in_the_name_of_the_student_or_of_an_employer,
    an_employer_whose_name_is_not_folded_yet_is_found_once_the_jobs_ran,
}

async fn found(dso: &mut Browser, q: &str) -> String {
    let answer = dso.post("/api/console/search", &[("q", q)]).await;
    assert_eq!(answer.location(), "/console/students", "nothing of it is in the address");
    dso.get("/console/students").await.body
}

/// Two students, the second of whom works for `employer`.
async fn one_works(p: &TestPortal, employer: &str) {
    p.student(1, "").await;
    let works = p.registered(2).await;
    let mut fields = EMPLOYER.to_vec();
    fields.retain(|(name, _)| *name != "name");
    fields.push(("name", employer));
    let saved = p.logged_in(&works).await.post("/api/employer/save", &fields).await;
    assert!(saved.location().starts_with("/receipts/"), "{}", saved.body);
}

/// Who of the two is on a page.
fn shown(page: &str) -> (bool, bool) {
    (page.contains("N0000000001"), page.contains("N0000000002"))
}

async fn students_are_found_by_any_part_of_the_name_of_an_employer(p: TestPortal) {
    one_works(&p, "Harbor 100%_Robotics").await;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    for q in ["robotics", "HARBOR robot", "100%_rob", "ro"] {
        let page = found(&mut dso, q).await;
        assert_eq!(shown(&page), (false, true), "{q}: {page}");
        assert!(page.contains("<td>Harbor 100%_Robotics</td>"), "{q}: {page}");
    }
    for q in ["robotics quayside", "10_%"] {
        let page = found(&mut dso, q).await;
        assert_eq!(shown(&page), (false, false), "{q}: {page}");
        assert!(page.contains("No students found"), "{q}: {page}");
    }
    let mut other = p.official("dso@other.test", OTHER_SCHOOL).await;
    assert_eq!(shown(&found(&mut other, "robotics").await), (false, false), "of another school");
    let mut own = p.logged_in(&p.find("N0000000002").await).await;
    let page = own.get("/employment").await.body;
    let id = page
        .split("/employment/")
        .find_map(|rest| rest.split('"').next().filter(|id| id.len() == 36));
    let gone = own
        .post("/api/employer/delete", &[("id", id.expect("an employer")), ("version", "1")])
        .await;
    assert_eq!(gone.status, axum::http::StatusCode::FOUND, "{}", gone.body);
    assert_eq!(shown(&found(&mut dso, "robotics").await), (false, false), "a deleted one");
}

async fn accents_and_case_of_an_employer_are_as_one_types_them(p: TestPortal) {
    one_works(&p, "ÉCOLE d’Ingénieurs, Łódź").await;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    for q in ["ecole", "école", "d'ingen", "lodz", "ÉCOLE, ŁÓDŹ"] {
        assert_eq!(shown(&found(&mut dso, q).await), (false, true), "{q}");
    }
}

async fn each_word_may_be_in_the_name_of_the_student_or_of_an_employer(p: TestPortal) {
    one_works(&p, "Ada Software").await;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    // Both are Ada Sample.
    assert_eq!(shown(&found(&mut dso, "ada").await), (true, true));
    assert_eq!(shown(&found(&mut dso, "ada software").await), (false, true));
    assert_eq!(shown(&found(&mut dso, "sample soft").await), (false, true));
    assert_eq!(shown(&found(&mut dso, "sample hardware").await), (false, false));
    assert_eq!(shown(&found(&mut dso, "").await), (true, true), "all of them");
}

async fn an_employer_whose_name_is_not_folded_yet_is_found_once_the_jobs_ran(p: TestPortal) {
    use sea_orm::ConnectionTrait;
    one_works(&p, "ÉCOLE Robotique").await;
    p.db().execute_unprepared("UPDATE employers SET found_by = ''").await.expect("as before");
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    assert_eq!(shown(&found(&mut dso, "ecole").await), (false, false));
    p.settle().await;
    assert_eq!(shown(&found(&mut dso, "ecole").await), (false, true));
}
