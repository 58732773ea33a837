//! The school's side.

use super::{
    OVERSEER, SECTION_3, SIGNATORY, accepted, hidden, rows, save, sign, sign_by_link, signed, stem,
};
use crate::on_both;
use crate::support::{OTHER_SCHOOL, SCHOOL, TestPortal};
use axum::http::StatusCode;
use domain::plan::PlanState;

on_both! {
    what_is_asked_back_is_read_changed_signed_and_accepted,
    two_officials_who_decide_at_once_are_told,
    another_schools_official_finds_nothing,
    a_plan_that_is_not_whole_is_not_accepted,
}

async fn what_is_asked_back_is_read_changed_signed_and_accepted(p: TestPortal) {
    let (_, mut own) = stem(&p).await;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let id = signed(&p, &mut own).await;
    assert!(dso.get("/console").await.body.contains("1 training plan to check"));
    let page = dso.get(&format!("/console/plans/{id}")).await.body;
    let version = hidden(&page, "version");
    let refused = [("id", id.as_str()), ("version", &version), ("act", "ask"), ("question", " ")];
    let page = dso.post_and_look("/api/console/plan/decide", &refused).await.body;
    assert!(page.contains("There is a problem"), "{page}");
    let question = "Is 40 hours right? Your offer says 30.";
    let fields =
        [("id", id.as_str()), ("version", &version), ("act", "ask"), ("question", question)];
    dso.post("/api/console/plan/decide", &fields).await;
    dso.post("/api/console/plan/decide", &fields).await;
    p.settle().await;
    let mails = p.mails("s1@test.test").await;
    let asked = mails.iter().filter(|mail| mail.subject.starts_with("Your school asks")).count();
    assert_eq!(asked, 1, "once");
    assert!(own.get(&format!("/training-plan/{id}")).await.body.contains("Your offer says 30."));
    let more = [("signatory_email", SIGNATORY), ("hours", "30")];
    save(&mut own, &id, &SECTION_3, &more).await;
    let new = rows(&p).await.last().expect("a version").id.clone();
    super::ask(&p, &mut own, &new).await;
    sign_by_link(&p, SIGNATORY, "Robin Chief").await;
    sign_by_link(&p, OVERSEER, "Mika Mentor").await;
    sign(&mut own, &new).await;
    let page = dso.get(&format!("/console/plans/{new}")).await.body;
    let fields = [("id", new.as_str()), ("version", &hidden(&page, "version")), ("act", "accept")];
    dso.post("/api/console/plan/decide", &fields).await;
    assert_eq!(rows(&p).await.last().expect("a version").state, PlanState::Accepted);
    p.settle().await;
    for (to, subject) in [
        ("s1@test.test", "Your school has accepted"),
        (OVERSEER, "Keep this"),
        (SIGNATORY, "Keep this"),
    ] {
        assert!(p.mails(to).await.iter().any(|mail| mail.subject.starts_with(subject)), "{to}");
    }
}

async fn two_officials_who_decide_at_once_are_told(p: TestPortal) {
    let (_, mut own) = stem(&p).await;
    let mut one = p.official("dso@test.test", SCHOOL).await;
    let mut two = p.official("dso2@test.test", SCHOOL).await;
    let id = signed(&p, &mut own).await;
    let version = hidden(&one.get(&format!("/console/plans/{id}")).await.body, "version");
    let accept = [("id", id.as_str()), ("version", &version), ("act", "accept")];
    let asks =
        [("id", id.as_str()), ("version", version.as_str()), ("act", "ask"), ("question", "Why?")];
    tokio::join!(
        one.post("/api/console/plan/decide", &accept),
        two.post("/api/console/plan/decide", &asks)
    );
    let state = rows(&p).await[0].state.0;
    let (loser, fields): (&mut _, &[(&str, &str)]) = match state {
        PlanState::Accepted => (&mut two, &asks),
        _ => (&mut one, &accept),
    };
    let page = loser.post_and_look("/api/console/plan/decide", fields).await.body;
    assert!(page.contains("This plan was changed after"), "{page}");
    assert_eq!(rows(&p).await[0].state.0, state);
}

async fn another_schools_official_finds_nothing(p: TestPortal) {
    let (_, mut own) = stem(&p).await;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let mut foreign = p.official("foreign@test.test", OTHER_SCHOOL).await;
    let id = accepted(&p, &mut own, &mut dso).await;
    assert!(!foreign.get("/console/plans?show=to_hand").await.body.contains("Harbor"));
    for path in [format!("/console/plans/{id}"), format!("/console/plans/{id}/plan.pdf")] {
        assert_eq!(foreign.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    let fields = [("id", id.as_str()), ("proof", "")];
    foreign.post("/api/console/plan/hand", &fields).await;
    assert!(rows(&p).await[0].handed_at.is_none());
}

async fn a_plan_that_is_not_whole_is_not_accepted(p: TestPortal) {
    let (_, mut own) = stem(&p).await;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let id = super::filled(&mut own).await;
    let page = dso.get(&format!("/console/plans/{id}")).await.body;
    assert!(!page.contains("form[act]"), "{page}");
    for version in 1..6 {
        let version = version.to_string();
        let fields = [("id", id.as_str()), ("version", &version), ("act", "accept")];
        dso.post("/api/console/plan/decide", &fields).await;
    }
    assert_eq!(rows(&p).await[0].state, PlanState::Open);
    let fields = [("id", id.as_str()), ("proof", "")];
    assert_eq!(dso.post("/api/console/plan/hand", &fields).await.status, StatusCode::NOT_FOUND);
}
