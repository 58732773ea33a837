//! What was found, each by itself.

use super::held::Held;
use super::world::{Template, World};
use crate::support::{PASSWORD, TestPortal};
use crate::{Rule, rules};
use time::Duration;

pub fn rules() -> Vec<Rule> {
    rules! {
        after_the_owners_report_and_new_password_a_thief_holds_nothing,
        a_new_email_that_was_asked_for_ends_with_the_owners_report,
        the_old_address_hears_of_a_new_one_when_it_is_asked_for,
        a_link_to_a_new_email_works_once_whatever_happens_after,
        a_report_makes_every_later_report_void,
        a_report_puts_second_steps_and_codes_back,
        the_owner_freezes_even_where_another_account_has_the_address,
        backup_codes_are_read_after_a_fresh_login_only,
        a_consent_needs_a_fresh_login_and_ends_with_the_owners_report,
        known_browsers_and_links_end_with_a_new_password,
    }
}

async fn after_the_owners_report_and_new_password_a_thief_holds_nothing(p: TestPortal) {
    super::model::random(p).await;
}

async fn report(w: &World<'_>, token: &str) -> String {
    let answer = w.p.browser().post("/api/security/not-me", &[("id", token), ("from", "")]).await;
    answer.location().to_owned()
}

async fn a_new_email_that_was_asked_for_ends_with_the_owners_report(p: TestPortal) {
    let w = World::new(&p, &Template::make(&p).await, 1).await;
    let mut held = Held { sessions: vec![w.stolen().await], ..Held::default() };
    held.act(&w, 0, 0).await;
    let told = w.tokens(&w.owner, "/not-me").await;
    assert_eq!(report(&w, told.last().expect("told")).await, "/login");
    held.act(&w, 1, 0).await;
    assert_eq!(p.account_of(&w.owner).await.id, w.account);
}

async fn the_old_address_hears_of_a_new_one_when_it_is_asked_for(p: TestPortal) {
    let w = World::new(&p, &Template::make(&p).await, 1).await;
    let mut browser = w.log_in(PASSWORD).await;
    // The same for an address that is taken: the page says the same of both.
    for to in [w.thief.as_str(), "template@test.test"] {
        let known = p.mails(&w.owner).await.len();
        browser.post("/api/security/email", &[("email", to)]).await;
        let mails = p.mails(&w.owner).await;
        assert_eq!(mails[known].subject, "Your account: new email requested");
        assert!(mails[known].text.contains(to) && mails[known].link.is_some());
    }
}

async fn a_link_to_a_new_email_works_once_whatever_happens_after(p: TestPortal) {
    let w = World::new(&p, &Template::make(&p).await, 1).await;
    let mut held = Held { sessions: vec![w.stolen().await], ..Held::default() };
    held.act(&w, 0, 0).await;
    held.act(&w, 1, 0).await;
    assert_eq!(p.account_of(&w.thief).await.id, w.account);
    // Undone: the address it started from is the account's again.
    let told = w.tokens(&w.owner, "/not-me").await;
    report(&w, told.last().expect("told")).await;
    held.act(&w, 1, 0).await;
    assert_eq!(p.account_of(&w.owner).await.id, w.account);
}

async fn a_report_makes_every_later_report_void(p: TestPortal) {
    let w = World::new(&p, &Template::make(&p).await, 1).await;
    let mut held = Held { sessions: vec![w.stolen().await], ..Held::default() };
    let known = w.tokens(&w.owner, "/not-me").await.len();
    for what in [5, 0, 1, 8] {
        held.act(&w, what, 0).await;
    }
    // The thief has set a password: its mail, with a way to undo it, went to the new address.
    assert!(!w.tokens(&w.thief, "/not-me").await.is_empty());
    let told = w.tokens(&w.owner, "/not-me").await;
    report(&w, &told[known]).await;
    w.set_password("Recovered-harbor-28!").await;
    held.act(&w, 7, 0).await;
    assert_eq!(p.account_of(&w.owner).await.id, w.account);
    w.log_in("Recovered-harbor-28!").await;
    for token in &told[known + 1..] {
        assert_eq!(report(&w, token).await, "/not-me", "a later one of the owner's as well");
    }
}

