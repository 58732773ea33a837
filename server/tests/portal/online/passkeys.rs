//! A passkey opens an account by itself, so it ends with whatever takes the account from somebody.

use crate::on_both;
use crate::support::{PASSWORD, Passkey, SCHOOL, TestPortal};
use sea_orm::{EntityTrait, PaginatorTrait};
use server::store::entity::factor;

on_both! {
    a_passkey_logs_its_owner_in,
    after_the_school_changed_the_email_only_the_mailed_password_opens_the_account,
    after_the_school_reset_the_account_only_the_mailed_link_opens_it,
    this_was_not_me_as_the_page_stands_ends_what_was_added_before,
}

/// A student whose account has a passkey, and the passkey.
async fn with_passkey(p: &TestPortal) -> (server::store::entity::student::Model, Passkey) {
    let student = p.registered(1).await;
    let mut browser = p.logged_in(&student).await;
    let account = p.account(&student).await.expect("an account");
    let mut passkey = Passkey::of(&account.id, 7);
    passkey.add(&mut browser).await;
    (student, passkey)
}

async fn a_passkey_logs_its_owner_in(p: TestPortal) {
    let (_, mut passkey) = with_passkey(&p).await;
    let mut browser = p.browser();
    assert!(passkey.log_in(&mut browser).await);
    assert_eq!(browser.get("/profile").await.location(), "/attest?next=/profile");
}

async fn after_the_school_changed_the_email_only_the_mailed_password_opens_the_account(
    p: TestPortal,
) {
    let (student, mut passkey) = with_passkey(&p).await;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let fields = [("id", student.id.as_str()), ("email", "new@test.test")];
    dso.post("/api/console/change-email", &fields).await;
    assert!(!passkey.log_in(&mut p.browser()).await, "of whoever had the old mailbox");
    let mail = p.mails("new@test.test").await.pop().expect("mailed");
    let mailed = mail.text.lines().find(|line| line.starts_with('k') && line.ends_with('7'));
    let mut owner = p.browser();
    assert_eq!(
        owner.log_in("new@test.test", mailed.expect("a password")).await.location(),
        "/attest"
    );
    owner.post("/api/attest", &[("next", "")]).await;
    let fields =
        [("current", ""), ("password", "Quiet-meadow-31?"), ("confirm", "Quiet-meadow-31?")];
    owner.post("/api/account/password", &fields).await;
    assert!(!passkey.log_in(&mut p.browser()).await, "nor once a new password is chosen");
}

async fn after_the_school_reset_the_account_only_the_mailed_link_opens_it(p: TestPortal) {
    let (student, mut passkey) = with_passkey(&p).await;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    dso.post("/api/console/reset-account", &[("id", &student.id)]).await;
    assert!(!passkey.log_in(&mut p.browser()).await);
    // Nor once a password is chosen by another link.
    p.browser().post("/api/forgot", &[("email", "s1@test.test")]).await;
    p.settle().await;
    let token = p.token("s1@test.test").await;
    let fields = [
        ("token", token.as_str()),
        ("sevis_id", &student.sevis_id),
        ("password", "Quiet-meadow-31?"),
        ("confirm", "Quiet-meadow-31?"),
    ];
    assert_eq!(p.browser().post("/api/reset", &fields).await.location(), "/login");
    assert!(!passkey.log_in(&mut p.browser()).await, "of whoever had added it");
}

async fn this_was_not_me_as_the_page_stands_ends_what_was_added_before(p: TestPortal) {
    let holder = p.holder("a@test.test").await;
    let mut thief = p.log_in_holder(&holder).await;
    let account = p.account_of("a@test.test").await;
    let mut passkey = Passkey::of(&account.id, 9);
    passkey.add(&mut thief).await;
    assert!(passkey.log_in(&mut p.browser()).await);
    thief.post("/api/security/backup-codes", &[("id", "")]).await;
    let token = p.token("a@test.test").await;
    let page = p.browser().get(&format!("/not-me?token={token}")).await.body;
    let chosen = page.split("<input").find(|one| one.contains("radio") && one.contains("checked"));
    let chosen = chosen.expect("one is chosen");
    let from = crate::support::between(chosen, "value=\"", "\"").to_owned();
    p.browser().post("/api/security/not-me", &[("id", &token), ("from", &from)]).await;
    assert!(!passkey.log_in(&mut p.browser()).await, "frozen");
    assert_eq!(factor::Entity::find().count(p.db()).await.expect("count"), 1, "the owner's app");
    assert_eq!(p.browser().log_in("a@test.test", PASSWORD).await.location(), "/login");
}
