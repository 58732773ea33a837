//! The employer reports the end of a job.

use super::{OVERSEER, accepted, opened, stem};
use crate::on_both;
use crate::support::{OTHER_SCHOOL, SCHOOL, TestPortal};
use axum::http::StatusCode;
use sea_orm::EntityTrait as _;
use server::store::entity::plan_departure;

on_both! {
    an_end_of_the_job_reaches_school_and_student_at_once_and_changes_no_record,
    the_same_report_counts_once_and_a_link_in_wrong_hands_fills_no_list,
}

async fn an_end_of_the_job_reaches_school_and_student_at_once_and_changes_no_record(p: TestPortal) {
    let (student, mut own) = stem(&p).await;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let mut foreign = p.official("foreign@test.test", OTHER_SCHOOL).await;
    accepted(&p, &mut own, &mut dso).await;
    let token = p.token(OVERSEER).await;
    let (mut employer, page) = opened(&p, &token).await;
    assert!(page.contains("Report the end of the job"), "{page}");
    let bad = [("token", token.as_str()), ("last_day", "02/30/2026"), ("how", "vanished")];
    let page = employer.post_and_look("/api/employer-plan/departure", &bad).await.body;
    for words in ["must be a date", "Say how the job ended", "Full name"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let fields = [
        ("token", token.as_str()),
        ("last_day", "06/03/2026"),
        ("how", "left"),
        ("remark", "Went to <another> firm."),
        ("signed_name", "Mika Mentor"),
    ];
    employer.post("/api/employer-plan/departure", &fields).await;
    p.settle().await;
    let told = |mails: Vec<crate::support::Mail>, subject: &str| {
        mails.iter().filter(|mail| mail.subject == subject).count()
    };
    let subject = "Your employer has told your school that your job ended";
    assert_eq!(told(p.mails("s1@test.test").await, subject), 1);
    let subject = "An employer has reported the end of a job";
    assert_eq!(told(p.mails("dso@test.test").await, subject), 1);
    assert_eq!(told(p.mails("foreign@test.test").await, subject), 0);
    let page = dso.get("/console/plans").await.body;
    assert!(
        page.contains("Went to &lt;another&gt; firm.") && page.contains("June 10, 2026"),
        "{page}"
    );
    assert!(dso.get("/console").await.body.contains("1 employer reports the end of a job"));
    assert!(own.get("/history").await.body.contains("End of the job reported by the employer"));
    let row = plan_departure::Entity::find().one(p.db()).await.expect("query").expect("a report");
    let seen = foreign.post("/api/console/plan/departure", &[("id", &row.id)]).await;
    assert_eq!(seen.status, StatusCode::NOT_FOUND);
    let seen = dso.post("/api/console/plan/departure", &[("id", &row.id)]).await;
    assert_eq!(seen.location(), format!("/console/students/{}", student.id));
    assert!(!dso.get("/console/plans").await.body.contains("another"));
}

async fn the_same_report_counts_once_and_a_link_in_wrong_hands_fills_no_list(p: TestPortal) {
    let (_, mut own) = stem(&p).await;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    accepted(&p, &mut own, &mut dso).await;
    let token = p.token(OVERSEER).await;
    let (mut employer, _) = opened(&p, &token).await;
    for n in 0..14 {
        for _ in 0..2 {
            let day = format!("06/{:02}/2026", n + 1);
            let fields = [
                ("token", token.as_str()),
                ("last_day", &day),
                ("how", "ended"),
                ("signed_name", "M"),
            ];
            employer.post("/api/employer-plan/departure", &fields).await;
        }
    }
    let all = plan_departure::Entity::find().all(p.db()).await.expect("reports");
    assert_eq!(all.len(), 10);
}
