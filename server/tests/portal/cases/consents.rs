//! Who else may see a case.

use super::*;
use crate::on_both;
use crate::support::{TestPortal, between};
use axum::http::StatusCode;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use server::store::entity::case_code;
use time::Duration;

on_both! {
    a_representative_sees_a_case_only_while_the_client_agrees,
    asking_a_client_says_the_same_whether_or_not_the_case_is_on_record,
    a_closed_account_takes_its_consents_along,
    the_help_team_finds_corrects_and_never_doubles_a_case,
}

async fn a_representative_sees_a_case_only_while_the_client_agrees(p: TestPortal) {
    let mut team = p.help_team("team@test.test").await;
    let id = on_record(&mut team, NUMBER, "ada@test.test").await;
    let mut client = p.holder("ada@test.test").await.browser;
    let code = mailed_code(&p, &mut client, NUMBER, "ada@test.test").await;
    add(&mut client, NUMBER, &code).await;
    let mut lawyer = p.holder_as("law@test.test", "representative").await.browser;
    let case = format!("/cases/{id}");
    let ask = [("receipt_number", NUMBER), ("your_name", "Lee <b>Law</b>"), ("firm", "Law & Co")];
    lawyer.post("/api/cases/ask-client", &ask).await;
    assert_eq!(lawyer.get(&case).await.status, StatusCode::NOT_FOUND, "not before");
    assert!(lawyer.get("/cases").await.body.contains("Waiting for your client"));
    assert_eq!(
        p.mails("ada@test.test").await.pop().expect("mail").subject,
        "Someone is asking to see your case"
    );

    let page = client.get("/cases").await.body;
    assert!(page.contains("Lee &lt;b&gt;Law") && page.contains("law@test.test"), "{page}");
    let consent = between(&page, "action=\"/api/cases/consent\"", "</form>");
    let consent = between(consent, "name=\"form[id]\" value=\"", "\"").to_owned();
    // Only the client decides.
    for decision in ["agree", "refuse", "withdraw"] {
        let fields = [("id", consent.as_str()), ("decision", decision)];
        assert_eq!(lawyer.post("/api/cases/consent", &fields).await.status, StatusCode::NOT_FOUND);
    }
    client.post("/api/cases/consent", &[("id", &consent), ("decision", "agree")]).await;
    assert_eq!(lawyer.get(&case).await.status, StatusCode::OK);
    assert!(lawyer.get("/cases").await.body.contains("I-765"));
    assert_eq!(
        p.mails("law@test.test").await.pop().expect("mail").subject,
        "Access to a case has changed"
    );
    let events = client.get("/account/security").await.body;
    assert!(events.contains("Representative may see a case"), "{events}");
    // News reach the representative too.
    team.post("/api/console/cases/status", &[("id", &id), ("status", "approved"), ("note", "")])
        .await;
    assert_eq!(
        p.mails("law@test.test").await.pop().expect("mail").subject,
        "There is news about a case"
    );

    client.post("/api/cases/consent", &[("id", &consent), ("decision", "withdraw")]).await;
    assert_eq!(lawyer.get(&case).await.status, StatusCode::NOT_FOUND);
    // Nor can it be asked for again at once: the page says the same, and nobody is mailed.
    let mails = p.mails("ada@test.test").await.len();
    lawyer.post("/api/cases/ask-client", &ask).await;
    assert_eq!(p.mails("ada@test.test").await.len(), mails);
    assert!(!client.get("/cases").await.body.contains("law@test.test"));
    // A stale button changes nothing.
    client.post("/api/cases/consent", &[("id", &consent), ("decision", "agree")]).await;
    assert_eq!(lawyer.get(&case).await.status, StatusCode::NOT_FOUND);
}

async fn asking_a_client_says_the_same_whether_or_not_the_case_is_on_record(p: TestPortal) {
    let mut team = p.help_team("team@test.test").await;
    on_record(&mut team, NUMBER, "ada@test.test").await;
    let mut lawyer = p.holder_as("law@test.test", "representative").await.browser;
    let mut pages = Vec::new();
    for number in [NUMBER, "WAC0000000000"] {
        let ask = [("receipt_number", number), ("your_name", "Lee"), ("firm", "")];
        let page = lawyer.post_and_look("/api/cases/ask-client", &ask).await.body;
        let row = between(&page, &format!("<strong>{number}</strong>"), "Remove");
        pages.push(row.split("name=").next().unwrap_or_default().to_owned());
    }
    assert_eq!(pages[0], pages[1]);
    let again = [("receipt_number", NUMBER), ("your_name", "Lee"), ("firm", "")];
    let page = lawyer.post_and_look("/api/cases/ask-client", &again).await.body;
    assert!(page.contains("this is already there"), "{page}");
    // Applicants ask nobody.
    let mut holder = p.holder("ada@test.test").await.browser;
    assert_eq!(holder.post("/api/cases/ask-client", &again).await.status, StatusCode::NOT_FOUND);
}

async fn a_closed_account_takes_its_consents_along(p: TestPortal) {
    let mut team = p.help_team("team@test.test").await;
    let id = on_record(&mut team, NUMBER, "ada@test.test").await;
    let mut client = p.holder("ada@test.test").await.browser;
    let code = mailed_code(&p, &mut client, NUMBER, "ada@test.test").await;
    add(&mut client, NUMBER, &code).await;
    let lawyer = p.holder_as("law@test.test", "representative").await;
    let mut browser = lawyer.browser;
    let ask = [("receipt_number", NUMBER), ("your_name", "Lee"), ("firm", "")];
    browser.post("/api/cases/ask-client", &ask).await;
    let page = client.get("/cases").await.body;
    let consent = between(&page, "name=\"form[id]\" value=\"", "\"").to_owned();
    client.post("/api/cases/consent", &[("id", &consent), ("decision", "agree")]).await;
    client.post("/api/security/close", &[("id", "close")]).await;
    p.clock.advance(Duration::days(31));
    p.settle().await;
    let lawyer = crate::support::Holder { browser: p.browser(), ..lawyer };
    let mut browser = p.log_in_holder(&lawyer).await;
    assert_eq!(browser.get(&format!("/cases/{id}")).await.status, StatusCode::NOT_FOUND);
}

async fn the_help_team_finds_corrects_and_never_doubles_a_case(p: TestPortal) {
    let mut team = p.help_team("team@test.test").await;
    let id = on_record(&mut team, NUMBER, "").await;
    let find = |number: &'static str| [("receipt_number", number)];
    assert_eq!(
        team.post("/api/console/cases/find", &find(NUMBER)).await.location(),
        format!("/console/cases/{id}")
    );
    let page = team.post_and_look("/api/console/cases/find", &find("EAC0000000009")).await.body;
    assert!(page.contains("we found nothing with this"), "{page}");
    let twin =
        [("id", ""), ("receipt_number", NUMBER), ("form_type", "I-539"), ("case_name", "Other")];
    let page = team.post_and_look("/api/console/cases/save", &twin).await.body;
    assert!(page.contains("already") && page.contains("I-539"), "{page}");
    let wrong = [("id", id.as_str()), ("status", "eaten"), ("note", "A note")];
    let page = team.post_and_look("/api/console/cases/status", &wrong).await.body;
    assert!(page.contains("choose one of the options") && page.contains("A note"), "{page}");
    let codes = case_code::Entity::find().filter(case_code::Column::CaseId.eq(&id));
    assert_eq!(codes.count(p.db()).await.expect("count"), 0);
}
