//! What is written down, and who reads it.

use super::entries;
use crate::support::{Browser, OTHER_SCHOOL, SCHOOL, TestPortal, between};
use sea_orm::{ConnectionTrait as _, EntityTrait, TransactionTrait as _};
use server::cli::audit::check;
use server::store::entity::audit;

pub(super) async fn seen(mut browser: Browser) -> String {
    browser.get("/account/seen").await.body
}

pub(super) async fn every_look_is_written_down_and_told_to_the_person_it_is_about(p: TestPortal) {
    let (ada, bob) = (p.registered(1).await, p.registered(2).await);
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    assert!(seen(p.logged_in(&ada).await).await.contains("No one has viewed your record yet"));
    for (page, words) in [
        (format!("/console/students/{}", ada.id), "Record opened"),
        ("/console/students".to_owned(), "In a list of students"),
    ] {
        let before = entries(&p).await;
        assert_eq!(dso.get(&page).await.status.as_u16(), 200);
        assert_eq!(entries(&p).await, before + 1, "{page}");
        let told = seen(p.logged_in(&ada).await).await;
        assert!(told.contains(words) && told.contains("Drew Sample, official of your school"));
    }
    // The other student was in the list, and not opened.
    let told = seen(p.logged_in(&bob).await).await;
    assert!(!told.contains("Record opened") && told.contains("In a list of students"), "{told}");
    check(&p.portal).await.expect("whole");
}

pub(super) async fn every_act_is_written_down_with_before_and_after(p: TestPortal) {
    let ada = p.registered(1).await;
    let mut pdso = p.principal("pdso@test.test", SCHOOL).await;
    let fields = [("id", ada.id.as_str()), ("email", "moved@test.test")];
    pdso.post("/api/console/change-email", &fields).await;
    pdso.post("/api/console/reset-account", &[("id", &ada.id)]).await;
    let page = pdso.get(&format!("/console/audit?student={}", ada.id)).await.body;
    assert!(page.contains("Email changed") && page.contains("s1@test.test → moved@test.test"));
    assert!(page.contains("Account reset") && page.contains("Ada Sample"), "{page}");
    // Nothing of it lies readable in the database.
    let rows = audit::Entity::find().all(p.db()).await.expect("rows");
    assert!(rows.iter().all(|row| !format!("{row:?}").contains("moved@")));
}

pub(super) async fn the_audit_is_the_principal_officials_and_of_the_own_school(p: TestPortal) {
    let ada = p.student(1, "").await;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    dso.get(&format!("/console/students/{}", ada.id)).await;
    assert_eq!(dso.get("/console/audit").await.status.as_u16(), 404);
    let mut own = p.principal("pdso@test.test", SCHOOL).await;
    assert!(own.get("/console/audit").await.body.contains("Record opened"));
    let mut other = p.principal("other@test.test", OTHER_SCHOOL).await;
    let about = format!("/console/audit?student={}", ada.id);
    let body = other.get("/console/audit").await.body;
    assert!(!body.contains("Record opened") && !body.contains("Ada"), "{body}");
    // Nor does asking write anything down about somebody of another school, or about nobody.
    let before = entries(&p).await;
    for page in [&about, "/console/audit?student=x,student:y", "/console/audit?official=x"] {
        assert_eq!(other.get(page).await.status.as_u16(), 404, "{page}");
    }
    assert_eq!(entries(&p).await, before);
}

pub(super) async fn what_the_help_team_opens_is_told_to_its_holder(p: TestPortal) {
    let mut holder = p.holder("a@test.test").await;
    let mut team = p.help_team("team@test.test").await;
    let pdf: &[u8] = b"%PDF-1.4\n1 0 obj << >> endobj\ntrailer << >>\n%%EOF\n";
    let key = "abcdefghijklmnopqrstuv";
    let fields = [("thread", ""), ("key", key), ("subject", "My card"), ("body", "Where?")];
    let sent = holder.browser.post_files("/api/messages/send", &fields, &[("a.pdf", pdf)]).await;
    let page = team.get(sent.location()).await.body;
    let file = format!("/files/{}", between(&page, "href=\"/files/", "\""));
    let answer = team.get(&file).await;
    assert_eq!((answer.status.as_u16(), answer.body.as_bytes()), (200, pdf));
    let told = holder.browser.get("/account/seen").await.body;
    for words in ["Conversation opened", "File opened", "Help team"] {
        assert!(told.contains(words), "{words} in {told}");
    }
    assert!(!told.contains("Drew Sample"), "the help team has no names");
    team.get("/console/messages").await;
    let told = holder.browser.get("/account/seen").await.body;
    assert!(told.contains("In a list of conversations"), "{told}");
    let before = entries(&p).await;
    assert_eq!(holder.browser.get(&file).await.status.as_u16(), 200);
    assert_eq!(entries(&p).await, before, "the own file is no look of staff");
}

pub(super) async fn what_cannot_be_written_down_is_not_shown(p: TestPortal) {
    let p = p.waiting_for_the_writer(1).await;
    let ada = p.student(1, "").await;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let page = format!("/console/students/{}", ada.id);
    assert!(dso.get(&page).await.body.contains("Ada Sample"));
    let held = p.db().begin().await.expect("begun");
    held.execute_unprepared("UPDATE audit_heads SET seq = seq").await.expect("held");
    let answer = dso.get(&page).await;
    assert!(!answer.body.contains("Ada Sample"), "{}", answer.body);
    held.rollback().await.expect("let go");
    assert!(dso.get(&page).await.body.contains("Ada Sample"));
}

pub(super) async fn refusals_are_logged_whichever_way_they_were_asked(p: TestPortal) {
    let ada = p.student(1, "").await;
    let mut other = p.official("other@test.test", OTHER_SCHOOL).await;
    let id = p.account_of("other@test.test").await.id;
    let refused = || {
        let log = crate::log();
        log.lines().filter(|line| line.contains("refused") && line.contains(&id)).count()
    };
    let before = refused();
    other.get(&format!("/console/students/{}", ada.id)).await;
    assert_eq!(refused(), before + 1, "a page");
    other.post("/api/console/reset-account", &[("id", &ada.id)]).await;
    assert_eq!(refused(), before + 2, "a plain form");
    other.fetch("/api/console/reset-account", &[("id", &ada.id)]).await;
    assert_eq!(refused(), before + 3, "a form by scripts");
}
