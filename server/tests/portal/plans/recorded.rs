//! After a plan is accepted: its employer on record, and the plan in SEVIS.

use super::{accepted, hidden, rows, stem};
use crate::on_both;
use crate::support::{SCHOOL, TestPortal};
use axum::http::StatusCode;
use domain::sevis_state::SevisState;
use sea_orm::EntityTrait as _;
use server::store::entity::{employer, sevis_change};

on_both! {
    the_employer_of_an_accepted_plan_is_recorded_once_and_goes_to_sevis,
    a_plan_is_handed_to_sevis_once_with_the_hash_of_its_file,
}

/// What a text field of this name shows.
fn hidden_of(page: &str, name: &str) -> String {
    let rest = page.split_once(&format!("name=\"form[{name}]\"")).expect("the field").1;
    rest.split_once("value=\"").expect("a value").1.split('"').next().unwrap_or_default().to_owned()
}

async fn the_employer_of_an_accepted_plan_is_recorded_once_and_goes_to_sevis(p: TestPortal) {
    let (student, mut own) = stem(&p).await;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let id = accepted(&p, &mut own, &mut dso).await;
    let page = dso.get(&format!("/console/plans/{id}")).await.body;
    let link = format!("/console/students/{}/plan-employer/{id}", student.id);
    assert!(page.contains(&link), "{page}");
    let page = dso.get(&link).await.body;
    let value = |name: &str| hidden_of(&page, name);
    assert_eq!(value("name"), "Harbor Robotics");
    let names = [
        "name",
        "ein",
        "street",
        "city",
        "zip",
        "start_date",
        "supervisor_first_name",
        "supervisor_last_name",
        "supervisor_phone",
        "supervisor_email",
    ];
    let values: Vec<(&str, String)> = names.iter().map(|name| (*name, value(name))).collect();
    let mut fields: Vec<(&str, &str)> = values.iter().map(|(n, v)| (*n, v.as_str())).collect();
    let authorization = hidden(&page, "authorization");
    fields.extend([
        ("student", student.id.as_str()),
        ("plan", &id),
        ("authorization", &authorization),
        ("state", "TX"),
        ("schedule", "full_time"),
        ("relation", "Writes control software."),
        ("once", ""),
    ]);
    let refused = dso.post_and_look("/api/console/correct-employer", &fields).await.body;
    assert!(refused.contains("Nothing is saved yet"), "the effect is shown first: {refused}");
    let effect = hidden(&refused, "effect");
    fields.push(("effect", &effect));
    for _ in 0..2 {
        let answer = dso.post("/api/console/correct-employer", &fields).await;
        assert_eq!(
            answer.location(),
            format!("/console/students/{}", student.id),
            "{}",
            answer.body
        );
    }
    let all = employer::Entity::find().all(p.db()).await.expect("employers");
    assert_eq!(all.len(), 1, "once");
    let change = sevis_change::Entity::find().one(p.db()).await.expect("query").expect("a change");
    assert_eq!(change.state, SevisState::Queued);
    let page = dso.get(&format!("/console/plans/{id}")).await.body;
    assert!(page.contains("The employer on record") && !page.contains("Record the employer"));
    assert!(own.get("/employment").await.body.contains("Harbor Robotics"));
}

async fn a_plan_is_handed_to_sevis_once_with_the_hash_of_its_file(p: TestPortal) {
    let (_, mut own) = stem(&p).await;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let id = accepted(&p, &mut own, &mut dso).await;
    let file = dso.get(&format!("/console/plans/{id}/plan.pdf")).await;
    assert_eq!(file.status, StatusCode::OK);
    let fields = [("id", id.as_str()), ("proof", "Seen on the OPT page")];
    dso.post("/api/console/plan/hand", &fields).await;
    let other = [("id", id.as_str()), ("proof", "Again")];
    dso.post("/api/console/plan/hand", &other).await;
    let row = rows(&p).await.remove(0);
    assert_eq!(row.handed_note, "Seen on the OPT page", "once");
    assert_eq!(row.handed_hash.len(), 64);
    let page = dso.get("/console/plans?show=done").await.body;
    assert!(page.contains("Harbor Robotics"), "{page}");
    assert!(own.get("/history").await.body.contains(&row.handed_hash));
}
