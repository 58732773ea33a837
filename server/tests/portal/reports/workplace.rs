//! Head office, place of work and home are told apart.

use super::with;
use crate::on_both;
use crate::support::{Browser, SCHOOL, TestPortal};
use sea_orm::EntityTrait as _;
use server::store::entity::{employer, sevis_change};

on_both! {
    where_the_work_is_done_is_on_record_and_in_the_history,
    another_place_needs_its_name_and_what_was_typed_is_kept,
    a_file_says_it_too_and_one_without_the_column_leaves_it,
    what_the_student_says_of_the_place_is_one_word_which_a_file_does_not_split,
    a_file_is_told_what_is_wrong_in_words_of_files,
    what_sevis_has_no_field_for_is_checked_by_the_school_and_not_sent,
}

async fn where_the_work_is_done_is_on_record_and_in_the_history(p: TestPortal) {
    let ada = p.registered(1).await;
    let mut own = p.logged_in(&ada).await;
    let form = own.get("/employment/new").await.body;
    assert!(form.contains("value=\"here\" checked"), "{form}");
    let saved = own.post("/api/employer/save", &with(&[("workplace", "home")])).await;
    assert!(saved.location().starts_with("/receipts/"), "{}", saved.body);
    let page = own.get("/employment").await.body;
    assert!(page.contains("From home"), "{page}");
    let history = own.get("/history").await.body;
    assert!(history.contains("Place of work") && history.contains("From home"), "{history}");
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let record = dso.get(&format!("/console/students/{}", ada.id)).await.body;
    assert!(record.contains("From home"), "{record}");
}

async fn another_place_needs_its_name_and_what_was_typed_is_kept(p: TestPortal) {
    let ada = p.registered(1).await;
    let mut own = p.logged_in(&ada).await;
    let page = own.post_and_look("/api/employer/save", &with(&[("workplace", "elsewhere")])).await;
    assert!(page.body.contains("Enter the place where you work."), "{}", page.body);
    assert!(page.body.contains("value=\"elsewhere\" checked"), "{}", page.body);
    let both = with(&[("workplace", "home"), ("site", "Lakeside Hospital")]);
    let page = own.post_and_look("/api/employer/save", &both).await.body;
    assert!(page.contains("Leave the place of work empty"), "{page}");
    let site = with(&[("workplace", "elsewhere"), ("site", "Lakeside Hospital, Austin")]);
    let saved = own.post("/api/employer/save", &site).await;
    let receipt = own.get(saved.location()).await.body;
    assert!(receipt.contains("Place of work") && receipt.contains("Lakeside Hospital, Austin"));
}

/// Imports an employer of the first student's; gives the record as an official reads it afterwards.
async fn imported(p: &TestPortal, dso: &mut Browser, head: &str, cells: &str) -> String {
    let students = format!(
        "sevis_id,given_name,surname,birth_date,email,school_code\nN0000000001,Ada,Sample,2001-02-03,s1@test.test,{SCHOOL}\n"
    );
    let file = format!(
        "sevis_id,authorization_start,name,street,zip,schedule,start_date,relation{head}\n\
         N0000000001,2026-06-01,Harbor Robotics,1 Pier Road,78701,full_time,2026-06-05,I write control software.{cells}\n"
    );
    p.import(&students, "", &file).await.unwrap_or_else(|told| panic!("{}", told.join("\n")));
    let id = p.find("N0000000001").await.id;
    dso.get(&format!("/console/students/{id}")).await.body
}

async fn a_file_says_it_too_and_one_without_the_column_leaves_it(p: TestPortal) {
    p.student(1, "post_completion,approved,full_time,2026-06-01,2027-05-31").await;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let plain = imported(&p, &mut dso, "", "").await;
    assert!(!plain.contains("Place of work"), "{plain}");
    // What no file had said is nobody's word, so the first that does is heard.
    for (head, cells) in [(",workplace,site", ",elsewhere,Lakeside Hospital"), ("", "")] {
        let record = imported(&p, &mut dso, head, cells).await;
        assert!(record.contains("<dd>Lakeside Hospital</dd>"), "{head}: {record}");
    }
    let alone = imported(&p, &mut dso, ",site", ",Seaside Clinic").await;
    assert!(alone.contains("<dd>Seaside Clinic</dd>"), "{alone}");
    let home = imported(&p, &mut dso, ",workplace", ",home").await;
    assert!(home.contains("<dd>From home</dd>") && !home.contains("<dd>Seaside Clinic</dd>"));
    assert!(dso.get("/console/both-sides").await.body.contains("Nothing"), "no difference");
}

