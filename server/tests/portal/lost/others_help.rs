//! Other questions, the school, whoever runs the portal.

use super::*;
use crate::on_both;
use crate::support::{PASSWORD, SCHOOL, TestPortal};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use server::cli::officials;
use server::store::entity::{backup_code, factor};
use time::Duration;

on_both! {
    other_questions_need_a_fresh_login_and_are_asked_from_then_on,
    a_school_reset_removes_a_students_lost_second_step,
    whoever_runs_the_portal_gives_an_official_a_new_way_in,
}

async fn other_questions_need_a_fresh_login_and_are_asked_from_then_on(p: TestPortal) {
    let mut holder = p.holder("ada@test.test").await;
    let fields = other_questions("Blue");
    let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), *v)).collect();
    p.clock.advance(Duration::minutes(16));
    let answer = holder.browser.post("/api/security/questions", &fields).await;
    assert_eq!(answer.location(), "/log-in-again?next=/account/questions");
    let mut browser = p.log_in_holder(&holder).await;
    let mut twice = fields.clone();
    twice[2].1 = "meet";
    let page = browser.post_and_look("/api/security/questions", &twice).await.body;
    assert!(page.contains("you already chose this question"), "{page}");
    assert_eq!(
        browser.post("/api/security/questions", &fields).await.location(),
        "/account/security"
    );
    let mail = p.mails("ada@test.test").await.pop().expect("a mail");
    assert!(mail.subject.contains("password reset questions changed") && mail.link.is_some());
    let mut browser = p.browser();
    browser.log_in("ada@test.test", PASSWORD).await;
    browser.post("/api/verify/lost/send", &[("id", "")]).await;
    let code = p.sent_code("ada@test.test").await;
    assert_eq!(prove(&mut browser, &code, " blue", "BLUE").await.location(), "/account/security");
}

async fn a_school_reset_removes_a_students_lost_second_step(p: TestPortal) {
    let student = p.registered(1).await;
    let mut browser = p.logged_in(&student).await;
    browser.post("/api/security/add", &[("kind", "app")]).await;
    p.confirm_app(&mut browser, "/second-step/confirm").await;
    let mut browser = p.browser();
    assert_eq!(browser.log_in("s1@test.test", PASSWORD).await.location(), "/verify");
    let page = browser.get("/verify/lost").await.body;
    assert!(page.contains("ask your DSO"), "{page}");
    let mut official = p.official("dso@test.test", SCHOOL).await;
    official.post("/api/console/reset-account", &[("id", &student.id)]).await;
    let token = p.token("s1@test.test").await;
    let new = "Another-light-27!";
    let fields = [
        ("token", token.as_str()),
        ("sevis_id", &student.sevis_id),
        ("password", new),
        ("confirm", new),
    ];
    assert_eq!(p.browser().post("/api/reset", &fields).await.location(), "/login");
    assert_eq!(p.browser().log_in("s1@test.test", new).await.location(), "/attest");
    let account = p.account_of("s1@test.test").await;
    let codes = backup_code::Entity::find().filter(backup_code::Column::AccountId.eq(account.id));
    assert_eq!(codes.count(p.db()).await.expect("count"), 0);
}

async fn whoever_runs_the_portal_gives_an_official_a_new_way_in(p: TestPortal) {
    let mut official = p.official("dso@test.test", SCHOOL).await;
    officials::reset(&p.portal, "dso@test.test").await.expect("reset");
    assert_eq!(official.get("/console").await.location(), "/login?next=/console");
    assert_eq!(factor::Entity::find().count(p.db()).await.expect("count"), 0);
    let token = p.token("dso@test.test").await;
    let new = "Another-light-27!";
    let fields = [("token", token.as_str()), ("password", new), ("confirm", new)];
    assert_eq!(p.browser().post("/api/reset", &fields).await.location(), "/login");
    assert_eq!(p.browser().log_in("dso@test.test", new).await.location(), "/second-step");
    officials::remove(&p.portal, "dso@test.test").await.expect("removed");
    assert!(officials::reset(&p.portal, "dso@test.test").await.is_err());
}
