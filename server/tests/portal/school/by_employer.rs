//! Students are found by their employers.

use crate::on_both;
use crate::support::{Browser, EMPLOYER, OTHER_SCHOOL, SCHOOL, TestPortal};

on_both! {
    students_are_found_by_any_part_of_the_name_of_an_employer,
    a_word_that_is_a_name_and_an_employers_too_is_looked_for_where_the_official_says,
}

async fn found(dso: &mut Browser, q: &str, within: &str) -> String {
    let answer = dso.post("/api/console/search", &[("q", q), ("within", within)]).await;
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

async fn students_are_found_by_any_part_of_the_name_of_an_employer(p: TestPortal) {
    one_works(&p, "Harbor 100%_Robotics").await;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    for q in ["robotics", "HARBOR robot", "100%_rob", "ro"] {
        let page = found(&mut dso, q, "employers").await;
        assert!(page.contains("N0000000002") && !page.contains("N0000000001"), "{q}: {page}");
        assert!(page.contains("<td>Harbor 100%_Robotics</td>"), "{q}: {page}");
    }
    for q in ["robotics quayside", "10_%", "ada"] {
        let page = found(&mut dso, q, "employers").await;
        assert!(
            !page.contains("N0000000002") && page.contains("No student has or had"),
            "{q}: {page}"
        );
    }
    let mut other = p.official("dso@other.test", OTHER_SCHOOL).await;
    assert!(
        !found(&mut other, "robotics", "employers").await.contains("N0000000002"),
        "of another school"
    );
    let mut own = p.logged_in(&p.find("N0000000002").await).await;
    let page = own.get("/employment").await.body;
    let id = page
        .split("/employment/")
        .find_map(|rest| rest.split('"').next().filter(|id| id.len() == 36));
    let gone = own
        .post("/api/employer/delete", &[("id", id.expect("an employer")), ("version", "1")])
        .await;
    assert_eq!(gone.status, axum::http::StatusCode::FOUND, "{}", gone.body);
    assert!(
        found(&mut dso, "robotics", "employers").await.contains("No student has or had"),
        "a deleted one"
    );
}

async fn a_word_that_is_a_name_and_an_employers_too_is_looked_for_where_the_official_says(
    p: TestPortal,
) {
    one_works(&p, "Ada Software").await;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let page = found(&mut dso, "ada", "").await;
    assert!(page.contains("N0000000001") && page.contains("N0000000002"), "{page}");
    assert!(!page.contains("Ada Software") && page.contains("Search employers instead"), "{page}");
    let page = found(&mut dso, "ada", "employers").await;
    assert!(!page.contains("N0000000001") && page.contains("<td>Ada Software</td>"), "{page}");
    let none = found(&mut dso, "sample", "employers").await;
    assert!(
        none.contains("No student has or had an employer named so")
            && none.contains("Search names instead")
    );
    // The next search is of names again, and so is none at all.
    assert!(found(&mut dso, "sample", "").await.contains("N0000000001"));
    assert!(found(&mut dso, "", "employers").await.contains("N0000000001"), "all of them");
}
