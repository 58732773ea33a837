//! What "This was not me" gives back, and to whom.

use crate::on_both;
use crate::support::{PASSWORD, SCHOOL, TestPortal};
use server::store::entity::student;
use time::Duration;

on_both! {
    an_address_that_the_owners_own_record_has_goes_back_to_the_account,
    no_email_opens_an_officials_account_without_a_second_step,
    a_student_who_froze_an_account_comes_back_with_the_sevis_id,
    no_older_email_undoes_a_reset_by_the_school,
    an_account_that_was_closed_does_not_come_back,
    no_email_undoes_a_new_way_in_given_to_an_official,
}

async fn no_email_undoes_a_new_way_in_given_to_an_official(p: TestPortal) {
    use sea_orm::EntityTrait as _;
    use server::store::entity::{credential_change, factor};
    p.official("dso@test.test", SCHOOL).await;
    server::cli::officials::reset(&p.portal, "dso@test.test").await.expect("reset");
    let link = p.token("dso@test.test").await;
    let new = "Another-light-27!";
    let fields = [("token", link.as_str()), ("password", new), ("confirm", new)];
    assert_eq!(p.browser().post("/api/reset", &fields).await.location(), "/login");
    let changes = credential_change::Entity::find().all(p.db()).await.expect("rows");
    let open = changes.iter().filter(|row| row.frozen_at.is_none());
    for row in open {
        assert_ne!(row.kind.0.code(), "factor_removed", "it would bring the old second steps back");
    }
    for token in tokens(&p, "dso@test.test").await {
        report(&p, &token).await;
    }
    let left = factor::Entity::find().all(p.db()).await.expect("rows");
    assert!(left.is_empty(), "what was reset stays away");
}

/// The tokens of the emails to somebody by which a change can be undone, the oldest first.
async fn tokens(p: &TestPortal, to: &str) -> Vec<String> {
    let mails = p.mails(to).await;
    let links = mails.into_iter().filter_map(|mail| mail.link);
    links.filter_map(|link| Some(link.split_once("/not-me?token=")?.1.to_owned())).collect()
}

/// A student, and what was mailed once the password was changed.
async fn changed(p: &TestPortal) -> (student::Model, Vec<String>) {
    let student = p.registered(1).await;
    let mut own = p.logged_in(&student).await;
    let password = "Changed-harbor-27!";
    let fields = [("current", PASSWORD), ("password", password), ("confirm", password)];
    own.post("/api/account/password", &fields).await;
    let told = tokens(p, "s1@test.test").await;
    assert!(!told.is_empty(), "a change is told with the way back");
    (student, told)
}

async fn report(p: &TestPortal, token: &str) -> String {
    let answer = p.browser().post("/api/security/not-me", &[("id", token), ("from", "")]).await;
    answer.location().to_owned()
}

async fn an_address_that_the_owners_own_record_has_goes_back_to_the_account(p: TestPortal) {
    let holder = p.holder("s1@test.test").await;
    p.student(1, "").await;
    let own = p.account_of("s1@test.test").await.id;
    let mut thief = p.log_in_holder(&holder).await;
    thief.post("/api/security/email", &[("email", "thief@test.test")]).await;
    let mails = p.mails("thief@test.test").await;
    let link = mails.last().expect("a mail").link.clone().expect("a link");
    let token = link.split_once("token=").expect("a token").1;
    p.browser().post("/api/security/confirm-email", &[("id", token)]).await;
    assert_eq!(p.account_of("thief@test.test").await.id, own);
    let told = tokens(&p, "s1@test.test").await;
    assert_eq!(report(&p, told.last().expect("told")).await, "/login");
    assert_eq!(p.account_of("s1@test.test").await.id, own);
    let last = p.mails("s1@test.test").await.pop().expect("a mail");
    assert_eq!(last.subject, "Choose a new password");
}

async fn no_email_opens_an_officials_account_without_a_second_step(p: TestPortal) {
    p.official("dso@test.test", SCHOOL).await;
    let told = tokens(&p, "dso@test.test").await;
    assert_eq!(report(&p, &told[0]).await, "/login");
    let last = p.mails("dso@test.test").await.pop().expect("a mail");
    assert_eq!((last.subject.as_str(), last.link), ("Your account is frozen", None));
    assert_eq!(p.browser().log_in("dso@test.test", PASSWORD).await.location(), "/login");
    // Nor does asking for a new password.
    let before = p.mails("dso@test.test").await.len();
    p.browser().post("/api/forgot", &[("email", "dso@test.test"), ("sevis_id", "")]).await;
    p.settle().await;
    assert_eq!(p.mails("dso@test.test").await.len(), before);
}

async fn a_student_who_froze_an_account_comes_back_with_the_sevis_id(p: TestPortal) {
    let (student, told) = changed(&p).await;
    assert_eq!(report(&p, told.last().expect("told")).await, "/login");
    let last = p.mails("s1@test.test").await.pop().expect("a mail");
    assert_eq!(last.subject, "Your account is frozen: choose a new password");
    assert!(last.link.expect("a link").ends_with("/forgot"), "no link opens it alone");
    p.browser()
        .post("/api/forgot", &[("email", "s1@test.test"), ("sevis_id", "N0000000009")])
        .await;
    p.settle().await;
    let before = p.mails("s1@test.test").await.len();
    let fields = [("email", "s1@test.test"), ("sevis_id", student.sevis_id.as_str())];
    p.browser().post("/api/forgot", &fields).await;
    p.settle().await;
    let mails = p.mails("s1@test.test").await;
    assert_eq!(mails.len(), before + 1);
    assert_eq!(mails[before].subject, "Choose a new password");
}

async fn no_older_email_undoes_a_reset_by_the_school(p: TestPortal) {
    let (student, told) = changed(&p).await;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    dso.post("/api/console/reset-account", &[("id", &student.id)]).await;
    let before = p.mails("s1@test.test").await.len();
    for token in told {
        assert_eq!(report(&p, &token).await, "/not-me", "it holds no more");
    }
    assert_eq!(p.mails("s1@test.test").await.len(), before);
}

async fn an_account_that_was_closed_does_not_come_back(p: TestPortal) {
    let holder = p.holder("a@test.test").await;
    let mut browser = p.log_in_holder(&holder).await;
    browser.post("/api/security/close", &[("id", "close")]).await;
    p.clock.advance(Duration::days(25));
    p.log_in_holder(&holder).await;
    p.settle().await;
    let told = tokens(&p, "a@test.test").await;
    assert!(!told.is_empty(), "a login is told with the way back");
    p.clock.advance(Duration::days(6));
    p.settle().await;
    for token in told {
        assert_eq!(report(&p, &token).await, "/not-me");
    }
    // The address is free, for an account that is new from the first step on.
    p.holder("a@test.test").await;
}