async fn a_report_puts_second_steps_and_codes_back(p: TestPortal) {
    let w = World::new(&p, &Template::make(&p).await, 1).await;
    let mut held = Held { sessions: vec![w.stolen().await], ..Held::default() };
    let (before, known) = (w.state().await, w.tokens(&w.owner, "/not-me").await.len());
    // The thief's app, the owner's removed, and codes that the thief has read.
    for what in [2, 3, 4] {
        held.act(&w, what, 0).await;
    }
    assert_ne!(w.state().await, before);
    let told = w.tokens(&w.owner, "/not-me").await;
    report(&w, &told[known]).await;
    assert_eq!(w.state().await, before);
}

async fn the_owner_freezes_even_where_another_account_has_the_address(p: TestPortal) {
    let w = World::new(&p, &Template::make(&p).await, 1).await;
    let mut held = Held { sessions: vec![w.stolen().await], ..Held::default() };
    for what in [0, 1] {
        held.act(&w, what, 0).await;
    }
    p.holder(&w.owner).await;
    let other = p.account_of(&w.owner).await.id;
    let told = w.tokens(&w.owner, "/not-me").await;
    assert_eq!(report(&w, &told[told.len() - 1]).await, "/login");
    assert_eq!(p.mails(&w.owner).await.last().expect("mail").subject, "Your account is frozen");
    // Neither the thief's address nor the owner's opens it; the other account is as it was.
    for what in [8, 9] {
        held.act(&w, what, 0).await;
    }
    assert!(w.tokens(&w.thief, "/reset").await.is_empty());
    assert_eq!(p.account_of(&w.owner).await.id, other);
    assert_eq!(p.browser().log_in(&w.owner, PASSWORD).await.location(), "/verify");
}

async fn backup_codes_are_read_after_a_fresh_login_only(p: TestPortal) {
    let w = World::new(&p, &Template::make(&p).await, 1).await;
    let mut browser = w.log_in(PASSWORD).await;
    browser.post("/api/security/backup-codes", &[("id", "")]).await;
    assert!(browser.get("/account/security").await.body.contains("<code>"));
    p.clock.advance(Duration::minutes(16));
    assert!(!browser.get("/account/security").await.body.contains("<code>"));
    for file in ["/account/backup-codes.txt", "/sign-up/backup-code.txt"] {
        assert_ne!(browser.get(file).await.status.as_u16(), 200, "{file}");
    }
}

async fn a_consent_needs_a_fresh_login_and_ends_with_the_owners_report(p: TestPortal) {
    let w = World::new(&p, &Template::make(&p).await, 1).await;
    let mut held = Held { sessions: vec![w.stolen().await], ..Held::default() };
    let before = w.state().await;
    p.clock.advance(Duration::minutes(16));
    held.act(&w, 11, 0).await;
    assert_eq!(w.state().await, before, "stale");
    held.sessions[0] = w.stolen().await;
    held.act(&w, 11, 0).await;
    assert_ne!(w.state().await, before);
    let told = w.tokens(&w.owner, "/not-me").await;
    report(&w, told.last().expect("told")).await;
    assert_eq!(w.state().await, before);
}

async fn known_browsers_and_links_end_with_a_new_password(p: TestPortal) {
    use sea_orm::{EntityTrait as _, PaginatorTrait as _};
    use server::store::entity::device;
    let w = World::new(&p, &Template::make(&p).await, 1).await;
    let devices = || async { device::Entity::find().count(p.db()).await.expect("count") };
    let template = devices().await;
    let mut browser = w.log_in(PASSWORD).await;
    w.log_in(PASSWORD).await;
    assert_eq!(devices().await, template + 2);
    // Ending every other session: this browser stays known, the other does not.
    browser.post("/api/security/end-session", &[("id", "")]).await;
    assert_eq!(devices().await, template + 1);
    assert_eq!(browser.get("/home").await.status.as_u16(), 200);
    let mut other = w.log_in(PASSWORD).await;
    let fields = [
        ("current", PASSWORD),
        ("password", "Another-light-27!"),
        ("confirm", "Another-light-27!"),
    ];
    browser.post("/api/account/password", &fields).await;
    assert_ne!(other.get("/home").await.status.as_u16(), 200);
    assert!(devices().await <= template + 1);
}
