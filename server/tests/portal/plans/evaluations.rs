//! The two evaluations.

use super::{OVERSEER, accepted, hidden, opened, sign_by_link, stem};
use crate::on_both;
use crate::support::{Browser, PASSWORD, SCHOOL, TestPortal};
use domain::plan::EvaluationStage;
use sea_orm::EntityTrait as _;
use server::store::entity::plan_evaluation;
use time::Duration;

on_both! {
    an_evaluation_is_told_thirty_days_before_written_signed_by_both_and_received,
    what_the_employer_sends_back_is_written_anew,
    an_evaluation_that_was_changed_meanwhile_is_not_signed,
    nothing_is_written_before_its_time,
    the_same_evaluation_is_sent_again_where_its_mail_was_lost,
}

async fn row(p: &TestPortal) -> plan_evaluation::Model {
    plan_evaluation::Entity::find().one(p.db()).await.expect("query").expect("an evaluation")
}

/// A plan, eleven and a half months later: the password is over by then.
pub async fn later(p: &TestPortal) -> (String, Browser) {
    let (student, mut own) = stem(p).await;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let id = accepted(p, &mut own, &mut dso).await;
    p.clock.advance(Duration::days(330));
    let mut own = p.logged_in(&student).await;
    let new = "Another-good-password-7";
    let fields = [("current", PASSWORD), ("password", new), ("confirm", new)];
    own.post("/api/account/password", &fields).await;
    (id, own)
}

/// The fields of the first evaluation.
pub fn fields<'a>(id: &'a str, text: &'a str) -> [(&'a str, &'a str); 7] {
    [
        ("id", id),
        ("kind", "progress"),
        ("period_from", "06/01/2026"),
        ("period_to", "05/20/2027"),
        ("evaluation", text),
        ("signed_name", "Ada Sample"),
        ("agree", "on"),
    ]
}

pub async fn write(own: &mut Browser, id: &str, text: &str) -> String {
    own.post("/api/plan/evaluate", &fields(id, text)).await.location().to_owned()
}

async fn an_evaluation_is_told_thirty_days_before_written_signed_by_both_and_received(
    p: TestPortal,
) {
    let (id, _) = later(&p).await;
    p.settle().await;
    p.clock.advance(Duration::hours(2));
    p.settle().await;
    let mut dso = p.official("other@test.test", SCHOOL).await;
    assert!(dso.get("/console/alerts").await.body.contains("<td>Evaluation due</td>"));
    let told = p.mails("s1@test.test").await;
    let told =
        told.iter().filter(|mail| mail.subject == "An evaluation of your training plan is due");
    assert_eq!(told.count(), 1, "once");
    let mut own = p.browser();
    own.log_in("s1@test.test", "Another-good-password-7").await;
    own.post("/api/attest", &[("next", "")]).await;
    let list = own.get("/deadlines").await.body;
    // It has a line of its own, so the confirmation does not speak of it too.
    assert!(list.contains("Confirm your STEM OPT record (12 months)</a>"), "{list}");
    assert!(list.contains("Evaluation on student progress"), "{list}");
    assert_eq!(
        write(&mut own, &id, "I have learned motion planning.").await,
        format!("/training-plan/{id}")
    );
    p.settle().await;
    assert_eq!(row(&p).await.stage, EvaluationStage::AtEmployer);
    let page = sign_by_link(&p, OVERSEER, "Mika Mentor").await;
    assert!(page.contains("There is nothing left to do"), "{page}");
    assert_eq!(row(&p).await.stage, EvaluationStage::Received);
    let page = own.get(&format!("/training-plan/{id}")).await.body;
    assert!(page.contains("Received by the school") && page.contains("I have learned"), "{page}");
    assert!(!own.get("/deadlines").await.body.contains("Evaluation on student progress"));
    // What is received stays.
    write(&mut own, &id, "Something else.").await;
    assert_eq!(row(&p).await.body, "I have learned motion planning.");
}

async fn what_the_employer_sends_back_is_written_anew(p: TestPortal) {
    let (id, mut own) = later(&p).await;
    write(&mut own, &id, "All done.").await;
    p.settle().await;
    let token = p.token(OVERSEER).await;
    let (mut employer, _) = opened(&p, &token).await;
    let fields = [("token", token.as_str()), ("words", "Please say more about the second goal.")];
    employer.post("/api/employer-plan/return", &fields).await;
    assert_eq!(row(&p).await.stage, EvaluationStage::Returned);
    let page = own.get(&format!("/training-plan/{id}/evaluation/progress")).await.body;
    assert!(page.contains("Please say more"), "{page}");
    write(&mut own, &id, "The second goal took most of the time.").await;
    p.settle().await;
    sign_by_link(&p, OVERSEER, "Mika Mentor").await;
    assert_eq!(row(&p).await.stage, EvaluationStage::Received);
}

async fn an_evaluation_that_was_changed_meanwhile_is_not_signed(p: TestPortal) {
    let (id, mut own) = later(&p).await;
    write(&mut own, &id, "First words.").await;
    p.settle().await;
    let old = p.token(OVERSEER).await;
    let (mut employer, _) = opened(&p, &old).await;
    let digits = super::code_for(&p, &mut employer, &old, OVERSEER).await;
    let covers = hidden(&employer.get("/employer-plan").await.body, "version");
    write(&mut own, &id, "Other words.").await;
    p.settle().await;
    let fields = super::signature(&old, ("", &covers, &digits), "Mika Mentor");
    employer.post("/api/employer-plan/sign", &fields).await;
    assert_eq!(row(&p).await.stage, EvaluationStage::AtEmployer);
    assert!(opened(&p, &old).await.1.contains("look for a newer email"));
    sign_by_link(&p, OVERSEER, "Mika Mentor").await;
    let row = row(&p).await;
    assert_eq!((row.body.as_str(), row.employer_email.as_str()), ("Other words.", OVERSEER));
}

async fn the_same_evaluation_is_sent_again_where_its_mail_was_lost(p: TestPortal) {
    let (id, mut own) = later(&p).await;
    write(&mut own, &id, "Learned a lot.").await;
    write(&mut own, &id, "Learned a lot.").await;
    p.settle().await;
    let sent = p.mails(OVERSEER).await;
    let sent = sent.iter().filter(|mail| mail.subject.starts_with("An evaluation to read"));
    assert_eq!(sent.count(), 2, "a lost mail is sent again");
    sign_by_link(&p, OVERSEER, "Mika Mentor").await;
    assert!(own.get(&format!("/training-plan/{id}")).await.body.contains("Received by the school"));
}

async fn nothing_is_written_before_its_time(p: TestPortal) {
    let (_, mut own) = stem(&p).await;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let id = accepted(&p, &mut own, &mut dso).await;
    let page = own.get(&format!("/training-plan/{id}/evaluation/progress")).await.body;
    assert!(page.contains("You can write it from April 20, 2027."), "{page}");
    write(&mut own, &id, "Too early.").await;
    let written = plan_evaluation::Entity::find().all(p.db()).await.expect("query");
    assert!(written.is_empty());
}
