//! Import in the console: columns, preview, import.

use crate::on_both;
use crate::support::{
    Answer, Browser, OTHER_SCHOOL, PARTS, SCHOOL, TestPortal, between, part, request,
};
use sea_orm::{EntityTrait as _, PaginatorTrait as _};
use server::store::alone;
use server::store::entity::{import_file, student};

on_both! {
    a_file_is_checked_shown_and_imported_only_when_wanted,
    columns_are_named_once_and_remembered,
    what_cannot_be_imported_is_told_line_by_line,
    a_school_imports_nobody_elses_students_and_sees_nobody_elses_uploads,
    an_upload_is_imported_by_one_server_and_says_what_that_one_did,
    a_turn_is_one_servers_until_it_ends,
    an_upload_is_done_with_what_it_does,
}

/// A crash right after the import is no second import over what was reported since.
async fn an_upload_is_done_with_what_it_does(p: TestPortal) {
    use domain::import::ImportState;
    use server::exchange::import;
    use server::store::entity::import_draft;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let at = upload(&mut dso, &list(SCHOOL)).await.location().to_owned();
    p.settle().await;
    dso.post("/api/console/import/run", &[("id", &id(&at))]).await;
    let files = || import::Files {
        students: p.file("list.csv", &list(SCHOOL)).into(),
        authorizations: None,
        employers: None,
        file_decides: true,
        school: None,
        by: None,
        draft: Some(id(&at)),
    };
    import::run(&p.portal, &files(), false, &mut |_| {}).await.expect("imported");
    let draft = import_draft::Entity::find().one(p.db()).await.expect("query").expect("there");
    assert_eq!(draft.state.0, ImportState::Done);
    assert_eq!(import_file::Entity::find().count(p.db()).await.expect("count"), 0);
    assert!(import::run(&p.portal, &files(), false, &mut |_| {}).await.is_err(), "never again");
}

async fn upload(dso: &mut Browser, text: &str) -> Answer {
    let body = format!(
        "--edge\r\ncontent-disposition: form-data; name=\"students\"; filename=\"list.csv\"\r\ncontent-type: text/csv\r\n\r\n{text}\r\n"
    );
    send(dso, "upload", &body).await
}

async fn send(dso: &mut Browser, what: &str, parts: &str) -> Answer {
    let path = format!("/api/console/import/{what}");
    dso.send(request(&path, "text/html", PARTS), format!("{parts}--edge--\r\n")).await
}

/// Runs the jobs, and shows the upload's page.
async fn page(p: &TestPortal, dso: &mut Browser, at: &str) -> String {
    p.settle().await;
    dso.get(at).await.body
}

fn id(at: &str) -> String {
    at.rsplit('/').next().expect("an id").to_owned()
}

async fn students(p: &TestPortal) -> u64 {
    student::Entity::find().count(p.db()).await.expect("count")
}

fn list(school: &str) -> String {
    format!(
        "sevis_id,given_name,surname,birth_date,school_code\nN0000000001,Ada,Sample,2001-02-03,{school}\n"
    )
}

async fn a_file_is_checked_shown_and_imported_only_when_wanted(p: TestPortal) {
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let at = upload(&mut dso, &list(SCHOOL)).await.location().to_owned();
    assert!(at.starts_with("/console/import/"), "{at}");
    let shown = page(&p, &mut dso, &at).await;
    assert!(shown.contains("1 student is new") && students(&p).await == 0, "{shown}");
    dso.post("/api/console/import/run", &[("id", &id(&at))]).await;
    // Twice is once.
    dso.post("/api/console/import/run", &[("id", &id(&at))]).await;
    let shown = page(&p, &mut dso, &at).await;
    assert!(shown.contains("Imported") && students(&p).await == 1, "{shown}");
    let files = import_file::Entity::find().count(p.db()).await.expect("count");
    assert_eq!(files, 0, "what the files said is not kept twice");
    let at = upload(&mut dso, &list(SCHOOL)).await.location().to_owned();
    page(&p, &mut dso, &at).await;
    dso.post("/api/console/import/discard", &[("id", &id(&at))]).await;
    dso.post("/api/console/import/run", &[("id", &id(&at))]).await;
    assert!(page(&p, &mut dso, &at).await.contains("Nothing was imported."));
}

