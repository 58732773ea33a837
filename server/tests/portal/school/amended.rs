//! What officials correct, withdraw: the effect on the count first, and a way back.

use crate::on_both;
use crate::support::{Browser, SCHOOL, TestPortal, between};
use sea_orm::EntityTrait as _;
use server::store::entity::{authorization, student};

on_both! {
    a_correction_is_saved_only_once_its_effect_on_the_count_was_seen,
    what_was_amended_can_be_undone_and_done_again,
    an_amendment_that_would_break_the_record_is_refused_with_what_to_do,
}

const EMPLOYERS: &str =
    "sevis_id,authorization_start,name,street,zip,schedule,start_date,end_date,relation\n";

pub async fn authorizations(p: &TestPortal) -> Vec<authorization::Model> {
    authorization::Entity::find().all(p.db()).await.expect("query")
}

pub async fn job(p: &TestPortal, name: &str, days: &str) {
    let row = format!("N0000000001,2026-06-01,{name},1 Main St,78701,full_time,{days},Physics\n");
    let students = format!(
        "sevis_id,given_name,surname,birth_date,email,school_code\nN0000000001,Ada,Sample,2001-02-03,s1@test.test,{SCHOOL}\n"
    );
    p.import(&students, "", &format!("{EMPLOYERS}{row}")).await.expect("imported");
}

/// Posts a form, and once more with the effect that it was answered with.
pub async fn seen(dso: &mut Browser, path: &str, fields: &[(&str, &str)]) -> String {
    let first = dso.fetch(path, fields).await.body;
    assert!(first.contains("\"Effect\""), "the effect comes first: {first}");
    let effect: serde_json::Value = serde_json::from_str(&first).expect("json");
    let effect = &effect["Refused"][0]["code"]["Effect"];
    let effect: domain::effect::Effect = serde_json::from_value(effect.clone()).expect("effect");
    let seen = effect.seen();
    let mut all = fields.to_vec();
    all.push(("effect", &seen));
    let saved = dso.fetch(path, &all).await.body;
    assert!(saved.contains("Done"), "{saved}");
    seen
}

/// The fields of a correction of the only authorization, with this start.
fn correction<'a>(
    student: &'a student::Model,
    row: &'a [String; 2],
    start: &'a str,
) -> Vec<(&'a str, &'a str)> {
    vec![
        ("id", &row[0]),
        ("student", &student.id),
        ("version", &row[1]),
        ("opt_type", "post_completion"),
        ("status", "approved"),
        ("schedule", "full_time"),
        ("start_date", start),
        ("end_date", "05/31/2027"),
    ]
}

async fn a_correction_is_saved_only_once_its_effect_on_the_count_was_seen(p: TestPortal) {
    let student = p.student(1, "").await;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let row = authorizations(&p).await.remove(0);
    let about = [row.id.clone(), row.version.to_string()];
    let mut fields = correction(&student, &about, "06/03/2026");
    fields.push(("reason", "The card says June 3."));
    let path = "/api/console/correct-authorization";
    // Without scripts the page itself shows it, and carries what was seen.
    let page = dso.post_and_look(path, &fields).await.body;
    assert!(
        page.contains("Check before you save") && page.contains("Nothing is saved yet"),
        "{page}"
    );
    assert!(page.contains("06/03/2026"), "what was typed is kept");
    assert_eq!(authorizations(&p).await[0], row, "nothing was written");
    seen(&mut dso, path, &fields).await;
    let now = authorizations(&p).await.remove(0);
    assert_eq!((now.start_date.day(), now.version), (3, row.version + 1));
    let record = dso.get(&format!("/console/students/{}", student.id)).await.body;
    assert!(record.contains("The card says June 3."), "{record}");
    assert!(
        record.contains("Amended by the school")
            && record.contains("School official (Drew Sample)")
    );
    // From a stale page it is told, not taken.
    let stale = dso.fetch(path, &fields).await.body;
    assert!(stale.contains("ChangedMeanwhile"), "{stale}");
}

async fn what_was_amended_can_be_undone_and_done_again(p: TestPortal) {
    let student = p.student(1, "").await;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let row = authorizations(&p).await.remove(0);
    let about = [row.id.clone(), row.version.to_string()];
    let fields = correction(&student, &about, "06/03/2026");
    seen(&mut dso, "/api/console/correct-authorization", &fields).await;
    let page = format!("/console/students/{}", student.id);
    for day in [1, 3, 1] {
        let record = dso.get(&page).await.body;
        let form = between(&record, "/api/console/undo", "</form>");
        let value =
            |name: &str| between(form, &format!("name=\"form[{name}]\" value=\""), "\"").to_owned();
        let (id, effect) = (value("id"), value("effect"));
        let undo = [("id", id.as_str()), ("student", &student.id), ("effect", &effect)];
        dso.post("/api/console/undo", &undo).await;
        assert_eq!(authorizations(&p).await[0].start_date.day(), day);
        // Twice is once.
        dso.post("/api/console/undo", &undo).await;
        assert_eq!(authorizations(&p).await[0].start_date.day(), day);
    }
}

async fn an_amendment_that_would_break_the_record_is_refused_with_what_to_do(p: TestPortal) {
    let student = p.student(1, "").await;
    job(&p, "Acme", "2026-06-02,2026-06-05").await;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let row = authorizations(&p).await.remove(0);
    let about = [row.id.clone(), row.version.to_string()];
    let fields = correction(&student, &about, "06/04/2026");
    let refused = dso.fetch("/api/console/correct-authorization", &fields).await.body;
    assert!(refused.contains("Outside") && refused.contains("Acme"), "{refused}");
    let fields = correction(&student, &about, "13/04/2026");
    let refused = dso.fetch("/api/console/correct-authorization", &fields).await.body;
    assert!(refused.contains("MonthFirst"), "{refused}");
}
