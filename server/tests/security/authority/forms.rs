//! A form belongs to the person it was made for.

use crate::support::{Browser, FORM, PASSWORD, SCHOOL, TestPortal, between, request};
use axum::body::Body;
use time::Duration;

fn made_for(page: &str) -> String {
    between(page, "name=\"made_for\" value=\"", "\"").to_owned()
}

/// Posts raw fields, as the page of somebody else would.
async fn post(browser: &mut Browser, path: &str, accept: &str, body: String) -> (u16, String) {
    let answer = browser.send(request(path, accept, FORM), Body::from(body)).await;
    (answer.status.as_u16(), answer.body)
}

/// Tab 1 is student A's; in tab 2 of the same browser A has logged out and B has logged in.
pub(super) async fn a_form_of_another_who_was_here_is_refused_and_never_shown(p: TestPortal) {
    let (a, b) = (p.registered(1).await, p.registered(2).await);
    let mut browser = p.logged_in(&a).await;
    let mut theirs = Vec::new();
    for page in ["/profile", "/employment/new", "/account"] {
        theirs.push(made_for(&browser.get(page).await.body));
    }
    assert!(theirs.iter().all(|name| *name == theirs[0] && !name.is_empty()));
    browser.post("/api/logout", &[]).await;
    browser.log_in(b.email.as_deref().expect("an email"), PASSWORD).await;
    browser.post("/api/attest", &[("next", "")]).await;
    let street = "form[street]=7+Only+As+Street&form[zip]=78701&form[us_phone]=5125550123";
    for accept in ["text/html", "application/json"] {
        for version in ["1", "2"] {
            let body = format!("made_for={}&{street}&form[version]={version}", theirs[0]);
            let (status, body) = post(&mut browser, "/api/profile/save", accept, body).await;
            assert_eq!(status, 409, "{body}");
            assert!(!body.contains("Only As"), "{body}");
        }
    }
    for page in ["/profile", "/history", "/profile"] {
        assert!(!browser.get(page).await.body.contains("Only As"), "{page}");
    }
    // B's own form is taken.
    let own = made_for(&browser.get("/profile").await.body);
    let body = format!("made_for={own}&{street}&form[version]=1");
    assert_eq!(post(&mut browser, "/api/profile/save", "text/html", body).await.0, 302);
}

/// After B's session has ended, A's form is not kept for B either.
pub(super) async fn a_form_of_another_is_not_kept_over_a_login(p: TestPortal) {
    let (a, b) = (p.registered(1).await, p.registered(2).await);
    let mut browser = p.logged_in(&a).await;
    let theirs = made_for(&browser.get("/profile").await.body);
    browser.post("/api/logout", &[]).await;
    browser.log_in(b.email.as_deref().expect("an email"), PASSWORD).await;
    p.clock.advance(Duration::hours(1));
    let body = format!("made_for={theirs}&form[street]=7+Only+As+Street&form[version]=1");
    assert_eq!(post(&mut browser, "/api/profile/save", "text/html", body).await.0, 409);
    browser.log_in(b.email.as_deref().expect("an email"), PASSWORD).await;
    browser.post("/api/attest", &[("next", "")]).await;
    assert!(!browser.get("/profile").await.body.contains("Only As"));
}

/// What was kept when a session ended is shown to its writer after a login, and to nobody before.
pub(super) async fn a_draft_is_read_by_nobody_before_its_writers_login(p: TestPortal) {
    let a = p.registered(1).await;
    let mut browser = p.logged_in(&a).await;
    p.clock.advance(Duration::hours(1));
    let fields = [("street", "7 Draft Street"), ("zip", "78701"), ("version", "1")];
    let kept = browser.post("/api/profile/save", &fields).await;
    assert!(kept.location().starts_with("/login?next="), "{}", kept.location());
    for page in ["/login", "/profile", "/messages/new", "/"] {
        let answer = browser.get(page).await;
        assert!(!answer.body.contains("Draft Street"), "{page}");
    }
    browser.log_in(a.email.as_deref().expect("an email"), PASSWORD).await;
    browser.post("/api/attest", &[("next", "")]).await;
    assert!(browser.get("/profile").await.body.contains("7 Draft Street"));
}

/// Every page's forms say for whom they are made.
pub(super) async fn every_form_that_is_posted_says_for_whom_it_was_made(p: TestPortal) {
    let student = p.registered(1).await;
    let mut student = p.logged_in(&student).await;
    let mut holder = p.holder("a@test.test").await.browser;
    let mut official = p.official("dso@test.test", SCHOOL).await;
    let mut team = p.help_team("team@test.test").await;
    let mut seen = 0;
    for (browser, pages) in [
        (&mut student, &["/profile", "/employment/new", "/account", "/account/security"][..]),
        (&mut holder, &["/account/security", "/messages/new", "/cases/add", "/account/email"][..]),
        (&mut official, &["/console/students", "/account", "/account/security"][..]),
        (&mut team, &["/console/cases", "/console/cases/new"][..]),
    ] {
        for page in pages {
            let body = browser.get(page).await.body;
            let own = made_for(&body);
            for form in body.split("<form").skip(1).filter(|form| form.contains("method=\"post\""))
            {
                let form = form.split("</form>").next().expect("its end");
                assert!(
                    form.contains(&format!("name=\"made_for\" value=\"{own}\"")),
                    "{page}: {form}"
                );
                seen += 1;
            }
        }
    }
    assert!(seen > 20, "{seen}");
}
