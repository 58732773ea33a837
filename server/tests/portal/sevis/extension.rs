//! A STEM extension that the school recommends, together with its employer.

use super::{answer, changes, log, make, records, sends_batches, validate};
use crate::on_both;
use crate::support::{Browser, SCHOOL, TestPortal, between};
use domain::sevis_state::SevisState;
use sea_orm::EntityTrait as _;
use server::service::batches::NothingDue;
use server::store::entity::{authorization, employer, student};

on_both! {
    an_extension_leaves_with_its_employer_and_is_recommended_once,
    a_recommendation_is_kept_back_with_what_stands_against_it,
    what_was_refused_of_an_extension_is_sent_again_before_what_came_later,
    an_authorization_that_was_added_is_canceled_by_undoing_it,
    a_recommendation_goes_with_its_employer,
}

const ADD: &str = "/api/console/correct-authorization";
const EMPLOY: &str = "/api/console/correct-employer";

fn hidden(page: &str, name: &str) -> String {
    between(page, &format!("name=\"form[{name}]\" value=\""), "\"").to_owned()
}

/// Saves what is shown first with its effect; where it leads.
async fn save(dso: &mut Browser, path: &str, fields: &[(&str, &str)]) -> String {
    let shown = dso.post_and_look(path, fields).await.body;
    assert!(shown.contains("Nothing is saved yet"), "{shown}");
    let effect = hidden(&shown, "effect");
    let mut all = fields.to_vec();
    all.push(("effect", &effect));
    dso.post(path, &all).await.location().to_owned()
}

/// Puts an extension on record; its identity.
async fn adds(dso: &mut Browser, student: &student::Model) -> String {
    let page = format!("/console/students/{}/new-authorization/new", student.id);
    let once = hidden(&dso.get(&page).await.body, "once");
    let fields = [
        ("student", student.id.as_str()),
        ("once", &once),
        ("opt_type", "stem"),
        ("status", "requested"),
        ("schedule", "full_time"),
        ("start_date", "06/01/2027"),
        ("end_date", "05/31/2029"),
    ];
    for _ in 0..2 {
        let next = match dso.post(ADD, &fields).await.location().to_owned() {
            again if again.ends_with("/new") => save(dso, ADD, &fields).await,
            next => next,
        };
        assert_eq!(next, format!("/console/students/{}", student.id));
    }
    once
}

fn job<'a>(
    student: &'a str,
    authorization: &'a str,
    (name, once): (&'a str, &'a str),
) -> Vec<(&'a str, &'a str)> {
    vec![
        ("student", student),
        ("authorization", authorization),
        ("once", once),
        ("name", name),
        ("ein", "123456789"),
        ("street", "1 Pier Road"),
        ("city", "Austin"),
        ("state", "TX"),
        ("zip", "78701"),
        ("schedule", "full_time"),
        ("start_date", "06/01/2027"),
        ("supervisor_first_name", "Mika"),
        ("supervisor_last_name", "Mentor"),
        ("supervisor_phone", "5125550123"),
        ("supervisor_email", "mentor@harbor.test"),
        ("relation", "Writes control software."),
    ]
}

/// A student whose extension is on record, and the official.
async fn requested(p: &TestPortal, opt: &str) -> (student::Model, Browser, String) {
    sends_batches(p).await;
    let student = p.student(1, opt).await;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let id = adds(&mut dso, &student).await;
    (student, dso, id)
}

async fn recommends(dso: &mut Browser, student: &student::Model, of: &str) {
    let page = format!("/console/students/{}/new-employer/{of}", student.id);
    let page = dso.get(&page).await.body;
    assert!(page.contains("Recommend this STEM extension"), "{page}");
    let once = hidden(&page, "once");
    let mut fields = job(&student.id, of, ("Harbor Robotics", &once));
    fields.push(("recommend", "on"));
    let next = save(dso, EMPLOY, &fields).await;
    assert_eq!(next, format!("/console/students/{}", student.id));
}

async fn an_extension_leaves_with_its_employer_and_is_recommended_once(p: TestPortal) {
    let (student, mut dso, of) = requested(&p, "").await;
    recommends(&mut dso, &student, &of).await;
    let made = make(&p).await.ok().expect("a batch");
    validate(&made.xml, "Create-UpdateStudent.xsd");
    let xml = String::from_utf8_lossy(&made.xml).into_owned();
    assert!(xml.contains("<Extend printForm=\"true\">"), "{xml}");
    assert!(xml.contains("<EndDate>2029-05-31</EndDate>") && !xml.contains("<OPTEmployer>"));
    let page = format!("/console/students/{}/new-employer/{of}", student.id);
    let page = dso.get(&page).await.body;
    assert!(!page.contains("Recommend this STEM extension"), "once");
    let once = hidden(&page, "once");
    let mut other = job(&student.id, &of, ("Second Robotics", &once));
    other.push(("recommend", "on"));
    let refused = dso.post_and_look(EMPLOY, &other).await.body;
    assert!(refused.contains("already recommended to SEVIS with another employer"), "{refused}");
    other.pop();
    save(&mut dso, EMPLOY, &other).await;
    let sent = records(&made.xml);
    answer(&p, &log(&made.batch, &[(&sent[0].0, &sent[0].1, None)])).await.expect("read");
    assert!(matches!(make(&p).await, Err(NothingDue::AllHeld(1))), "not approved yet");
    let all = employer::Entity::find().all(p.db()).await.expect("employers");
    let known: Vec<_> = all.iter().filter(|row| row.sevis_start.is_some()).collect();
    assert_eq!(known.len(), 1, "SEVIS has the one of the extension");
    dso.post("/api/console/approve", &[("id", &of), ("student", &student.id)]).await;
    let made = make(&p).await.ok().expect("the other one follows");
    validate(&made.xml, "Create-UpdateStudent.xsd");
    assert!(String::from_utf8_lossy(&made.xml).contains("<Add printForm=\"false\">"));
}

