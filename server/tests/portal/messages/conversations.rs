//! Who reads what, and who is next.

use super::*;
use crate::on_both;
use crate::support::{TestPortal, between};
use axum::http::StatusCode;
use sea_orm::{ActiveModelTrait as _, EntityTrait, IntoActiveModel as _, PaginatorTrait};
use server::store::entity::message;

on_both! {
    the_help_team_answers_and_each_side_sees_what_the_other_read,
    nobody_else_reads_a_conversation_or_its_files,
    closing_does_not_swallow_what_came_meanwhile,
    whoever_adds_a_line_keeps_the_place_in_the_queue,
    a_long_conversation_has_pages_and_the_newest_come_first,
    news_are_not_mailed_to_those_who_do_not_want_them,
}

async fn the_help_team_answers_and_each_side_sees_what_the_other_read(p: TestPortal) {
    let (mut holder, path) = begun(&p, "ada@test.test").await;
    let mut team = p.help_team("team@test.test").await;
    let queue = team.get("/console/messages").await.body;
    assert!(
        queue.contains("One conversation is waiting") && queue.contains("ada@test.test"),
        "{queue}"
    );
    let id = path.trim_start_matches("/messages/").to_owned();

    let page = holder.browser.get(&path).await.body;
    assert!(page.contains("Not read yet"));
    assert!(team.get(&path).await.body.contains("Mark as read"), "looking marks nothing");
    assert!(holder.browser.get(&path).await.body.contains("Not read yet"));
    let upto =
        between(&team.get(&path).await.body, "name=\"form[upto]\" value=\"", "\"").to_owned();
    p.clock.advance(time::Duration::minutes(1));
    write(&mut holder.browser, &path, "One more thing", &[]).await;
    // The mark of a page that was loaded before the second message.
    team.post("/api/messages/read", &[("id", &id), ("upto", &upto)]).await;
    let page = holder.browser.get(&path).await.body;
    assert!(page.contains("Not read yet") && page.contains(">Read<"), "{page}");
    assert!(team.get("/console/messages").await.body.contains(">New<"));

    assert_eq!(write(&mut team, &path, "On its <b>way</b>.", &[]).await.location(), path);
    let mail = p.mails("ada@test.test").await.pop().expect("a mail");
    assert_eq!(mail.subject, "You have a new message");
    assert!(!mail.text.contains("way"), "what was written stays in the portal");
    let list = holder.browser.get("/messages").await.body;
    assert!(list.contains("Answered") && list.contains("New"), "{list}");
    let page = holder.browser.get(&path).await.body;
    assert!(
        page.contains("On its &lt;b&gt;way&lt;/b&gt;.") && page.contains("Help team"),
        "{page}"
    );
    assert!(!page.contains("Drew"), "the team has no names outside");

    // Closed and opened again by one more message.
    holder.browser.post("/api/messages/close", &[("id", &id)]).await;
    assert!(holder.browser.get(&path).await.body.contains("Closed"));
    write(&mut holder.browser, &path, "Thank you, but where?", &[]).await;
    assert!(team.get("/console/messages").await.body.contains("One conversation is waiting"));
}

async fn closing_does_not_swallow_what_came_meanwhile(p: TestPortal) {
    let (mut holder, path) = begun(&p, "ada@test.test").await;
    let id = path.trim_start_matches("/messages/").to_owned();
    let mut team = p.help_team("team@test.test").await;
    let page = team.get(&path).await.body;
    let upto = between(&page, "name=\"form[upto]\" value=\"", "\"").to_owned();
    p.clock.advance(time::Duration::seconds(5));
    write(&mut holder.browser, &path, "I forgot: it is urgent.", &[]).await;
    let fields = [("id", id.as_str()), ("upto", upto.as_str())];
    assert_eq!(team.post("/api/messages/close", &fields).await.location(), path);
    let page = team.get(&path).await.body;
    assert!(page.contains("it is urgent") && !page.contains("Closed"), "{page}");
    assert!(team.get("/console/messages").await.body.contains("One conversation is waiting"));
}

