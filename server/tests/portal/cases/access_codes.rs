//! Access codes: made, asked for, used.

use super::*;
use crate::on_both;
use crate::support::{TestPortal, between};
use axum::http::StatusCode;
use sea_orm::{EntityTrait, PaginatorTrait};
use server::store::entity::{case_code, case_holder};
use time::Duration;

on_both! {
    a_case_comes_into_the_account_by_number_and_code_and_shows_its_history,
    wrong_codes_wait_longer_and_say_the_same_for_unknown_numbers,
    a_code_works_ninety_days_and_three_a_day_are_made,
    ten_codes_a_day_are_asked_for_by_one_account,
    of_fifty_parallel_uses_of_an_access_code_one_wins,
    without_an_email_the_code_is_posted_on_paper,
    a_code_that_went_to_a_wrong_address_opens_nothing_once_that_is_corrected,
}

async fn a_case_comes_into_the_account_by_number_and_code_and_shows_its_history(p: TestPortal) {
    let mut team = p.help_team("team@test.test").await;
    let id = on_record(&mut team, "ioe 012-345-6789", "ada@test.test").await;
    let mut holder = p.holder("ada@test.test").await.browser;
    let code = mailed_code(&p, &mut holder, NUMBER, "ada@test.test").await;
    let page = add(&mut holder, "ioe0123456789", &code.to_uppercase().replace('-', " ")).await;
    assert!(page.contains("Case added") && page.contains(NUMBER), "{page}");
    assert!(page.contains("Case received") && page.contains("Ada Sample"), "{page}");

    let fields =
        [("id", id.as_str()), ("status", "evidence_asked"), ("note", "Send <i>page 2</i>.")];
    let page = team.post_and_look("/api/console/cases/status", &fields).await.body;
    assert!(page.contains("Online accounts that hold it"), "{page}");
    let mail = p.mails("ada@test.test").await.pop().expect("a mail");
    assert_eq!(mail.subject, "There is news about a case");
    assert!(!mail.text.contains("page 2") && !mail.text.contains(NUMBER));
    let page = holder.get(&format!("/cases/{id}")).await.body;
    assert!(
        page.contains("Request for evidence sent") && page.contains("Send &lt;i&gt;page 2"),
        "{page}"
    );
    assert!(!page.contains("Drew"), "the team has no names outside");
    assert!(holder.get("/cases").await.body.contains("Request for evidence sent"));

    let mut other = p.holder("eve@test.test").await.browser;
    assert_eq!(other.get(&format!("/cases/{id}")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(other.get(&format!("/console/cases/{id}")).await.status, StatusCode::NOT_FOUND);
    let page = add(&mut other, NUMBER, &code).await;
    assert!(
        page.contains("has expired or was tried too often"),
        "a used code opens nothing: {page}"
    );
}

async fn a_code_that_went_to_a_wrong_address_opens_nothing_once_that_is_corrected(p: TestPortal) {
    let mut team = p.help_team("team@test.test").await;
    let id = on_record(&mut team, NUMBER, "stranger@test.test").await;
    let mut holder = p.holder("ada@test.test").await.browser;
    let code = mailed_code(&p, &mut holder, NUMBER, "stranger@test.test").await;
    let fields = [
        ("id", id.as_str()),
        ("receipt_number", NUMBER),
        ("form_type", "I-765"),
        ("case_name", "Ada Sample"),
        ("email", "ada@test.test"),
        ("postal_address", "1 Elm Street"),
    ];
    team.post("/api/console/cases/save", &fields).await;
    let mut stranger = p.holder("stranger@test.test").await.browser;
    assert!(!add(&mut stranger, NUMBER, &code).await.contains("Case added"));
    let code = mailed_code(&p, &mut holder, NUMBER, "ada@test.test").await;
    assert!(add(&mut holder, NUMBER, &code).await.contains("Case added"));
}

async fn wrong_codes_wait_longer_and_say_the_same_for_unknown_numbers(p: TestPortal) {
    let mut team = p.help_team("team@test.test").await;
    on_record(&mut team, NUMBER, "ada@test.test").await;
    let mut told = Vec::new();
    for (email, number) in [("ada@test.test", NUMBER), ("eve@test.test", "EAC9999999999")] {
        let mut holder = p.holder(email).await.browser;
        let mut pages = Vec::new();
        for _ in 0..6 {
            let page = add(&mut holder, number, "abcd-efgh-jkmn").await;
            pages.push(
                between(&page, "f-access_code-fault\" class=\"usa-error-message\">", "<")
                    .to_owned(),
            );
        }
        told.push(pages);
    }
    assert_eq!(told[0], told[1]);
    assert!(told[0][0].contains("do not match"));
    assert!(told[0][5].contains("Wait 30 seconds"), "{:?}", told[0]);
}

async fn a_code_works_ninety_days_and_three_a_day_are_made(p: TestPortal) {
    let mut team = p.help_team("team@test.test").await;
    on_record(&mut team, NUMBER, "ada@test.test").await;
    let mut holder = p.holder("ada@test.test").await;
    let first = mailed_code(&p, &mut holder.browser, NUMBER, "ada@test.test").await;
    for _ in 0..4 {
        mailed_code(&p, &mut holder.browser, NUMBER, "ada@test.test").await;
    }
    let db = p.db();
    assert_eq!(case_code::Entity::find().count(db).await.expect("count"), 3);
    // An unknown number gets the same answer, and nothing happens.
    let fields = [("receipt_number", "WAC0000000000")];
    assert_eq!(holder.browser.post("/api/cases/access-code", &fields).await.location(), "/cases");
    p.clock.advance(Duration::days(91));
    let mut browser = p.log_in_holder(&holder).await;
    let page = add(&mut browser, NUMBER, &first).await;
    assert!(page.contains("has expired"), "{page}");
    let fresh = mailed_code(&p, &mut browser, NUMBER, "ada@test.test").await;
    p.clock.advance(Duration::days(89));
    let mut browser = p.log_in_holder(&holder).await;
    assert!(add(&mut browser, NUMBER, &fresh).await.contains("Case added"));
}

async fn ten_codes_a_day_are_asked_for_by_one_account(p: TestPortal) {
    let mut holder = p.holder("ada@test.test").await.browser;
    for n in 0..10 {
        let number = format!("EAC000000000{n}");
        let answer = holder.post("/api/cases/access-code", &[("receipt_number", &number)]).await;
        assert_eq!(answer.location(), "/cases");
    }
    let answer = holder.post("/api/cases/access-code", &[("receipt_number", NUMBER)]).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
}

async fn of_fifty_parallel_uses_of_an_access_code_one_wins(p: TestPortal) {
    let mut team = p.help_team("team@test.test").await;
    on_record(&mut team, NUMBER, "ada@test.test").await;
    let mut holder = p.holder("ada@test.test").await.browser;
    let code = mailed_code(&p, &mut holder, NUMBER, "ada@test.test").await;
    let mut tries = Vec::new();
    for n in 0..5 {
        let browser = p.holder(&format!("h{n}@test.test")).await.browser;
        for _ in 0..10 {
            let mut again = p.browser();
            again.cookie.clone_from(&browser.cookie);
            let code = code.clone();
            tries.push(tokio::spawn(async move {
                let fields = [("receipt_number", NUMBER), ("access_code", code.as_str())];
                again.post("/api/cases/add", &fields).await.location().starts_with("/cases/0")
            }));
        }
    }
    let mut won = 0;
    for attempt in tries {
        won += usize::from(attempt.await.expect("ran"));
    }
    assert_eq!(won, 1);
    let held = case_holder::Entity::find().count(p.db()).await.expect("count");
    assert_eq!(held, 1);
}

async fn without_an_email_the_code_is_posted_on_paper(p: TestPortal) {
    let mut team = p.help_team("team@test.test").await;
    let id = on_record(&mut team, NUMBER, "").await;
    let mut holder = p.holder("ada@test.test").await.browser;
    holder.post("/api/cases/access-code", &[("receipt_number", NUMBER)]).await;
    assert!(team.get("/console/cases").await.body.contains("Access codes to send by mail"));
    // Pressed twice, it is the same letter.
    team.post("/api/console/cases/letter", &[("id", &id)]).await;
    let db = p.db();
    assert_eq!(case_code::Entity::find().count(db).await.expect("count"), 1);
    let page = team.get(&format!("/console/cases/{id}")).await.body;
    let code = between(&page, "<code class=\"key\">", "</code>").to_owned();
    assert!(page.contains("1 Elm Street") && page.contains("until September 8, 2026"), "{page}");
    let row = case_code::Entity::find().one(p.db()).await.expect("query").expect("code");
    team.post("/api/console/cases/letter-posted", &[("id", &row.id)]).await;
    let page = team.get(&format!("/console/cases/{id}")).await.body;
    assert!(!page.contains(&code), "nobody reads it any more");
    assert!(!team.get("/console/cases").await.body.contains("to send by mail"));
    assert!(add(&mut holder, NUMBER, &code).await.contains("Case added"));
}