async fn a_recommendation_is_kept_back_with_what_stands_against_it(p: TestPortal) {
    let opt = "post_completion,requested,full_time,2026-06-01,2027-05-31";
    let (student, mut dso, of) = requested(&p, opt).await;
    recommends(&mut dso, &student, &of).await;
    assert!(matches!(make(&p).await, Err(NothingDue::AllHeld(1))));
    let row = changes(&p).await.remove(0);
    assert!(row.held.contains("S1124"), "{}", row.held);
    let page = dso.get("/console/batches").await.body;
    assert!(page.contains("STEM extension recommended"), "{page}");
    dso.post("/api/console/approve", &[("id", &of), ("student", &student.id)]).await;
    assert!(matches!(make(&p).await, Err(NothingDue::AllHeld(1))));
    let row = changes(&p).await.remove(0);
    assert!(row.held.contains("S1126") && row.held.contains("note it as done"), "{}", row.held);
    let fields = [("id", row.id.as_str()), ("act", "done"), ("proof", "Seen")];
    dso.post("/api/console/by-hand", &fields).await;
    assert_eq!(changes(&p).await.remove(0).state, SevisState::ByHand);
}

async fn what_was_refused_of_an_extension_is_sent_again_before_what_came_later(p: TestPortal) {
    let (student, mut dso, of) = requested(&p, "").await;
    recommends(&mut dso, &student, &of).await;
    let made = make(&p).await.ok().expect("a batch");
    let sent = records(&made.xml);
    answer(&p, &log(&made.batch, &[(&sent[0].0, &sent[0].1, Some("S1154"))])).await.expect("read");
    let row = employer::Entity::find().one(p.db()).await.expect("query").expect("row");
    let mut fields = job(&student.id, &of, ("Harbor Robotics", ""));
    fields.retain(|(name, _)| *name != "zip");
    fields.extend([("id", row.id.as_str()), ("version", "1"), ("zip", "78702")]);
    save(&mut dso, EMPLOY, &fields).await;
    let first = changes(&p).await.remove(0);
    dso.post("/api/console/by-hand", &[("id", &first.id), ("act", "again")]).await;
    let made = make(&p).await.ok().expect("once more");
    let xml = String::from_utf8_lossy(&made.xml).into_owned();
    assert!(xml.contains("<Extend printForm=\"true\">"), "{xml}");
    assert_eq!(made.changes, 1, "the correction waits behind it");
}

async fn an_authorization_that_was_added_is_canceled_by_undoing_it(p: TestPortal) {
    let (student, mut dso, of) = requested(&p, "").await;
    let page = dso.get(&format!("/console/students/{}", student.id)).await.body;
    let undo = page.split_once("/api/console/undo").expect("a way back").1;
    let (id, effect) = (hidden(undo, "id"), hidden(undo, "effect"));
    let fields = [("id", id.as_str()), ("student", &student.id), ("effect", &effect)];
    dso.post("/api/console/undo", &fields).await;
    let row = authorization::Entity::find_by_id(of).one(p.db()).await.expect("query");
    assert_eq!(row.expect("row").status.0.code(), "canceled");
}

async fn a_recommendation_goes_with_its_employer(p: TestPortal) {
    let (student, mut dso, of) = requested(&p, "").await;
    recommends(&mut dso, &student, &of).await;
    let page = dso.get(&format!("/console/students/{}", student.id)).await.body;
    let undo = page.split_once("/api/console/undo").expect("a way back").1;
    let (id, effect) = (hidden(undo, "id"), hidden(undo, "effect"));
    let fields = [("id", id.as_str()), ("student", &student.id), ("effect", &effect)];
    dso.post("/api/console/undo", &fields).await;
    let states: Vec<_> =
        changes(&p).await.into_iter().map(|row| (row.event, row.state.0)).collect();
    let recommended = states.iter().find(|(event, _)| event.ends_with("Extend")).expect("it");
    assert_eq!(recommended.1, SevisState::Superseded, "{states:?}");
    let page = format!("/console/students/{}/new-employer/{of}", student.id);
    assert!(dso.get(&page).await.body.contains("Recommend this STEM extension"), "once more");
}
