//! Whose mailbox signs: never the student's own, and no signature passes from one mailbox to another.

use super::{
    OVERSEER, SECTION_1, SECTION_3, SECTION_5, SIGNATORY, accepted, ask, filled, opened, rows,
    save, sign_by_link, stem,
};
use crate::on_both;
use crate::support::{PASSWORD, SCHOOL, TestPortal};
use domain::plan::PlanState;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use server::store::entity::{employer, mail, student};
use time::Duration;

on_both! {
    a_signature_does_not_pass_to_another_mailbox,
    no_mailbox_of_the_students_own_signs_for_the_employer,
    an_evaluation_goes_to_whoever_oversees_by_the_version_that_holds,
    a_student_cannot_give_an_employer_the_key_of_a_plan,
    a_name_that_was_corrected_since_is_saved_before_it_is_signed,
    who_has_no_address_on_record_is_mailed_nothing,
}

async fn a_signature_does_not_pass_to_another_mailbox(p: TestPortal) {
    let (_, mut own) = stem(&p).await;
    let id = filled(&mut own).await;
    let friend = "friend@elsewhere.test";
    save(&mut own, &id, &SECTION_5, &[("overseer_email", friend)]).await;
    ask(&p, &mut own, &id).await;
    sign_by_link(&p, friend, "Mika Mentor").await;
    let next = save(&mut own, &id, &SECTION_5, &[("overseer_email", OVERSEER)]).await;
    let page = own.get(&next).await.body;
    assert!(!page.contains("Signed by"), "{page}");
    for words in ["Email of the overseeing official", "sign again"] {
        assert!(page.contains(words), "{words}: {page}");
    }
}

async fn no_mailbox_of_the_students_own_signs_for_the_employer(p: TestPortal) {
    let (_, mut own) = stem(&p).await;
    let id = filled(&mut own).await;
    save(&mut own, &id, &SECTION_1, &[("student_email", "other@test.test")]).await;
    for address in ["s1@test.test", "S1+boss@test.test", "other@test.test"] {
        let before = rows(&p).await[0].fields.clone();
        save(&mut own, &id, &SECTION_3, &[("signatory_email", address)]).await;
        assert_eq!(rows(&p).await[0].fields, before, "{address}");
    }
}

async fn an_evaluation_goes_to_whoever_oversees_by_the_version_that_holds(p: TestPortal) {
    let (student, mut own) = stem(&p).await;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let id = accepted(&p, &mut own, &mut dso).await;
    p.clock.advance(Duration::days(330));
    let mut own = p.logged_in(&student).await;
    let new = "Another-good-password-7";
    let fields = [("current", PASSWORD), ("password", new), ("confirm", new)];
    own.post("/api/account/password", &fields).await;
    let fields = super::evaluations::fields(&id, "Learned a lot.");
    own.post("/api/plan/evaluate", &fields).await;
    p.settle().await;
    let old = p.token(OVERSEER).await;
    own.post("/api/plan/change", &[("id", &id)]).await;
    let v2 = rows(&p).await.last().expect("a version").id.clone();
    let next = "next@harbor.test";
    let more = [("overseer_email", next), ("overseer_name", "Nia Next")];
    save(&mut own, &v2, &SECTION_5, &more).await;
    let v2 = rows(&p).await.last().expect("a version").id.clone();
    ask(&p, &mut own, &v2).await;
    sign_by_link(&p, SIGNATORY, "Robin Chief").await;
    sign_by_link(&p, next, "Nia Next").await;
    super::sign(&mut own, &v2).await;
    let mut dso = p.official("dso2@test.test", SCHOOL).await;
    let page = dso.get(&format!("/console/plans/{v2}")).await.body;
    let version = super::hidden(&page, "version");
    let fields = [("id", v2.as_str()), ("version", &version), ("act", "accept")];
    dso.post("/api/console/plan/decide", &fields).await;
    p.settle().await;
    assert_eq!(rows(&p).await.last().expect("a version").state, PlanState::Accepted);
    assert!(opened(&p, &old).await.1.contains("This link does not work"));
    let mails = p.mails(next).await;
    assert!(mails.iter().any(|mail| mail.subject.starts_with("An evaluation to read and sign")));
}

async fn a_student_cannot_give_an_employer_the_key_of_a_plan(p: TestPortal) {
    let student = p.registered(1).await;
    let mut own = p.logged_in(&student).await;
    let job = crate::load::job("plan-anything");
    own.post("/api/employer/save", &job).await;
    let row = employer::Entity::find().one(p.db()).await.expect("query").expect("an employer");
    assert!(!row.once.starts_with("plan-"), "{}", row.once);
}

async fn a_name_that_was_corrected_since_is_saved_before_it_is_signed(p: TestPortal) {
    let (_, mut own) = stem(&p).await;
    let id = filled(&mut own).await;
    student::Entity::update_many()
        .col_expr(student::Column::Surname, Expr::value("Sampleton"))
        .exec(p.db())
        .await
        .expect("corrected");
    let path = format!("/training-plan/{id}");
    let covers = super::hidden(&own.get(&path).await.body, "version");
    let fields =
        [("id", id.as_str()), ("version", &covers), ("signed_name", "Ada Sample"), ("agree", "on")];
    let page = own.post_and_look("/api/plan/sign", &fields).await.body;
    assert!(page.contains("Open section 1, save it"), "{page}");
    save(&mut own, &id, &SECTION_1, &[]).await;
    assert!(own.get(&path).await.body.contains("Sampleton"));
}

async fn who_has_no_address_on_record_is_mailed_nothing(p: TestPortal) {
    let (mut own, id) = super::asked(&p).await;
    student::Entity::update_many()
        .col_expr(student::Column::Email, Expr::value(None::<String>))
        .exec(p.db())
        .await
        .expect("removed");
    sign_by_link(&p, SIGNATORY, "Robin Chief").await;
    sign_by_link(&p, OVERSEER, "Mika Mentor").await;
    super::sign(&mut own, &id).await;
    assert_eq!(rows(&p).await[0].state, PlanState::AtSchool);
    p.settle().await;
    // It is news, so the inbox has it.
    let nobody = mail::Entity::find().filter(mail::Column::Recipient.eq(""));
    let rows = nobody.all(p.db()).await.expect("mails");
    assert!(rows.iter().all(|row| row.channel == "here"), "no mail to nobody");
}
