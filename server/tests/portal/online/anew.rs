//! Who comes back to a sign-up goes on with it, or begins anew.

use crate::on_both;
use crate::support::{TestPortal, between};
use server::store::backup_codes;
use time::Duration;

on_both! {
    a_sign_up_that_begins_anew_ends_with_a_new_backup_code,
    who_comes_back_to_a_sign_up_is_told_how_to_continue_and_what_starting_over_removes,
    a_used_confirmation_link_leads_on_in_the_browser_that_used_it,
}

/// A sign-up that has come as far as its questions.
async fn with_backup_code(p: &TestPortal, email: &str) -> String {
    let mut browser = p.with_password(email).await;
    browser.post("/api/sign-up/second-step", &[("app", "on")]).await;
    p.confirm_app(&mut browser, "/sign-up/verify").await;
    let page = browser.get("/sign-up/backup-code").await.body;
    let answer = browser.post("/api/sign-up/backup-code", &[("id", "")]).await;
    assert_eq!(answer.location(), "/sign-up/questions");
    between(&page, "<code>", "</code>").to_owned()
}

async fn a_sign_up_that_begins_anew_ends_with_a_new_backup_code(p: TestPortal) {
    let first = with_backup_code(&p, "a@test.test").await;
    p.clock.advance(Duration::hours(2));
    // It takes each step once more, the backup code as well.
    let holder = p.holder("a@test.test").await;
    assert_ne!(holder.backup, first);
    let account = p.account_of("a@test.test").await;
    assert_eq!(backup_codes::count_left(p.db(), &account.id).await.expect("count"), 1);
}

async fn who_comes_back_to_a_sign_up_is_told_how_to_continue_and_what_starting_over_removes(
    p: TestPortal,
) {
    with_backup_code(&p, "a@test.test").await;
    p.clock.advance(Duration::hours(2));
    let mut browser = p.browser();
    browser.post("/api/sign-up", &[("email", "a@test.test")]).await;
    p.settle().await;
    assert_eq!(
        p.mails("a@test.test").await.pop().expect("a mail").subject,
        "Continue your sign-up"
    );
    let token = p.token("a@test.test").await;
    let page = browser.get(&format!("/confirm?token={token}")).await.body;
    assert!(page.contains("You have begun your sign-up"), "{page}");
    assert!(page.contains("Start over"), "{page}");
    // Who only looks, or logs in, loses nothing.
    let account = p.account_of("a@test.test").await;
    assert!(account.password_hash.is_some() && account.backup_kept_at.is_some());
    browser.post("/api/confirm", &[("token", &token), ("confirmation_code", "")]).await;
    let account = p.account_of("a@test.test").await;
    assert!(account.password_hash.is_none() && account.backup_kept_at.is_none());
}

async fn a_used_confirmation_link_leads_on_in_the_browser_that_used_it(p: TestPortal) {
    let mut browser = p.confirmed("a@test.test").await;
    let token = p.token("a@test.test").await;
    let page = format!("/confirm?token={token}");
    let here = browser.get(&page).await.body;
    assert!(here.contains("You can continue your sign-up in this browser"), "{here}");
    let elsewhere = p.browser().get(&page).await.body;
    assert!(elsewhere.contains("This link has been used"), "{elsewhere}");
}
