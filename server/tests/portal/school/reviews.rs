//! The check of reports: asked and answered, and decided by one of two at once.

use crate::on_both;
use crate::reports::with;
use crate::support::{Browser, SCHOOL, TestPortal};
use axum::http::StatusCode;
use domain::review::ReviewState;
use sea_orm::EntityTrait as _;
use server::store::entity::{employer, review, student};

on_both! {
    a_student_who_is_asked_answers_and_both_read_the_same_thread,
    two_officials_at_once_are_told_and_nothing_is_decided_twice,
    an_answer_without_a_question_is_refused_and_kept,
    old_and_new_stand_beside_each_other,
}

/// The checks of the portal, oldest first.
pub async fn checks(p: &TestPortal) -> Vec<review::Model> {
    let mut all = review::Entity::find().all(p.db()).await.expect("query");
    all.sort_by(|a, b| (a.at, &a.id).cmp(&(b.at, &b.id)));
    all
}

/// Reports an employer.
pub async fn reports(p: &TestPortal, browser: &mut Browser, name: &str) {
    let fields = with(&[("once", name), ("name", name)]);
    let saved = browser.post("/api/employer/save", &fields).await;
    assert!(saved.location().starts_with("/receipts/"), "{}", saved.body);
    p.clock.advance(time::Duration::seconds(1));
}

/// A student with one report.
pub async fn reported(p: &TestPortal, number: u32) -> (student::Model, Browser) {
    let student = p.registered(number).await;
    let mut browser = p.logged_in(&student).await;
    reports(p, &mut browser, "Harbor Robotics").await;
    (student, browser)
}

pub async fn decide(
    browser: &mut Browser,
    row: &review::Model,
    act: &str,
    question: &str,
) -> String {
    let version = row.version.to_string();
    let fields =
        [("id", row.id.as_str()), ("version", &version), ("act", act), ("question", question)];
    browser.post_and_look("/api/console/review", &fields).await.body
}

async fn a_student_who_is_asked_answers_and_both_read_the_same_thread(p: TestPortal) {
    let (student, mut own) = reported(&p, 1).await;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let row = checks(&p).await.remove(0);
    let record = format!("/console/students/{}", student.id);
    let link = format!("href=\"/console/review/{}\"", row.id);
    assert!(dso.get(&record).await.body.contains(&link), "the record leads to it");
    let receipt = format!("/receipts/{}", row.receipt_id);
    let empty = decide(&mut dso, &row, "ask", " ").await;
    assert!(empty.contains("Enter: Your question to the student."), "{empty}");
    decide(&mut dso, &row, "ask", "Which team?\nSince when?").await;
    p.settle().await;
    let mails = p.mails(student.email.as_deref().expect("an email")).await;
    let mail = mails.iter().find(|mail| mail.subject.contains("question about your report"));
    let mail = mail.expect("the student is mailed");
    assert!(mail.text.contains(&receipt) && !mail.text.contains("Which team"), "{}", mail.text);
    for page in ["/employment", "/profile", "/account"] {
        assert!(
            own.get(page).await.body.contains("a question about one of your reports"),
            "{page}"
        );
    }
    assert!(own.get(&receipt).await.body.contains("Which team?\nSince when?"));
    let asked = dso.get("/console/review?show=asked").await.body;
    assert!(asked.contains("Harbor Robotics"), "{asked}");
    let fields = [("id", row.receipt_id.as_str()), ("answer", "Controls, since <June>.")];
    for _ in 0..2 {
        assert_eq!(own.post("/api/report/answer", &fields).await.location(), receipt);
    }
    assert!(!own.get("/employment").await.body.contains("a question about one of your reports"));
    p.settle().await;
    let told = p.mails("dso@test.test").await;
    assert!(told.iter().any(|mail| mail.subject == "A student has answered your question"));
    let row = checks(&p).await.remove(0);
    assert_eq!((row.state.0, row.version), (ReviewState::Answered, 3), "sent twice, noted once");
    let page = dso.get(&format!("/console/review/{}", row.id)).await.body;
    assert!(page.contains("Controls, since &lt;June&gt;."), "{page}");
    assert!(decide(&mut dso, &row, "accept", "").await.contains("All reports are checked."));
    let page = own.get(&receipt).await.body;
    assert!(page.contains("Accepted") && !page.contains("Send the answer"), "{page}");
    assert!(own.get("/history").await.body.contains("Question from the school answered"));
}

