//! Filling in and signing.

use super::{
    OVERSEER, SECTION_1, SIGNATORY, ask, filled, hidden, opened, rows, save, sign, sign_by_link,
    signed, stem,
};
use crate::on_both;
use crate::support::TestPortal;
use domain::plan::PlanState;
use time::Duration;

on_both! {
    a_plan_goes_to_the_school_with_the_last_of_three_signatures,
    one_official_of_the_employer_may_sign_for_both,
    whoever_is_not_the_right_person_says_so_and_the_student_reads_it,
    the_student_signs_only_what_was_read_and_with_the_own_name,
    the_same_form_sent_twice_begins_and_signs_once,
}

async fn a_plan_goes_to_the_school_with_the_last_of_three_signatures(p: TestPortal) {
    let (mut own, id) = super::asked(&p).await;
    let page = sign_by_link(&p, SIGNATORY, "Robin Chief").await;
    assert!(page.contains("There is nothing left to do"), "{page}");
    assert_eq!(sign(&mut own, &id).await, format!("/training-plan/{id}"));
    assert_eq!(rows(&p).await[0].state, PlanState::Open);
    sign_by_link(&p, OVERSEER, "mika mentor").await;
    assert_eq!(rows(&p).await[0].state, PlanState::AtSchool);
    let page = own.get(&format!("/training-plan/{id}")).await.body;
    assert!(page.contains("With the school") && page.contains("M10 10L500 600"), "{page}");
    p.settle().await;
    let mails = p.mails("s1@test.test").await;
    assert!(mails.iter().any(|mail| mail.subject == "Your training plan is with your school"));
    let history = own.get("/history").await.body;
    assert!(history.contains("Training plan signed"), "{history}");
}

async fn one_official_of_the_employer_may_sign_for_both(p: TestPortal) {
    let (_, mut own) = stem(&p).await;
    let id = filled(&mut own).await;
    let one = [("overseer_email", "Chief@Harbor.test"), ("overseer_name", "Robin Chief")];
    save(&mut own, &id, &super::SECTION_5, &one).await;
    ask(&p, &mut own, &id).await;
    assert_eq!(p.mails(SIGNATORY).await.len(), 1, "one link for one mailbox");
    let page = sign_by_link(&p, SIGNATORY, "Robin Chief").await;
    assert!(page.contains("Sign section 6"), "{page}");
    let page = sign_by_link(&p, SIGNATORY, "Robin Chief").await;
    assert!(page.contains("There is nothing left to do"), "{page}");
    sign(&mut own, &id).await;
    assert_eq!(rows(&p).await[0].state, PlanState::AtSchool);
}

async fn whoever_is_not_the_right_person_says_so_and_the_student_reads_it(p: TestPortal) {
    let (mut own, _id) = super::asked(&p).await;
    let token = p.token(SIGNATORY).await;
    let (mut employer, _) = opened(&p, &token).await;
    let words = "Ask our people team <b>instead</b>.";
    let fields = [("token", token.as_str()), ("words", words)];
    employer.post("/api/employer-plan/return", &fields).await;
    assert!(opened(&p, &token).await.1.contains("There is nothing left to do"));
    p.settle().await;
    let mails = p.mails("s1@test.test").await;
    let mail = mails.iter().find(|mail| mail.subject.contains("sent your training plan back"));
    assert!(!mail.expect("a mail").text.contains("people team"), "it stays in the portal");
    let history = own.get("/history").await.body;
    assert!(history.contains("Ask our people team &lt;b&gt;"), "{history}");
}

async fn the_student_signs_only_what_was_read_and_with_the_own_name(p: TestPortal) {
    let (_, mut own) = stem(&p).await;
    let id = filled(&mut own).await;
    let path = format!("/training-plan/{id}");
    let covers = hidden(&own.get(&path).await.body, "version");
    let with = |name: &'static str, agree: &'static str, covers: String| {
        [
            ("id", id.clone()),
            ("version", covers),
            ("signed_name", name.into()),
            ("agree", agree.into()),
        ]
    };
    for (name, agree) in [("Ida Sample", "on"), ("", "on"), ("Ada Sample", "")] {
        let fields = with(name, agree, covers.clone());
        let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
        let page = own.post_and_look("/api/plan/sign", &fields).await.body;
        assert!(
            page.contains("There is a problem") && !page.contains("Signed by"),
            "{name} {agree}"
        );
    }
    save(&mut own, &id, &SECTION_1, &[("major", "Physics, 40.0801")]).await;
    let fields = with("Ada Sample", "on", covers);
    let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
    let page = own.post_and_look("/api/plan/sign", &fields).await.body;
    assert!(page.contains("you are signing the current version"), "{page}");
    // The password given longer ago is asked for again.
    p.clock.advance(Duration::minutes(16));
    assert!(sign(&mut own, &id).await.starts_with("/log-in-again"));
}

async fn the_same_form_sent_twice_begins_and_signs_once(p: TestPortal) {
    let (_, mut own) = stem(&p).await;
    let id = signed(&p, &mut own).await;
    own.post("/api/plan/begin", &[("once", &id)]).await;
    own.post("/api/plan/send", &[("id", &id)]).await;
    let version = rows(&p).await[0].version;
    let fields =
        [("id", id.as_str()), ("version", ""), ("signed_name", "Ada Sample"), ("agree", "on")];
    assert_eq!(
        own.post("/api/plan/sign", &fields).await.location(),
        format!("/training-plan/{id}")
    );
    let all = rows(&p).await;
    assert_eq!((all.len(), all[0].version), (1, version));
}
