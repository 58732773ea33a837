//! What was typed in a session that ended while its form was open is kept for whoever wrote it, and for nobody else.

use crate::on_both;
use crate::support::{PASSWORD, TestPortal, between};

on_both! {
    a_report_sent_after_a_log_out_in_another_tab_is_kept_for_its_writer,
    a_report_sent_after_the_session_was_ended_elsewhere_is_kept_for_its_writer,
    what_one_has_typed_is_never_shown_to_the_next,
    a_wrong_password_is_told_while_something_is_kept,
    nothing_is_kept_for_a_name_that_was_not_made_here,
}

const STREET: &str = "77 Kept Avenue";

/// For whom the form of the profile was made.
async fn made_for(browser: &mut crate::support::Browser) -> String {
    let page = browser.get("/profile").await.body;
    let field = app::wire::MADE_FOR;
    between(&page, &format!("name=\"{field}\" value=\""), "\"").to_owned()
}

/// Sends the profile as a browser does that has no session any more, or a dead one.
async fn send(browser: &mut crate::support::Browser, made_for: &str) -> String {
    let fields = format!(
        "{}&{}={made_for}",
        crate::support::form(&[
            ("version", "1"),
            ("street", STREET),
            ("zip", "78701"),
            ("no_phone", "on")
        ]),
        app::wire::MADE_FOR,
    );
    let head = crate::support::request("/api/profile/save", "text/html", crate::support::FORM);
    browser.send(head, fields).await.location().to_owned()
}

async fn logs_in_again(
    p: &TestPortal,
    browser: &mut crate::support::Browser,
    email: &str,
) -> String {
    let _ = p;
    browser.log_in(email, PASSWORD).await;
    browser.post("/api/attest", &[("next", "/profile")]).await;
    browser.get("/profile").await.body
}

async fn a_report_sent_after_a_log_out_in_another_tab_is_kept_for_its_writer(p: TestPortal) {
    let student = p.registered(1).await;
    let mut browser = p.logged_in(&student).await;
    let made_for = made_for(&mut browser).await;
    browser.post("/api/logout", &[]).await;
    browser.cookie = None;
    assert_eq!(send(&mut browser, &made_for).await, "/login?next=/profile");
    assert!(logs_in_again(&p, &mut browser, "s1@test.test").await.contains(STREET));
}

async fn a_report_sent_after_the_session_was_ended_elsewhere_is_kept_for_its_writer(p: TestPortal) {
    let student = p.registered(1).await;
    let mut browser = p.logged_in(&student).await;
    let made_for = made_for(&mut browser).await;
    let mut other = p.logged_in(&student).await;
    other.post("/api/security/end-session", &[("id", "")]).await;
    assert_eq!(send(&mut browser, &made_for).await, "/login?next=/profile");
    assert!(logs_in_again(&p, &mut browser, "s1@test.test").await.contains(STREET));
}

async fn a_wrong_password_is_told_while_something_is_kept(p: TestPortal) {
    let student = p.registered(1).await;
    let mut browser = p.logged_in(&student).await;
    let made_for = made_for(&mut browser).await;
    browser.cookie = None;
    send(&mut browser, &made_for).await;
    browser.log_in("s1@test.test", "wrong").await;
    let page = browser.get("/login").await.body;
    assert!(page.contains("Email or password is wrong"), "{page}");
    assert!(logs_in_again(&p, &mut browser, "s1@test.test").await.contains(STREET));
}

async fn nothing_is_kept_for_a_name_that_was_not_made_here(p: TestPortal) {
    let student = p.registered(1).await;
    let mut browser = p.logged_in(&student).await;
    let name = made_for(&mut browser).await;
    let mut stranger = p.browser();
    for other in ["a".repeat(32), "a".repeat(22), name.chars().rev().collect()] {
        assert_eq!(send(&mut stranger, &other).await, "/login");
        assert!(stranger.cookie.is_none(), "no session was begun for it");
    }
}

async fn what_one_has_typed_is_never_shown_to_the_next(p: TestPortal) {
    let (one, two) = (p.registered(1).await, p.registered(2).await);
    let mut browser = p.logged_in(&one).await;
    let made_for_one = made_for(&mut browser).await;
    browser.post("/api/logout", &[]).await;
    let mut other = p.logged_in(&two).await;
    let made_for_two = made_for(&mut other).await;
    browser.cookie = None;
    send(&mut browser, &made_for_one).await;
    // The second one's form comes late in the same browser: what the first one typed does not become theirs.
    let fields = format!(
        "{}&{}={made_for_two}",
        crate::support::form(&[("name", "Acme"), ("version", "")]),
        app::wire::MADE_FOR,
    );
    let head = crate::support::request("/api/employer/save", "text/html", crate::support::FORM);
    browser.send(head, fields).await;
    assert!(!logs_in_again(&p, &mut browser, "s2@test.test").await.contains(STREET));
}