async fn two_officials_at_once_are_told_and_nothing_is_decided_twice(p: TestPortal) {
    reported(&p, 1).await;
    let mut one = p.official("one@test.test", SCHOOL).await;
    let mut two = p.official("two@test.test", SCHOOL).await;
    let seen = checks(&p).await.remove(0);
    decide(&mut one, &seen, "ask", "Which team?").await;
    for act in ["accept", "ask"] {
        let late = decide(&mut two, &seen, act, "And since when?").await;
        assert!(late.contains("A colleague or the student"), "{late}");
        assert!(late.contains("And since when?") && late.contains("Which team?"), "{late}");
    }
    let now = checks(&p).await.remove(0);
    for _ in 0..2 {
        let done = decide(&mut two, &now, "accept", "").await;
        assert!(done.contains("All reports are checked."), "pressed twice: {done}");
    }
    let late = decide(&mut one, &now, "accept", "").await;
    assert!(late.contains("A colleague or the student"), "{late}");
    let rows = review::Entity::find().all(p.db()).await.expect("query");
    assert_eq!(rows[0].version, now.version + 1);
    let assigned = [("id", now.id.as_str()), ("to", "nobody-we-know")];
    let refused = one.fetch("/api/console/review/assign", &assigned).await;
    assert!(refused.body.contains("NotAChoice"), "{}", refused.body);
}

async fn an_answer_without_a_question_is_refused_and_kept(p: TestPortal) {
    let ends = "post_completion,approved,full_time,2026-03-01,2026-06-12";
    let student = p.student(1, ends).await;
    p.register(&student).await;
    let mut own = p.logged_in(&student).await;
    reports(&p, &mut own, "Harbor Robotics").await;
    let (_, mut stranger) = reported(&p, 2).await;
    let row = checks(&p).await.remove(0);
    let fields = [("id", row.receipt_id.as_str()), ("answer", "Controls.")];
    let refused = own.fetch("/api/report/answer", &fields).await;
    assert!(refused.body.contains("NothingAsked"), "{}", refused.body);
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    decide(&mut dso, &row, "ask", "Which team?").await;
    let theirs = stranger.post("/api/report/answer", &fields).await;
    assert_eq!(theirs.status, StatusCode::NOT_FOUND);
    p.clock.advance(time::Duration::days(30));
    let mut later = p.logged_in(&student).await;
    assert!(!later.get("/employment").await.body.contains("Add employer"), "reading only");
    let taken = later.post("/api/report/answer", &fields).await;
    assert!(taken.location().starts_with("/receipts/"), "while it can be read: {}", taken.body);
}

async fn old_and_new_stand_beside_each_other(p: TestPortal) {
    let (_, mut own) = reported(&p, 1).await;
    let job = employer::Entity::find().one(p.db()).await.expect("query").expect("reported");
    let id = job.id;
    let fields = with(&[
        ("id", id.as_str()),
        ("version", "1"),
        ("name", "Harbor Robotics"),
        ("job_title", "Engineer"),
        ("schedule", "part_time"),
    ]);
    own.post("/api/employer/save", &fields).await;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let row = checks(&p).await.remove(1);
    let page = dso.get(&format!("/console/review/{}", row.id)).await.body;
    assert!(page.contains("<td>Full time</td><td>Part time</td>"), "{page}");
    assert!(page.contains("<td><em>none</em></td><td>Engineer</td>"), "{page}");
}
