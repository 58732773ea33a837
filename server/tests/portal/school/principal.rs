//! The principal official: who works for the school, and its settings.

use crate::on_both;
use crate::support::{Browser, OTHER_SCHOOL, PASSWORD, SCHOOL, TestPortal, between};
use axum::http::StatusCode;
use domain::role::Role;
use domain::sevis_state::SevisWay;
use sea_orm::EntityTrait as _;
use server::store::entity::school;

on_both! {
    whoever_is_invited_sets_a_password_and_works_until_the_access_is_ended,
    nobody_ends_their_own_access_nor_that_of_another_schools_official,
    of_two_who_end_each_other_at_once_one_stays,
    an_address_that_has_an_account_is_refused_and_all_that_was_typed_is_kept,
    settings_are_refused_with_all_faults_at_once_and_hold_once_they_are_saved,
    a_role_that_is_given_holds_at_once,
}

async fn act(browser: &mut Browser, what: &str, id: &str) -> StatusCode {
    browser.post(&format!("/api/console/officials/{what}"), &[("id", id)]).await.status
}

async fn whoever_is_invited_sets_a_password_and_works_until_the_access_is_ended(p: TestPortal) {
    let mut principal = p.principal("pdso@test.test", SCHOOL).await;
    let fields = [("email", "new@test.test"), ("name", "Nel Sample"), ("role", "dso")];
    let done = principal.post("/api/console/officials/invite", &fields).await;
    assert_eq!(done.location(), "/console/officials");
    let page = principal.get("/console/officials").await.body;
    assert!(page.contains("Nel Sample") && page.contains("Invited, not opened yet"), "{page}");
    p.settle().await;
    let token = p.token("new@test.test").await;
    let mut new = p.browser();
    let fields = [("token", token.as_str()), ("password", PASSWORD), ("confirm", PASSWORD)];
    assert_eq!(new.post("/api/reset", &fields).await.location(), "/login");
    assert_eq!(new.log_in("new@test.test", PASSWORD).await.location(), "/second-step");
    new.post("/api/security/add", &[("kind", "app")]).await;
    p.confirm_app(&mut new, "/second-step/confirm").await;
    assert_eq!(new.get("/console/students").await.status, StatusCode::OK);
    assert_eq!(new.get("/console/officials").await.status, StatusCode::NOT_FOUND);
    let id = p.account_of("new@test.test").await.id;
    act(&mut principal, "end", &id).await;
    assert_ne!(new.get("/console/students").await.status, StatusCode::OK, "at once");
    assert!(!principal.get("/console/officials").await.body.contains("Nel Sample"));
    assert_eq!(act(&mut principal, "end", &id).await, StatusCode::NOT_FOUND, "twice");
    // Who comes back is let in anew, in another role.
    let fields = [("email", "new@test.test"), ("name", "Nel Sample"), ("role", "pdso")];
    principal.post("/api/console/officials/invite", &fields).await;
    p.settle().await;
    let token = p.token("new@test.test").await;
    let new_password = "Another-good-password-7";
    let fields = [("token", token.as_str()), ("password", new_password), ("confirm", new_password)];
    let mut back = p.browser();
    assert_eq!(back.post("/api/reset", &fields).await.location(), "/login");
    let step = back.log_in("new@test.test", new_password).await;
    assert_eq!(step.location(), "/second-step", "the old one is gone");
    back.post("/api/security/add", &[("kind", "app")]).await;
    p.confirm_app(&mut back, "/second-step/confirm").await;
    assert_eq!(back.get("/console/officials").await.status, StatusCode::OK);
}

async fn nobody_ends_their_own_access_nor_that_of_another_schools_official(p: TestPortal) {
    let mut principal = p.principal("pdso@test.test", SCHOOL).await;
    p.principal("foreign@test.test", OTHER_SCHOOL).await;
    let student = p.registered(1).await;
    for email in ["pdso@test.test", "foreign@test.test", &student.email.unwrap_or_default()] {
        let before = p.account_of(email).await;
        for what in ["end", "reset"] {
            let status = act(&mut principal, what, &before.id).await;
            assert_eq!(status, StatusCode::NOT_FOUND, "{what} {email}");
        }
        let fields = [("id", before.id.as_str()), ("role", "dso")];
        let answer = principal.post("/api/console/officials/role", &fields).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{email}");
        assert_eq!(p.account_of(email).await, before);
    }
}

async fn of_two_who_end_each_other_at_once_one_stays(p: TestPortal) {
    for round in 0..4 {
        let emails = [format!("one{round}@test.test"), format!("two{round}@test.test")];
        let mut people = Vec::new();
        for email in &emails {
            let browser = p.principal(email, SCHOOL).await;
            people.push((browser, p.account_of(email).await.id));
        }
        let (two, one) = (people.pop().expect("two"), people.pop().expect("one"));
        let (mut first, mut second) = (one.0, two.0);
        let (his, hers) = (one.1, two.1);
        tokio::join!(act(&mut first, "end", &hers), act(&mut second, "end", &his));
        let mut left = 0;
        for browser in [&mut first, &mut second] {
            left += usize::from(browser.get("/console/officials").await.status == StatusCode::OK);
        }
        assert_eq!(left, 1, "round {round}");
    }
}