async fn columns_are_named_once_and_remembered(p: TestPortal) {
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let foreign = list(SCHOOL)
        .replace("sevis_id", "SEVIS Number")
        .replace("birth_date", "Born on")
        .replace("school_code", "School Code");
    let at = upload(&mut dso, &foreign).await.location().to_owned();
    let shown = page(&p, &mut dso, &at).await;
    assert!(shown.contains("Name the columns") && shown.contains("Born on"), "{shown}");
    let guessed = between(&shown, "name=\"students:SEVIS Number\"", "</select>");
    assert!(guessed.contains("value=\"sevis_id\" selected"), "{guessed}");
    let named = [
        ("students:SEVIS Number", "sevis_id"),
        ("students:given_name", "given_name"),
        ("students:surname", "surname"),
        ("students:School Code", "school_code"),
    ];
    let mut body = part("form[id]", &id(&at));
    for (name, value) in named {
        body += &part(name, value);
    }
    send(&mut dso, "columns", &body).await;
    let shown = dso.get(&at).await.body;
    assert!(shown.contains("say which column is “birth_date”"), "{shown}");
    body += &part("students:Born on", "birth_date");
    send(&mut dso, "columns", &body).await;
    assert!(page(&p, &mut dso, &at).await.contains("1 student is new"));
    let at = upload(&mut dso, &foreign).await.location().to_owned();
    assert!(page(&p, &mut dso, &at).await.contains("1 student is new"), "asked once");
}

async fn what_cannot_be_imported_is_told_line_by_line(p: TestPortal) {
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let at = upload(&mut dso, &list(SCHOOL).replace("2001-02-03", "6/1/2001")).await;
    let shown = page(&p, &mut dso, at.location()).await;
    assert!(shown.contains("line 2, column birth_date") && shown.contains("list.csv"), "{shown}");
    assert!(!shown.contains("Import</button>"));
    let empty = send(&mut dso, "upload", "").await;
    assert_eq!(empty.location(), "/console/import");
    assert!(dso.get("/console/import").await.body.contains("There is a problem"));
}

async fn a_school_imports_nobody_elses_students_and_sees_nobody_elses_uploads(p: TestPortal) {
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let at = upload(&mut dso, &list(OTHER_SCHOOL)).await.location().to_owned();
    let shown = page(&p, &mut dso, &at).await;
    assert!(shown.contains("column school_code: is not a school"), "{shown}");
    let mut other = p.official("dso@other.test", OTHER_SCHOOL).await;
    assert_eq!(other.get(&at).await.status, axum::http::StatusCode::NOT_FOUND);
    let fields = [("id", id(&at))];
    let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
    let refused = other.post("/api/console/import/run", &fields).await;
    assert_eq!(refused.status, axum::http::StatusCode::NOT_FOUND);
    let student = p.registered(1).await;
    let mut browser = p.logged_in(&student).await;
    assert_eq!(upload(&mut browser, &list(SCHOOL)).await.status, axum::http::StatusCode::NOT_FOUND);
}

async fn an_upload_is_imported_by_one_server_and_says_what_that_one_did(p: TestPortal) {
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let at = upload(&mut dso, &list(SCHOOL)).await.location().to_owned();
    page(&p, &mut dso, &at).await;
    dso.post("/api/console/import/run", &[("id", &id(&at))]).await;
    let servers = [p.beside().await, p.beside().await, p.beside().await];
    let rounds = servers.map(|portal| {
        tokio::spawn(async move {
            let _ = server::jobs::run_due(&portal).await;
        })
    });
    for round in rounds {
        round.await.expect("done");
    }
    let shown = page(&p, &mut dso, &at).await;
    assert!(shown.contains("1 student is new") && shown.contains("Imported"), "{shown}");
}

async fn a_turn_is_one_servers_until_it_ends(p: TestPortal) {
    let take = |name| alone::turn(&p.portal.config, name);
    let first = take("imports").await.expect("asked");
    assert!(first.is_some() && take("imports").await.expect("asked").is_none());
    assert!(take("scans").await.expect("asked").is_some(), "each job has its own");
    drop(first);
    let begun = std::time::Instant::now();
    // PostgreSQL hears of it a moment later.
    while take("imports").await.expect("asked").is_none() {
        assert!(begun.elapsed().as_secs() < 10, "the turn did not end");
    }
}
