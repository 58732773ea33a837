//! Both sides in the console: the official decides, the student is told, SEVIS gets what the record has.

use crate::on_both;
use crate::support::{Browser, SCHOOL, TestPortal, between};
use sea_orm::EntityTrait as _;
use server::store::entity::{sevis_change, student};

on_both! {
    the_students_word_stays_once_it_is_decided_and_is_not_asked_again,
    the_files_word_is_taken_told_and_sent,
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
    assert!(page.contains("1 Old Street") && page.contains("9 New Road"), "{page}");
    let form = between(&page, "/api/console/decide", "</form>");
    let value =
        |name: &str| between(form, &format!("name=\"form[{name}]\" value=\""), "\"").to_owned();
    let (student, field, version) = (value("student"), value("field"), value("version"));
    let fields = [
        ("student", student.as_str()),
        ("employer", ""),
        ("field", &field),
        ("version", &version),
        ("effect", ""),
        ("choice", choice),
    ];
    dso.post_and_look("/api/console/decide", &fields).await.body
}

async fn the_students_word_stays_once_it_is_decided_and_is_not_asked_again(p: TestPortal) {
    assert!(differing(&p).await.differs);
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    assert!(decide(&mut dso, "student").await.contains("The student’s word stays"));
    let mut told = Vec::new();
    let files = server::exchange::import::Files {
        students: p.file("again.csv", &file("1 Old Street")).into(),
        authorizations: None,
        employers: None,
        file_decides: false,
        school: None,
        by: None,
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
    assert!(decide(&mut dso, "file").await.contains("SEVIS gets it"));
    let row = p.find("N0000000001").await;
    assert!(row.street == "1 Old Street" && !row.differs);
    let sent = sevis_change::Entity::find().all(p.db()).await.expect("query");
    let newest = sent.iter().max_by_key(|row| (row.created_at, row.id.clone())).expect("a change");
    assert!(newest.payload.contains("1 Old Street"), "{}", newest.payload);
    let mail = p.mails("s1@test.test").await.pop().expect("a mail");
    assert_eq!(mail.subject, "Your school has changed your record");
    assert!(dso.get("/console/both-sides").await.body.contains("Nothing to decide"));
}
