//! Links that are over, and what a reset ends.

use crate::on_both;
use crate::support::{PASSWORD, SCHOOL, TestPortal};
use domain::invitation::LinkState;
use sea_orm::EntityTrait;
use server::store::entity::session;
use time::Duration;

on_both! {
    a_wrong_sevis_id_with_a_bad_password_tells_nothing_about_the_account,
    a_link_that_is_over_compares_no_passwords,
    a_new_password_ends_links_that_somebody_else_asked_for,
    after_the_schools_reset_the_old_password_is_dead,
    guesses_of_the_current_password_wait_like_logins,
    a_refused_form_keeps_no_more_than_a_field_can_take,
}

async fn a_wrong_sevis_id_with_a_bad_password_tells_nothing_about_the_account(p: TestPortal) {
    let student = p.registered(1).await;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    dso.post("/api/console/reset-account", &[("id", &student.id)]).await;
    let token = p.token("s1@test.test").await;
    let guess = |candidate: &str| {
        let fields = [
            ("token", token.clone()),
            ("sevis_id", "N9999999999".into()),
            ("password", candidate.to_owned()),
            ("confirm", candidate.to_owned()),
        ];
        let mut browser = p.browser();
        async move {
            let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
            browser.fetch("/api/reset", &fields).await.body
        }
    };
    let (right, wrong) = (guess(&student.sevis_id).await, guess("N0000000077").await);
    assert_eq!(right, wrong);
    assert!(!right.contains("NotSevisId"));
    let long = format!("{}{}", student.sevis_id, "x".repeat(2000));
    assert!(!guess(&long).await.contains("NotSevisId"));
}

async fn a_link_that_is_over_compares_no_passwords(p: TestPortal) {
    let student = p.registered(1).await;
    let forgot = [("email", "s1@test.test"), ("sevis_id", student.sevis_id.as_str())];
    p.browser().post("/api/forgot", &forgot).await;
    p.settle().await;
    let old = p.token("s1@test.test").await;
    // With little of its life left it is replaced rather than mailed again.
    p.clock.advance(Duration::hours(19));
    p.browser().post("/api/forgot", &forgot).await;
    p.settle().await;
    let answer = p
        .browser()
        .fetch("/api/reset", &[("token", &old), ("password", PASSWORD), ("confirm", PASSWORD)])
        .await;
    assert!(!answer.body.contains("UsedBefore"), "{}", answer.body);
    let (_, state) = (answer, LinkState::Replaced);
    assert!(
        p.browser()
            .get(&format!("/reset?token={old}"))
            .await
            .body
            .contains("A newer link was sent"),
        "{state:?}"
    );
}

async fn a_new_password_ends_links_that_somebody_else_asked_for(p: TestPortal) {
    let student = p.registered(1).await;
    p.browser()
        .post("/api/forgot", &[("email", "s1@test.test"), ("sevis_id", &student.sevis_id)])
        .await;
    p.settle().await;
    let theirs = p.token("s1@test.test").await;
    let mut own = p.logged_in(&student).await;
    let new = "Another-light-27!";
    own.post(
        "/api/account/password",
        &[("current", PASSWORD), ("password", new), ("confirm", new)],
    )
    .await;
    p.browser()
        .post(
            "/api/reset",
            &[
                ("token", &theirs),
                ("password", "Thiefs-light-28!"),
                ("confirm", "Thiefs-light-28!"),
            ],
        )
        .await;
    assert_eq!(p.browser().log_in("s1@test.test", new).await.location(), "/attest");
}

async fn after_the_schools_reset_the_old_password_is_dead(p: TestPortal) {
    let student = p.registered(1).await;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    dso.post("/api/console/reset-account", &[("id", &student.id)]).await;
    assert_eq!(p.browser().log_in("s1@test.test", PASSWORD).await.location(), "/login");
}

async fn guesses_of_the_current_password_wait_like_logins(p: TestPortal) {
    let student = p.registered(1).await;
    let mut borrowed = p.logged_in(&student).await;
    let new = "Another-light-27!";
    let mut last = String::new();
    for n in 0..5 {
        let wrong = format!("wrong-{n}");
        last = borrowed
            .fetch(
                "/api/account/password",
                &[("current", &wrong), ("password", new), ("confirm", new)],
            )
            .await
            .body;
    }
    assert!(last.contains("WaitFor"), "{last}");
    let right = borrowed
        .fetch(
            "/api/account/password",
            &[("current", PASSWORD), ("password", new), ("confirm", new)],
        )
        .await
        .body;
    assert!(right.contains("WaitFor"), "{right}");
}

async fn a_refused_form_keeps_no_more_than_a_field_can_take(p: TestPortal) {
    let huge = "N".repeat(60_000);
    let mut browser = p.browser();
    browser.post("/api/register/identify", &[("token", ""), ("sevis_id", &huge)]).await;
    let rows = session::Entity::find().all(p.db()).await.expect("rows");
    assert!(rows.iter().all(|row| row.data.len() < 20_000));
}