async fn nobody_else_reads_a_conversation_or_its_files(p: TestPortal) {
    let (mut holder, path) = begun(&p, "ada@test.test").await;
    write(&mut holder.browser, &path, "My letter", &[("letter.pdf", PDF)]).await;
    let file = file_on(&holder.browser.get(&path).await.body);
    assert_eq!(holder.browser.get(&file).await.status, StatusCode::OK);
    let id = path.trim_start_matches("/messages/").to_owned();

    let mut other = p.holder("eve@test.test").await.browser;
    let student = p.registered(1).await;
    let mut student = p.logged_in(&student).await;
    let mut official = p.official("dso@test.test", crate::support::SCHOOL).await;
    for browser in [&mut other, &mut student, &mut official] {
        for page in [&path, &file] {
            assert_eq!(browser.get(page).await.status, StatusCode::NOT_FOUND, "{page}");
        }
        let fields = [("thread", id.as_str()), ("key", "k"), ("subject", ""), ("body", "hello")];
        assert_eq!(browser.post_files(SEND, &fields, &[]).await.status, StatusCode::NOT_FOUND);
        for path in ["/api/messages/read", "/api/messages/close"] {
            assert_eq!(
                browser.post(path, &[("id", &id), ("upto", "1")]).await.status,
                StatusCode::NOT_FOUND
            );
        }
        assert_eq!(browser.get("/console/messages").await.status, StatusCode::NOT_FOUND);
    }
    assert_eq!(p.browser().get(&file).await.location(), "/login");
    let count = message::Entity::find().count(p.db()).await.expect("count");
    assert_eq!(count, 2);
}

async fn whoever_adds_a_line_keeps_the_place_in_the_queue(p: TestPortal) {
    let (mut first, path) = begun(&p, "ada@test.test").await;
    p.clock.advance(time::Duration::minutes(5));
    begun(&p, "eve@test.test").await;
    p.clock.advance(time::Duration::minutes(5));
    // Not ended by the pause: the session is used.
    write(&mut first.browser, &path, "And one more thing.", &[]).await;
    let mut team = p.help_team("team@test.test").await;
    let order = |page: &str| {
        let at = |email: &str| page.find(email).expect("in the list");
        at("ada@test.test") < at("eve@test.test")
    };
    assert!(order(&team.get("/console/messages").await.body), "the longest wait first");
    // Answered and asked again, it is the newest.
    write(&mut team, &path, "The answer", &[]).await;
    p.clock.advance(time::Duration::minutes(5));
    write(&mut first.browser, &path, "Another question", &[]).await;
    assert!(!order(&team.get("/console/messages").await.body));
}

async fn news_are_not_mailed_to_those_who_do_not_want_them(p: TestPortal) {
    let (mut holder, path) = begun(&p, "ada@test.test").await;
    holder.browser.post("/api/security/news", &[("id", "off")]).await;
    let before = p.mails("ada@test.test").await.len();
    let mut team = p.help_team("team@test.test").await;
    write(&mut team, &path, "The answer", &[]).await;
    assert_eq!(p.mails("ada@test.test").await.len(), before);
    assert!(
        holder
            .browser
            .get("/account/security")
            .await
            .body
            .contains("We do not email you about new messages")
    );
}

async fn a_long_conversation_has_pages_and_the_newest_come_first(p: TestPortal) {
    let (mut holder, path) = begun(&p, "ada@test.test").await;
    let first = message::Entity::find().one(p.db()).await.expect("query").expect("a message");
    for n in 0..70 {
        let row = message::Model {
            id: format!("m{n:02}"),
            at: first.at + 1 + n,
            body: format!("Line number {n:02}."),
            once: format!("once {n}"),
            ..first.clone()
        };
        row.into_active_model().reset_all().insert(p.db()).await.expect("inserted");
    }
    let lines = |page: &str| page.matches(">Line number").count();
    let newest = holder.browser.get(&path).await.body;
    assert!(lines(&newest) == 30 && newest.contains("number 69") && newest.contains("number 40"));
    let order = newest.find("number 40").expect("it") < newest.find("number 69").expect("it");
    assert!(order, "as it was said, from top to bottom");
    assert!(newest.contains("Earlier messages") && !newest.contains("Later messages"));
    let middle = holder.browser.get(&format!("{path}?page=2")).await.body;
    assert!(middle.contains("number 39") && middle.contains("number 10"), "{middle}");
    let last = holder.browser.get(&format!("{path}?page=3")).await.body;
    assert!(lines(&last) == 10 && !last.contains("Earlier messages"), "{last}");
    let beyond = holder.browser.get(&format!("{path}?page=9")).await.body;
    assert_eq!(lines(&beyond), 10);
    // One's own data has all of it.
    let data = holder.browser.get("/account/my-data.json").await.body;
    assert_eq!(data.matches("Line number").count(), 70);
}
