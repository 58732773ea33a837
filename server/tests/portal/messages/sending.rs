//! What becomes of a message that is sent.

use super::*;
use crate::on_both;
use crate::support::{TestPortal, between};
use sea_orm::{EntityTrait, PaginatorTrait};
use server::store::entity::{message, thread};

on_both! {
    the_same_form_sent_twice_is_one_message_and_another_text_is_another,
    a_message_typed_before_the_session_ended_is_there_after_login,
    what_was_typed_for_one_person_is_not_put_into_the_form_of_another,
    a_message_that_is_far_too_long_comes_back_whole,
}

async fn the_same_form_sent_twice_is_one_message_and_another_text_is_another(p: TestPortal) {
    let mut holder = p.holder("ada@test.test").await;
    let form = holder.browser.get("/messages/new").await.body;
    let key = between(&form, "name=\"form[key]\" value=\"", "\"").to_owned();
    let send = |body: &'static str| {
        [
            ("thread", "".to_owned()),
            ("key", key.clone()),
            ("subject", "My card".to_owned()),
            ("body", body.to_owned()),
        ]
    };
    let mut went = Vec::new();
    for body in ["One", "One", "Two"] {
        let fields = send(body);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
        went.push(holder.browser.post_files(SEND, &fields, &[]).await.location().to_owned());
    }
    assert_eq!(went[0], went[1]);
    assert_ne!(went[1], went[2]);
    let db = p.db();
    assert_eq!(message::Entity::find().count(db).await.expect("count"), 2);
    assert_eq!(thread::Entity::find().count(db).await.expect("count"), 2);
}

async fn a_message_typed_before_the_session_ended_is_there_after_login(p: TestPortal) {
    let mut holder = p.holder("ada@test.test").await;
    p.clock.advance(time::Duration::minutes(31));
    let fields = [("thread", ""), ("key", "k"), ("subject", "Late"), ("body", "Typed for long")];
    let answer = holder.browser.post_files(SEND, &fields, &[("a.pdf", PDF)]).await;
    assert_eq!(answer.location(), "/login?next=/messages/new");
    let browser = &mut holder.browser;
    browser.log_in("ada@test.test", crate::support::PASSWORD).await;
    let code = p.app_code(&holder.key);
    browser.post("/api/verify", &[("code", &code)]).await;
    let page = browser.get("/messages/new").await.body;
    assert!(page.contains("Typed for long") && page.contains("Late"), "{page}");
}

async fn what_was_typed_for_one_person_is_not_put_into_the_form_of_another(p: TestPortal) {
    let (_, one) = begun(&p, "ada@test.test").await;
    let (_, other) = begun(&p, "eve@test.test").await;
    let mut team = p.help_team("team@test.test").await;
    let long = "For Ada alone. ".repeat(300);
    write(&mut team, &one, &long, &[]).await;
    assert!(!team.get(&other).await.body.contains("For Ada alone"));
    assert!(team.get(&one).await.body.contains("For Ada alone"), "it waits for its own page");
}

async fn a_message_that_is_far_too_long_comes_back_whole(p: TestPortal) {
    let mut holder = p.holder("ada@test.test").await;
    let long = "\u{1F600}".repeat(6_000);
    write(&mut holder.browser, "/messages/new", &long, &[]).await;
    let page = holder.browser.get("/messages/new").await.body;
    assert!(page.contains(&long) && page.contains("My card"));
}
