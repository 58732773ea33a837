//! A text message says that there is news, and nothing of it.

use super::inbox::tell;
use crate::on_both;
use crate::support::{Browser, TestPortal};
use sea_orm::{ColumnTrait as _, EntityTrait, QueryFilter as _};
use server::mail::stored::parts;
use server::store::entity::{factor, mail};

on_both! {
    a_text_goes_to_a_number_that_is_a_second_step_and_only_while_it_is_one,
    nobody_is_texted_at_night_or_without_end,
    a_text_that_waits_for_the_morning_goes_to_no_number_that_was_given_up_meanwhile,
}

/// What was texted, but for codes.
async fn texted(p: &TestPortal) -> Vec<String> {
    let texts = mail::Entity::find().filter(mail::Column::Channel.eq("news"));
    let rows = texts.all(p.db()).await.expect("texts");
    rows.iter().filter_map(|row| parts(&p.portal, row)).map(|parts| parts.text).collect()
}

async fn a_text_goes_to_a_number_that_is_a_second_step_and_only_while_it_is_one(p: TestPortal) {
    let ada = p.registered(1).await;
    let mut own = p.logged_in(&ada).await;
    let number = [("kind", "text"), ("factor_name", "phone"), ("mobile", "(512) 555-0147")];
    own.post("/api/security/add", &number).await;
    let fields = vec![
        ("news_question", "here"),
        ("news_question_text", "on"),
        ("asked_text", "on"),
        ("news_reminder", "at_once"),
        ("news_change", "daily"),
        ("news_plan", "at_once"),
    ];
    // Nobody has shown yet whose number it is.
    own.post("/api/inbox/reach", &fields).await;
    assert!(!own.get("/inbox/choices").await.body.contains("Text me about"));
    tell(&p, &ada, 1).await;
    assert_eq!(texted(&p).await, Vec::<String>::new());
    let code = p.sent_code("5125550147").await;
    own.post("/api/enrol/confirm", &[("code", &code), ("page", "")]).await;
    assert!(own.get("/inbox/choices").await.body.contains("Texts go to your number ending in 47"));
    own.post("/api/inbox/reach", &fields).await;
    tell(&p, &ada, 1).await;
    let said = "Foothold: Your school has a question about your report. Log in to read it: 127.0.0.1:3000/inbox";
    assert_eq!(texted(&p).await, [said], "of the other kind no text was wanted");
    let page = own.get("/account/security").await.body;
    let form = page.split("/api/security/remove").nth(1).expect("a form");
    let id = crate::support::between(form, "name=\"form[id]\" value=\"", "\"");
    own.post("/api/security/remove", &[("id", id)]).await;
    tell(&p, &ada, 1).await;
    assert_eq!(texted(&p).await.len(), 1, "the number is none of the student's any more");
    // Nobody falls silent with a number that is gone.
    let rows = mail::Entity::find().all(p.db()).await.expect("rows");
    let asked = rows.iter().filter(|row| row.subject.contains("a question"));
    let ways: Vec<&str> = asked.map(|row| row.channel.as_str()).collect();
    assert_eq!(ways.last(), Some(&"letter"), "{ways:?}");
}

/// Adds a number as a second step.
async fn add_number(p: &TestPortal, own: &mut Browser) {
    let number = [("kind", "text"), ("factor_name", "phone"), ("mobile", "(512) 555-0147")];
    own.post("/api/security/add", &number).await;
    let code = p.sent_code("5125550147").await;
    own.post("/api/enrol/confirm", &[("code", &code), ("page", "")]).await;
}

async fn nobody_is_texted_at_night_or_without_end(p: TestPortal) {
    let ada = p.registered(1).await;
    let mut own = p.logged_in(&ada).await;
    add_number(&p, &mut own).await;
    let mut fields =
        vec![("asked_text", "on"), ("news_question", "here"), ("news_question_text", "on")];
    fields.extend([("news_reminder", "here"), ("news_change", "here"), ("news_plan", "here")]);
    own.post("/api/inbox/reach", &fields).await;
    // 10 at night in Chicago.
    p.clock.advance(time::Duration::hours(12));
    tell(&p, &ada, 9).await;
    let texts = mail::Entity::find().filter(mail::Column::Channel.eq("news"));
    let rows = texts.all(p.db()).await.expect("texts");
    assert_eq!(rows.len(), 5, "the others come by email");
    for row in rows {
        let waits = time::Duration::milliseconds(row.next_try_at - row.created_at);
        assert_eq!(waits.whole_hours(), 10, "until 8 in the morning");
    }
    let asked = mail::Entity::find().filter(mail::Column::Subject.contains("a question"));
    let rows = asked.all(p.db()).await.expect("mails");
    let by = |channel: &str| rows.iter().filter(|row| row.channel == channel).count();
    assert_eq!((by("here"), by("letter")), (5, 4));
}

async fn a_text_that_waits_for_the_morning_goes_to_no_number_that_was_given_up_meanwhile(
    p: TestPortal,
) {
    // A gateway that nobody answers for: whatever is sent there is tried, and noted.
    let p = p.again(|config| config.sms_url = Some("http://127.0.0.1:9/send".into())).await;
    let ada = p.registered(1).await;
    let mut own = p.logged_in(&ada).await;
    add_number(&p, &mut own).await;
    let mut fields = vec![("news_question", "here"), ("news_question_text", "on")];
    fields.extend([("news_reminder", "here"), ("news_change", "here"), ("news_plan", "here")]);
    own.post("/api/inbox/reach", &fields).await;
    p.clock.advance(time::Duration::hours(12));
    tell(&p, &ada, 1).await;
    // It is no second step any more.
    let none = sea_orm::sea_query::Expr::value(None::<i64>);
    let gone = factor::Entity::update_many().col_expr(factor::Column::ConfirmedAt, none);
    gone.exec(p.db()).await.expect("removed");
    p.clock.advance(time::Duration::hours(11));
    p.settle().await;
    let rows = mail::Entity::find().all(p.db()).await.expect("rows");
    assert!(rows.iter().all(|row| row.channel != "news"), "given up, and not tried");
    let asked = rows.iter().find(|row| row.subject.contains("a question")).expect("a mail");
    assert_eq!(asked.channel, "letter");
}
