//! Both sides in the console: the official decides, the student is told, SEVIS gets what the record has.

use crate::on_both;
use crate::support::{Browser, SCHOOL, TestPortal, between};
use sea_orm::EntityTrait as _;
use server::clock::Clock as _;
use server::store::entity::{authorization, sevis_change, student};

on_both! {
    the_students_word_stays_once_it_is_decided_and_is_not_asked_again,
    the_files_word_is_taken_told_and_sent,
    each_side_says_who_said_it_and_when,
    of_an_authorization_that_was_corrected_both_sides_are_shown_and_decided,
}

fn file(street: &str) -> String {
    format!(
        "sevis_id,given_name,surname,birth_date,email,school_code,street,city,state,zip,us_phone\nN0000000001,Ada,Sample,2001-02-03,s1@test.test,{SCHOOL},{street},Austin,TX,78701,5125550123\n"
    )
}

/// A student who has reported another street than the file, which was imported again since.
async fn differing(p: &TestPortal) -> student::Model {
    p.registered(1).await;
    p.import(&file("1 Old Street"), "", "").await.expect("imported");
    let row = p.find("N0000000001").await;
    let version = row.version.to_string();
    let fields = [
        ("version", version.as_str()),
        ("street", "9 New Road"),
        ("city", "Austin"),
        ("state", "TX"),
        ("zip", "78701"),
        ("us_phone", "5125550123"),
    ];
    p.logged_in(&row).await.post("/api/profile/save", &fields).await;
    p.import(&file("1 Old Street"), "", "").await.expect("imported");
    p.find("N0000000001").await
}

async fn decide(dso: &mut Browser, choice: &str) -> String {
    let page = dso.get("/console/both-sides").await.body;
    assert!(page.contains("/api/console/decide"), "{page}");
    let form = between(&page, "/api/console/decide", "</form>");
    let value =
        |name: &str| between(form, &format!("name=\"form[{name}]\" value=\""), "\"").to_owned();
    let (student, field, version) = (value("student"), value("field"), value("version"));
    let (authorization, effect) = (value("authorization"), value("effect"));
    let fields = [
        ("student", student.as_str()),
        ("authorization", authorization.as_str()),
        ("employer", ""),
        ("field", &field),
        ("version", &version),
        ("effect", &effect),
        ("choice", choice),
    ];
    dso.post_and_look("/api/console/decide", &fields).await.body
}

async fn the_students_word_stays_once_it_is_decided_and_is_not_asked_again(p: TestPortal) {
    assert!(differing(&p).await.differs);
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    assert!(decide(&mut dso, "record").await.contains("The record stays as it is"));
    let mut told = Vec::new();
    let files = server::exchange::import::Files {
        students: p.file("again.csv", &file("1 Old Street")).into(),
        authorizations: None,
        employers: None,
        file_decides: false,
        school: None,
        by: None,
        draft: None,
    };
    let kept = {
        let tell = &mut |line| told.push(line);
        server::exchange::import::run(&p.portal, &files, false, tell).await.expect("imported").kept
    };
    assert_eq!(kept, 0);
    assert!(told.is_empty(), "{told:?}");
    let row = p.find("N0000000001").await;
    assert!(row.street == "9 New Road" && !row.differs);
    // Another word of the file is asked again.
    p.import(&file("2 Third Street"), "", "").await.expect("imported");
    assert!(p.find("N0000000001").await.differs);
}

async fn the_files_word_is_taken_told_and_sent(p: TestPortal) {
    differing(&p).await;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    assert!(decide(&mut dso, "file").await.contains("Changes that SEVIS tracks are passed on"));
    let row = p.find("N0000000001").await;
    assert!(row.street == "1 Old Street" && !row.differs);
    let sent = sevis_change::Entity::find().all(p.db()).await.expect("query");
    let newest = sent.iter().max_by_key(|row| (row.created_at, row.id.clone())).expect("a change");
    assert!(newest.payload.contains("1 Old Street"), "{}", newest.payload);
    let mail = p.mails("s1@test.test").await.pop().expect("a mail");
    assert_eq!(mail.subject, "Your school has changed your record");
    assert!(dso.get("/console/both-sides").await.body.contains("Nothing to decide"));
}

/// What a page says, without its markup.
fn words(page: &str) -> String {
    let mut inside = false;
    let text = page.chars().filter(|c| {
        let was = inside;
        inside = *c == '<' || inside && *c != '>';
        !was && *c != '<'
    });
    text.collect()
}

async fn each_side_says_who_said_it_and_when(p: TestPortal) {
    differing(&p).await;
    p.clock.advance(time::Duration::hours(30));
    // The same word again is no newer word.
    p.import(&file("1 Old Street"), "", "").await.expect("imported");
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let zone = server::clock::Zone::of("America/Chicago");
    let then = zone.words(p.clock.now() - time::Duration::hours(30));
    let (day, _) = then.rsplit_once(", ").expect("a day");
    let page = words(&dso.get("/console/both-sides").await.body);
    let file = between(&page, "Your file1", "On record");
    assert!(file.starts_with(" Old Street, Austin, TX 78701") && file.contains(day), "{file}");
    let own = between(&page, "On record9 ", "Keep");
    assert!(own.contains("Student (Ada Sample)") && own.contains(day), "{own}");
}

/// An official gives the only authorization this first day.
async fn correct(p: &TestPortal, dso: &mut Browser, student: &student::Model, start: &str) {
    let row = rows(p).await.remove(0);
    let version = row.version.to_string();
    let path = "/api/console/correct-authorization";
    let mut fields = vec![
        ("id", row.id.as_str()),
        ("student", &student.id),
        ("version", &version),
        ("opt_type", "post_completion"),
        ("status", "approved"),
        ("schedule", "full_time"),
        ("start_date", start),
        ("end_date", "05/31/2027"),
    ];
    let page = dso.post_and_look(path, &fields).await.body;
    let effect = between(&page, "name=\"form[effect]\" value=\"", "\"").to_owned();
    fields.push(("effect", &effect));
    dso.post(path, &fields).await;
    assert_eq!(domain::date::typed(rows(p).await[0].start_date), start);
}

async fn of_an_authorization_that_was_corrected_both_sides_are_shown_and_decided(p: TestPortal) {
    let student = p.registered(1).await;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    correct(&p, &mut dso, &student, "06/15/2026").await;
    assert!(!rows(&p).await[0].differs, "no file has said otherwise since");
    // The file says its last word again.
    p.student(1, "").await;
    assert!(rows(&p).await[0].differs);
    let page = words(&dso.get("/console/both-sides").await.body);
    assert!(page.contains("06/01/2026") && page.contains("06/15/2026"), "{page}");
    assert!(page.contains("School official (Drew Sample)"), "{page}");
    assert!(decide(&mut dso, "file").await.contains("The record now matches your file"));
    let row = rows(&p).await.remove(0);
    assert!(domain::date::typed(row.start_date) == "06/01/2026" && !row.differs);
    let mail = p.mails("s1@test.test").await.pop().expect("a mail");
    assert_eq!(mail.subject, "Your school has changed your record");
    // Corrected once more, and this time the correction is what counts.
    correct(&p, &mut dso, &student, "06/15/2026").await;
    p.student(1, "").await;
    assert!(decide(&mut dso, "record").await.contains("The record stays as it is"));
    p.student(1, "").await;
    let row = rows(&p).await.remove(0);
    assert!(domain::date::typed(row.start_date) == "06/15/2026" && !row.differs);
}

async fn rows(p: &TestPortal) -> Vec<authorization::Model> {
    authorization::Entity::find().all(p.db()).await.expect("query")
}