async fn what_the_student_says_of_the_place_is_one_word_which_a_file_does_not_split(p: TestPortal) {
    let ada = p.registered(1).await;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let mut own = p.logged_in(&ada).await;
    let saved = own
        .post("/api/employer/save", &with(&[("name", "Harbor Robotics"), ("workplace", "home")]))
        .await;
    assert!(saved.location().starts_with("/receipts/"), "{}", saved.body);
    // A file without the column says nothing of it, and so does not take it for its own word later.
    for (head, cells) in [("", ""), (",workplace,site", ",elsewhere,Lakeside Hospital")] {
        let record = imported(&p, &mut dso, head, cells).await;
        assert!(record.contains("<dd>From home</dd>"), "{head}: {record}");
    }
    let both = dso.get("/console/both-sides").await.body;
    assert!(both.contains("Lakeside Hospital") && both.contains("From home"), "{both}");
    assert_eq!(both.matches("<dt>Your file</dt>").count(), 1, "one decision: {both}");
}

async fn a_file_is_told_what_is_wrong_in_words_of_files(p: TestPortal) {
    p.student(1, "post_completion,approved,full_time,2026-06-01,2027-05-31").await;
    for (head, cells, words) in [
        (",workplace", ",moon", "must be one of: here, home, elsewhere"),
        (",workplace,site", ",elsewhere,", "is empty"),
        (",workplace,site", ",home,Lakeside", "is only for rows whose workplace is elsewhere"),
    ] {
        let file = format!(
            "sevis_id,authorization_start,name,street,zip,schedule,start_date,relation{head}\n\
             N0000000001,2026-06-01,Harbor Robotics,1 Pier Road,78701,full_time,2026-06-05,Software{cells}\n"
        );
        let students = format!(
            "sevis_id,given_name,surname,birth_date,email,school_code\nN0000000001,Ada,Sample,2001-02-03,s1@test.test,{SCHOOL}\n"
        );
        let told = p.import(&students, "", &file).await.expect_err("refused").join("\n");
        assert!(told.contains(words), "{told}");
    }
}

async fn what_sevis_has_no_field_for_is_checked_by_the_school_and_not_sent(p: TestPortal) {
    let ada = p.registered(1).await;
    let mut own = p.logged_in(&ada).await;
    own.post("/api/employer/save", &with(&[])).await;
    let job = employer::Entity::find().one(p.db()).await.expect("query").expect("a job").id;
    let told = || async { sevis_change::Entity::find().all(p.db()).await.expect("query").len() };
    assert_eq!(told().await, 1);
    let moved = [("id", job.as_str()), ("version", "1"), ("workplace", "home"), ("once", "")];
    let saved = own.post("/api/employer/save", &with(&moved)).await;
    let receipt = own.get(saved.location()).await.body;
    assert!(receipt.contains("From home"), "{receipt}");
    assert!(receipt.contains("Saved with your school; SEVIS has no field for it"), "{receipt}");
    assert_eq!(told().await, 1, "nothing that SEVIS could take");
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let reports = dso.get("/console/review").await.body;
    assert_eq!(reports.matches("SEVIS has no field for it").count(), 1, "{reports}");
    // What says more goes, with all that the record says by then.
    let renamed = [("id", job.as_str()), ("version", "2"), ("workplace", "home"), ("once", "")];
    let renamed: Vec<_> = renamed.into_iter().chain([("job_title", "Engineer")]).collect();
    own.post("/api/employer/save", &with(&renamed)).await;
    assert_eq!(told().await, 2);
    p.settle().await;
}

#[test]
fn an_employer_that_was_kept_before_the_place_was_asked_is_read_as_saying_nothing_of_it() {
    let amended = r#"{"name":"Harbor","self_employed":false,"ein":"","address":{"street":"1 Pier","line2":"","city":"","state":"","zip":"78701"},"job_title":"","schedule":"FullTime","start":[2026,152],"end":null,"supervisor_first_name":"","supervisor_last_name":"","supervisor_phone":"","supervisor_phone_ext":"","supervisor_email":"","relation":"Software","late_reason":""}"#;
    let read: domain::employer::Employer = serde_json::from_str(amended).expect("an employer");
    assert_eq!(read.workplace, domain::employer::Workplace::Here);
}
