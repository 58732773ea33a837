//! New passwords, and "This was not me".

use crate::on_both;
use crate::support::{PASSWORD, TestPortal, answer_to};
use sea_orm::{EntityTrait, PaginatorTrait};
use server::store::entity::{factor, reset_answer};

on_both! {
    forgot_password_needs_mail_and_answers_and_leaves_the_second_step,
    the_answers_alone_unlock_nothing_and_three_wrong_ones_lock_the_link,
    this_was_not_me_undoes_the_change_and_keeps_the_thief_out,
    a_new_email_is_confirmed_from_there_and_undone_from_the_old_one,
}

async fn forgot_password_needs_mail_and_answers_and_leaves_the_second_step(p: TestPortal) {
    let holder = p.holder("a@test.test").await;
    let mut other = p.log_in_holder(&holder).await;
    let mut browser = p.browser();
    browser.post("/api/forgot", &[("email", "a@test.test"), ("sevis_id", "")]).await;
    p.settle().await;
    let token = p.token("a@test.test").await;
    let page = browser.get(&format!("/reset?token={token}")).await.body;
    let asked: Vec<&str> = page
        .split("class=\"question\">")
        .skip(1)
        .map(|part| part.split('<').next().expect("words"))
        .collect();
    assert_eq!(asked.len(), 2);
    assert_eq!(
        browser.get(&format!("/reset?token={token}")).await.body.matches(asked[0]).count(),
        page.matches(asked[0]).count(),
        "the same two each time"
    );
    let answer_to = |words: &str| answer_to(words).expect("question").to_uppercase();
    let (first, second) = (answer_to(asked[0]), answer_to(asked[1]));
    let new = "Another-light-27!";
    let fields = |first: &str, second: &str| {
        [
            ("token", token.clone()),
            ("answer1", first.to_owned()),
            ("answer2", second.to_owned()),
            ("password", new.to_owned()),
            ("confirm", new.to_owned()),
        ]
    };
    let send = |fields: [(&'static str, String); 5]| {
        let mut browser = p.browser();
        async move {
            let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
            browser.fetch("/api/reset", &fields).await
        }
    };
    assert!(send(fields("wrong", &second)).await.body.contains("WrongAnswers"));
    assert!(send(fields(&first, &second)).await.body.contains("Done"));
    assert_eq!(other.get("/home").await.location(), "/login?next=/home", "other sessions ended");
    let mut after = p.browser();
    assert_eq!(after.log_in("a@test.test", new).await.location(), "/verify");
    assert_eq!(after.get("/home").await.location(), "/verify");
    let subjects: Vec<String> =
        p.mails("a@test.test").await.into_iter().map(|m| m.subject).collect();
    assert!(subjects.contains(&"Your account: password changed".to_owned()), "{subjects:?}");
}

async fn the_answers_alone_unlock_nothing_and_three_wrong_ones_lock_the_link(p: TestPortal) {
    p.holder("a@test.test").await;
    let rows = reset_answer::Entity::find().all(p.db()).await.expect("rows");
    assert!(rows.iter().all(|row| row.answer_hash.starts_with("$argon2id$")));
    p.browser().post("/api/forgot", &[("email", "a@test.test"), ("sevis_id", "")]).await;
    p.settle().await;
    let token = p.token("a@test.test").await;
    for _ in 0..3 {
        p.browser()
            .post(
                "/api/reset",
                &[
                    ("token", &token),
                    ("answer1", "x"),
                    ("answer2", "y"),
                    ("password", "Another-light-27!"),
                    ("confirm", "Another-light-27!"),
                ],
            )
            .await;
    }
    assert!(
        p.browser()
            .get(&format!("/reset?token={token}"))
            .await
            .body
            .contains("This link is locked")
    );
    let nowhere = p
        .browser()
        .post(
            "/api/reset",
            &[
                ("token", ""),
                ("answer1", "x"),
                ("answer2", "y"),
                ("password", PASSWORD),
                ("confirm", PASSWORD),
            ],
        )
        .await;
    assert_eq!(nowhere.location(), "/reset");
}

async fn this_was_not_me_undoes_the_change_and_keeps_the_thief_out(p: TestPortal) {
    let holder = p.holder("a@test.test").await;
    let mut thief = p.log_in_holder(&holder).await;
    thief.post("/api/security/add", &[("kind", "app"), ("factor_name", "mine now")]).await;
    p.confirm_app(&mut thief, "/second-step/confirm").await;
    assert_eq!(factor::Entity::find().count(p.db()).await.expect("count"), 2);
    let token = p.token("a@test.test").await;
    let page = p.browser().get(&format!("/not-me?token={token}")).await.body;
    assert!(page.contains("Second step added"), "{page}");
    assert_eq!(
        factor::Entity::find().count(p.db()).await.expect("count"),
        2,
        "looking changes nothing"
    );
    assert_eq!(
        p.browser().post("/api/security/not-me", &[("id", &token)]).await.location(),
        "/login"
    );
    assert_eq!(factor::Entity::find().count(p.db()).await.expect("count"), 1);
    assert_eq!(thief.get("/home").await.location(), "/login?next=/home");
    assert_eq!(p.browser().log_in("a@test.test", PASSWORD).await.location(), "/login");
    assert!(
        p.browser().get(&format!("/not-me?token={token}")).await.body.contains("no longer works")
    );
}

async fn a_new_email_is_confirmed_from_there_and_undone_from_the_old_one(p: TestPortal) {
    let holder = p.holder("a@test.test").await;
    p.holder("taken@test.test").await;
    let mut browser = p.log_in_holder(&holder).await;
    for to in ["taken@test.test", "new@test.test"] {
        assert_eq!(
            browser.post("/api/security/email", &[("email", to)]).await.location(),
            "/account/security",
            "the same answer"
        );
    }
    assert_eq!(
        p.mails("taken@test.test").await.last().expect("mail").subject,
        "You already have an account"
    );
    let token = p.token("new@test.test").await;
    assert!(
        p.browser()
            .get(&format!("/confirm-email?token={token}"))
            .await
            .body
            .contains("new@test.test")
    );
    assert_eq!(p.account_of("a@test.test").await.email, "a@test.test", "looking changes nothing");
    assert_eq!(
        p.browser().post("/api/security/confirm-email", &[("id", &token)]).await.location(),
        "/login"
    );
    assert_eq!(browser.get("/home").await.location(), "/login?next=/home");
    assert_eq!(p.browser().log_in("new@test.test", PASSWORD).await.location(), "/verify");
    // Once only.
    assert!(
        p.browser()
            .get(&format!("/confirm-email?token={token}"))
            .await
            .body
            .contains("no longer works")
    );
    let not_me = p.token("a@test.test").await;
    p.browser().post("/api/security/not-me", &[("id", &not_me)]).await;
    assert_eq!(p.account_of("a@test.test").await.password_hash, None);
    assert_eq!(p.mails("a@test.test").await.last().expect("mail").subject, "Choose a new password");
}