async fn an_address_that_has_an_account_is_refused_and_all_that_was_typed_is_kept(p: TestPortal) {
    let mut principal = p.principal("pdso@test.test", SCHOOL).await;
    let student = p.registered(1).await;
    let email = student.email.unwrap_or_default();
    let fields = [("email", email.as_str()), ("name", "Nel Sample"), ("role", "pdso")];
    let page = principal.post_and_look("/api/console/officials/invite", &fields).await.body;
    assert!(page.contains("This email is already on another person’s record"), "{page}");
    assert!(page.contains("value=\"Nel Sample\"") && page.contains(&email), "{page}");
    let fields = [("email", "none"), ("name", " "), ("role", "helpdesk")];
    let page = principal.post_and_look("/api/console/officials/invite", &fields).await.body;
    for words in ["Enter an email address", "Enter: ", "choose one of the options"] {
        assert!(page.contains(words), "{words}: {page}");
    }
}

async fn settings_are_refused_with_all_faults_at_once_and_hold_once_they_are_saved(p: TestPortal) {
    let mut principal = p.principal("pdso@test.test", SCHOOL).await;
    let mut fields = [
        ("name", ""),
        ("time_zone", "Chicago"),
        ("sevis", "batch"),
        ("sevis_org", "BOS"),
        ("sevis_user", ""),
        ("review", ""),
        ("paper", ""),
        ("seen", ""),
    ];
    let page = principal.post_and_look("/api/console/school", &fields).await.body;
    for words in [
        "Enter: ",
        "three capital letters, 214F",
        "Enter: Official’s SEVIS user ID",
        "When officials check reports: choose",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    fields[0].1 = "New Name University";
    fields[3].1 = "bos214f12345678";
    fields[4].1 = "dsosample1";
    fields[5].1 = "first";
    let seen = shown(&mut principal).await;
    fields[7].1 = &seen;
    fields[6].1 = "on";
    let page = principal.post_and_look("/api/console/school", &fields).await.body;
    assert!(page.contains("Enter a time zone by its name"), "{page}");
    fields[1].1 = "America/New_York";
    for way in ["transport", "rehearsal", "pigeon"] {
        fields[2].1 = way;
        let page = principal.post_and_look("/api/console/school", &fields).await.body;
        assert!(page.contains("choose one of the options"), "{way}: {page}");
    }
    fields[2].1 = "batch";
    let done = principal.post_and_look("/api/console/school", &fields).await.body;
    assert!(done.contains("Settings saved") && done.contains("New Name University"), "{done}");
    let all = school::Entity::find().all(p.db()).await.expect("query");
    let row = all.into_iter().find(|row| row.code == SCHOOL).expect("the school");
    assert_eq!((row.sevis_way.0, row.review_first), (SevisWay::Batch, true));
    assert!(row.plans_on_paper);
    assert_eq!((&*row.sevis_org, &*row.time_zone), ("BOS214F12345678", "America/New_York"));
    let audit = principal.get("/console/audit").await.body;
    assert!(audit.contains("checks first, plans by link or on paper"), "{audit}");
    // A page that was opened before overwrites nothing unseen.
    fields[5].1 = "after";
    let page = principal.post_and_look("/api/console/school", &fields).await.body;
    assert!(page.contains("Nothing was changed"), "{page}");
    let all = school::Entity::find().all(p.db()).await.expect("query");
    assert!(all.iter().any(|row| row.code == SCHOOL && row.review_first), "it stands");
    let seen = shown(&mut principal).await;
    fields[7].1 = &seen;
    // Another school's certificate is not this one's to use.
    fields[3].1 = OTHER_SCHOOL;
    let page = principal.post_and_look("/api/console/school", &fields).await.body;
    assert!(page.contains("portal already uses this organization"), "{page}");
}

async fn shown(principal: &mut Browser) -> String {
    let page = principal.get("/console/school").await.body;
    between(&page, "name=\"form[seen]\" value=\"", "\"").to_owned()
}

async fn a_role_that_is_given_holds_at_once(p: TestPortal) {
    let mut principal = p.principal("pdso@test.test", SCHOOL).await;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let id = p.account_of("dso@test.test").await.id;
    for (role, page) in [(Role::Pdso, StatusCode::OK), (Role::Dso, StatusCode::NOT_FOUND)] {
        let fields = [("id", id.as_str()), ("role", role.code())];
        principal.post("/api/console/officials/role", &fields).await;
        assert_eq!(p.account_of("dso@test.test").await.role.0, role);
        assert_eq!(dso.get("/console/school").await.status, page);
    }
    let fields = [("id", id.as_str()), ("role", "student")];
    principal.post("/api/console/officials/role", &fields).await;
    assert_eq!(p.account_of("dso@test.test").await.role.0, Role::Dso);
}
