//! Cases on paper: codes, consents, the help team's side.

use crate::on_both;
use crate::support::{Browser, TestPortal, between};
use axum::http::StatusCode;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use server::store::entity::{case_code, case_holder};
use time::Duration;

const NUMBER: &str = "IOE0123456789";

/// Writes down a case; gives its id.
async fn on_record(team: &mut Browser, number: &str, email: &str) -> String {
    let fields = [
        ("id", ""),
        ("receipt_number", number),
        ("form_type", "I-765"),
        ("case_name", "Ada Sample"),
        ("email", email),
        ("postal_address", "1 Elm Street"),
    ];
    let answer = team.post("/api/console/cases/save", &fields).await;
    answer.location().strip_prefix("/console/cases/").expect("its page").to_owned()
}

/// Asks for a code and reads it in the mail.
async fn mailed_code(p: &TestPortal, browser: &mut Browser, number: &str, email: &str) -> String {
    let answer = browser.post("/api/cases/access-code", &[("receipt_number", number)]).await;
    assert_eq!(answer.location(), "/cases", "{}", answer.body);
    let mail = p.mails(email).await.pop().expect("a mail");
    assert_eq!(mail.subject, "Your online access code");
    let code = mail.text.lines().find(|line| line.len() == 14 && line.matches('-').count() == 2);
    code.expect("the code").to_owned()
}

async fn add(browser: &mut Browser, number: &str, code: &str) -> String {
    let fields = [("receipt_number", number), ("access_code", code)];
    browser.post_and_look("/api/cases/add", &fields).await.body
}

on_both! {
    async fn a_case_comes_into_the_account_by_number_and_code_and_shows_its_history(p: TestPortal) {
        let mut team = p.help_team("team@test.test").await;
        let id = on_record(&mut team, "ioe 012-345-6789", "ada@test.test").await;
        let mut holder = p.holder("ada@test.test").await.browser;
        let code = mailed_code(&p, &mut holder, NUMBER, "ada@test.test").await;
        let page = add(&mut holder, "ioe0123456789", &code.to_uppercase().replace('-', " ")).await;
        assert!(page.contains("Case added") && page.contains(NUMBER), "{page}");
        assert!(page.contains("Case received") && page.contains("Ada Sample"), "{page}");

        let fields = [("id", id.as_str()), ("status", "evidence_asked"), ("note", "Send <i>page 2</i>.")];
        let page = team.post_and_look("/api/console/cases/status", &fields).await.body;
        assert!(page.contains("Online accounts that hold it"), "{page}");
        let mail = p.mails("ada@test.test").await.pop().expect("a mail");
        assert_eq!(mail.subject, "There is news of a case");
        assert!(!mail.text.contains("page 2") && !mail.text.contains(NUMBER));
        let page = holder.get(&format!("/cases/{id}")).await.body;
        assert!(page.contains("Request for evidence sent") && page.contains("Send &lt;i&gt;page 2"), "{page}");
        assert!(!page.contains("Drew"), "the team has no names outside");
        assert!(holder.get("/cases").await.body.contains("Request for evidence sent"));

        let mut other = p.holder("eve@test.test").await.browser;
        assert_eq!(other.get(&format!("/cases/{id}")).await.status, StatusCode::NOT_FOUND);
        assert_eq!(other.get(&format!("/console/cases/{id}")).await.status, StatusCode::NOT_FOUND);
        let page = add(&mut other, NUMBER, &code).await;
        assert!(page.contains("too old or was tried too often"), "a used code opens nothing: {page}");
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
                pages.push(between(&page, "f-access_code-fault\" class=\"usa-error-message\">", "<").to_owned());
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
        assert!(page.contains("too old"), "{page}");
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
        assert!(team.get("/console/cases").await.body.contains("Access codes to post on paper"));
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
        assert!(!team.get("/console/cases").await.body.contains("to post on paper"));
        assert!(add(&mut holder, NUMBER, &code).await.contains("Case added"));
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
        assert_eq!(p.mails("ada@test.test").await.pop().expect("mail").subject, "Somebody asks to see your case");

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
        assert_eq!(p.mails("law@test.test").await.pop().expect("mail").subject, "A consent has changed");
        let events = client.get("/account/security").await.body;
        assert!(events.contains("Representative may see a case"), "{events}");
        // News reach the representative too.
        team.post("/api/console/cases/status", &[("id", &id), ("status", "approved"), ("note", "")]).await;
        assert_eq!(p.mails("law@test.test").await.pop().expect("mail").subject, "There is news of a case");

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
        assert!(page.contains("this is there already"), "{page}");
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
        assert_eq!(team.post("/api/console/cases/find", &find(NUMBER)).await.location(), format!("/console/cases/{id}"));
        let page = team.post_and_look("/api/console/cases/find", &find("EAC0000000009")).await.body;
        assert!(page.contains("nothing is on record"), "{page}");
        let twin = [("id", ""), ("receipt_number", NUMBER), ("form_type", "I-539"), ("case_name", "Other")];
        let page = team.post_and_look("/api/console/cases/save", &twin).await.body;
        assert!(page.contains("already") && page.contains("I-539"), "{page}");
        let wrong = [("id", id.as_str()), ("status", "eaten"), ("note", "A note")];
        let page = team.post_and_look("/api/console/cases/status", &wrong).await.body;
        assert!(page.contains("choose one of the options") && page.contains("A note"), "{page}");
        let codes = case_code::Entity::find().filter(case_code::Column::CaseId.eq(&id));
        assert_eq!(codes.count(p.db()).await.expect("count"), 0);
    }
}
