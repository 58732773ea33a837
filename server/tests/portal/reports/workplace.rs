//! Head office, place of work and home are told apart.

use super::with;
use crate::on_both;
use crate::support::{SCHOOL, TestPortal};

on_both! {
    where_the_work_is_done_is_on_record_and_in_the_history,
    another_place_needs_its_name_and_what_was_typed_is_kept,
    a_file_says_it_too_and_one_without_the_column_leaves_it,
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
    assert!(history.contains("Work is done") && history.contains("From home"), "{history}");
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
    assert!(receipt.contains("At another place") && receipt.contains("Lakeside Hospital, Austin"));
}

async fn a_file_says_it_too_and_one_without_the_column_leaves_it(p: TestPortal) {
    let ada = p.student(1, "post_completion,approved,full_time,2026-06-01,2027-05-31").await;
    let students = format!(
        "sevis_id,given_name,surname,birth_date,email,school_code\n{},Ada,Sample,2001-02-03,s1@test.test,{SCHOOL}\n",
        ada.sevis_id
    );
    let file = |head: &str, cells: &str| {
        format!(
            "sevis_id,authorization_start,name,street,city,state,zip,schedule,start_date,relation{head}\n\
             {},2026-06-01,Harbor Robotics,1 Pier Road,Austin,TX,78701,full_time,2026-06-02,Software{cells}\n",
            ada.sevis_id
        )
    };
    for (head, cells) in [(",workplace,site", ",elsewhere,Lakeside Hospital"), ("", "")] {
        p.import(&students, "", &file(head, cells)).await.expect("imported");
        let mut dso = match head {
            "" => p.official("dso2@test.test", SCHOOL).await,
            _ => p.official("dso@test.test", SCHOOL).await,
        };
        let record = dso.get(&format!("/console/students/{}", ada.id)).await.body;
        assert!(record.contains("Lakeside Hospital"), "{head}: {record}");
    }
    let refused = p.import(&students, "", &file(",workplace", ",moon")).await;
    let told = refused.expect_err("refused").join("\n");
    assert!(told.contains("workplace") && told.contains("here, home, elsewhere"), "{told}");
}
