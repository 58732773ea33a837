//! Asked back, and back at the school.

use super::{SECTION_3, SIGNATORY, hidden, rows, save, signed, stem};
use crate::on_both;
use crate::support::{SCHOOL, TestPortal};
use domain::plan::PlanState;
use sea_orm::EntityTrait as _;
use sea_orm::sea_query::Expr;
use server::store::entity::student;

on_both! {
    a_question_stays_until_the_plan_is_with_the_school_again,
    an_old_form_sent_again_takes_no_plan_from_the_school,
}

async fn a_question_stays_until_the_plan_is_with_the_school_again(p: TestPortal) {
    let (_, mut own) = stem(&p).await;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let id = signed(&p, &mut own).await;
    let version = hidden(&dso.get(&format!("/console/plans/{id}")).await.body, "version");
    let question = "Two things: the suite, and the site.";
    let fields =
        [("id", id.as_str()), ("version", &version), ("act", "ask"), ("question", question)];
    dso.post("/api/console/plan/decide", &fields).await;
    let more = [("signatory_email", SIGNATORY), ("suite", "4")];
    let next = save(&mut own, &id, &SECTION_3, &more).await;
    assert!(own.get(&next).await.body.contains(question), "after the first change, too");
    let newest = rows(&p).await.last().expect("a version").id.clone();
    own.post("/api/plan/send", &[("id", &newest)]).await;
    let page = own.get(&next).await.body;
    assert!(page.contains("With the school") && !page.contains("Your school asks"), "{page}");
}

async fn an_old_form_sent_again_takes_no_plan_from_the_school(p: TestPortal) {
    let (_, mut own) = stem(&p).await;
    let id = signed(&p, &mut own).await;
    student::Entity::update_many()
        .col_expr(student::Column::Surname, Expr::value("Sampleton"))
        .exec(p.db())
        .await
        .expect("corrected");
    let mut fields = vec![("id", id.as_str()), ("version", "3"), ("signatory_email", SIGNATORY)];
    fields.extend(SECTION_3);
    let page = own.post_and_look("/api/plan/save", &fields).await.body;
    assert!(page.contains("went to the school meanwhile"), "{page}");
    let all = rows(&p).await;
    assert_eq!((all.len(), all[0].state.0), (1, PlanState::AtSchool));
}
