//! Whoever runs the portal gives the holder of an online account a new way in.

use crate::on_both;
use crate::support::{PASSWORD, TestPortal};
use sea_orm::EntityTrait as _;
use server::cli::officials::reset_online;
use server::store::entity::{backup_code, factor, reset_answer, session};

on_both! {
    a_representative_who_has_lost_every_second_step_is_let_in_anew,
    nobody_but_the_holder_of_an_online_account_is_let_in_that_way,
}

async fn a_representative_who_has_lost_every_second_step_is_let_in_anew(p: TestPortal) {
    let mut holder = p.holder_as("law@test.test", "representative").await;
    let mut half = p.browser();
    half.log_in("law@test.test", PASSWORD).await;
    assert!(half.get("/verify/lost").await.body.contains("foothold account reset"));
    reset_online(&p.portal, "LAW@test.test").await.expect("reset");
    // Nothing of before opens it, neither a session nor the password nor a code.
    assert_eq!(session::Entity::find().all(p.db()).await.expect("rows"), []);
    assert!(holder.browser.get("/home").await.location().starts_with("/login"));
    assert_eq!(p.browser().log_in("law@test.test", PASSWORD).await.location(), "/login");
    assert_eq!(factor::Entity::find().all(p.db()).await.expect("rows"), []);
    assert_eq!(backup_code::Entity::find().all(p.db()).await.expect("rows"), []);
    assert_eq!(reset_answer::Entity::find().all(p.db()).await.expect("rows"), []);
    let mail = p.mails("law@test.test").await.pop().expect("a mail");
    assert_eq!(mail.subject, "Your access to Foothold");
    let token = p.token("law@test.test").await;
    let mut browser = p.browser();
    let new = "Another-light-27!";
    let fields = [("token", token.as_str()), ("password", new), ("confirm", new)];
    assert_eq!(browser.post("/api/reset", &fields).await.location(), "/login");
    // The password alone is not enough: a second step comes first.
    assert_eq!(browser.log_in("law@test.test", new).await.location(), "/second-step");
    assert_eq!(browser.get("/home").await.location(), "/verify");
    assert_eq!(browser.get("/verify").await.location(), "/second-step");
    browser.post("/api/security/add", &[("kind", "app")]).await;
    p.confirm_app(&mut browser, "/second-step/confirm").await;
    assert_eq!(browser.get("/home").await.status, 200);
    assert_eq!(backup_code::Entity::find().all(p.db()).await.expect("rows").len(), 10);
    // The link works once.
    let again = p.browser().post("/api/reset", &fields).await;
    assert!(again.location().starts_with("/reset"), "{}", again.location());
}

async fn nobody_but_the_holder_of_an_online_account_is_let_in_that_way(p: TestPortal) {
    p.registered(1).await;
    p.official("dso@test.test", crate::support::SCHOOL).await;
    p.with_password("half@test.test").await;
    for other in ["s1@test.test", "dso@test.test", "half@test.test", "nobody@test.test", "x"] {
        assert!(reset_online(&p.portal, other).await.is_err(), "{other}");
    }
    // What they had opens as before.
    assert_eq!(p.browser().log_in("s1@test.test", PASSWORD).await.location(), "/attest");
    assert_eq!(p.browser().log_in("dso@test.test", PASSWORD).await.location(), "/verify");
}
