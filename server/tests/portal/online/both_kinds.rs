//! One person, one login: a student's record and an online account, in whichever order they come.

use crate::on_both;
use crate::support::{Browser, PASSWORD, SCHOOL, TestPortal};
use axum::http::StatusCode;

on_both! {
    a_strangers_online_account_stops_no_import_and_is_not_taken_over,
    a_student_opens_an_online_account_before_the_invitation_which_then_joins_it,
    the_school_cannot_reset_a_joined_login_and_a_new_email_parts_it,
    a_student_with_a_portal_account_opens_an_online_account_with_the_same_login,
    neither_a_blank_cell_nor_another_spelling_of_an_email_parts_a_joined_login,
}

const OPT: &str = "sevis_id,type,status,schedule,start_date,end_date\nN0003000001,post_completion,approved,full_time,2026-06-01,2027-05-31\n";

async fn on_record(p: &TestPortal, email: &str) {
    let students = format!(
        "sevis_id,given_name,surname,birth_date,email,school_code\nN0003000001,Avery,Sample,2000-01-02,{email},{SCHOOL}\n"
    );
    p.import(&students, OPT, "").await.expect("imported");
    p.settle().await;
}

/// The token of the newest invitation.
async fn invitation(p: &TestPortal, email: &str) -> String {
    let mails = p.mails(email).await;
    let found = mails
        .into_iter()
        .rev()
        .find_map(|mail| Some(mail.link?.split_once("/register?token=")?.1.to_owned()));
    found.expect("an invitation")
}

/// A browser in which the SEVIS ID was given for this link.
async fn identified(p: &TestPortal, token: &str) -> Browser {
    let mut browser = p.browser();
    let fields = [("token", token), ("sevis_id", "N0003000001")];
    assert_eq!(browser.post("/api/register/identify", &fields).await.location(), "/register");
    browser
}

async fn join(p: &TestPortal, email: &str) {
    let token = invitation(p, email).await;
    let mut browser = identified(p, &token).await;
    let fields = [("token", token.as_str()), ("which", "address")];
    assert_eq!(browser.post("/api/register/join", &fields).await.location(), "/login");
}

async fn a_strangers_online_account_stops_no_import_and_is_not_taken_over(p: TestPortal) {
    let holder = p.holder("both@test.test").await;
    let before = p.account_of("both@test.test").await;
    on_record(&p, "both@test.test").await;
    assert_eq!(p.account_of("both@test.test").await, before, "nobody's account is captured");
    p.log_in_holder(&holder).await;
    // Who reads the mailbox, but is not the student, joins nothing.
    let token = invitation(&p, "both@test.test").await;
    let fields = [("token", token.as_str()), ("which", "address")];
    p.browser().post("/api/register/join", &fields).await;
    assert_eq!(p.account_of("both@test.test").await.joined_student_id, None);
    // No second account is opened beside it either.
    let mut browser = identified(&p, &token).await;
    let fields = [("token", token.as_str()), ("password", PASSWORD), ("confirm", PASSWORD)];
    let page = browser.post_and_look("/api/register/create", &fields).await.body;
    assert!(page.contains("One login for both"), "{page}");
}

async fn a_student_opens_an_online_account_before_the_invitation_which_then_joins_it(
    p: TestPortal,
) {
    let requested = OPT.replace("approved", "requested");
    let students = format!(
        "sevis_id,given_name,surname,birth_date,email,school_code\nN0003000001,Avery,Sample,2000-01-02,a@test.test,{SCHOOL}\n"
    );
    p.import(&students, &requested, "").await.expect("imported");
    let holder = p.holder("a@test.test").await;
    on_record(&p, "a@test.test").await;
    let token = invitation(&p, "a@test.test").await;
    let mut browser = identified(&p, &token).await;
    let page = browser.get("/register").await.body;
    assert!(
        page.contains("One login for both") && !page.contains("name=\"form[password]\""),
        "{page}"
    );
    join(&p, "a@test.test").await;
    // One login, both homes; the second step is asked as before.
    let mut browser = p.log_in_holder(&holder).await;
    let home = browser.get("/home").await.body;
    assert!(home.contains("Your student record") && home.contains("Avery Sample"), "{home}");
    assert_eq!(browser.get("/employment").await.status, StatusCode::FOUND, "the attestation first");
    browser.post("/api/attest", &[("next", "/employment")]).await;
    assert!(browser.get("/employment").await.body.contains("Days of unemployment"));
    assert!(browser.get("/cases").await.body.contains("Cases"));
    // The link is used up, and nobody is invited once more.
    let sent = p.mails("a@test.test").await.len();
    p.settle().await;
    assert_eq!(p.mails("a@test.test").await.len(), sent);
}

async fn the_school_cannot_reset_a_joined_login_and_a_new_email_parts_it(p: TestPortal) {
    let holder = p.holder("a@test.test").await;
    on_record(&p, "a@test.test").await;
    join(&p, "a@test.test").await;
    let student = p.find("N0003000001").await;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let page = dso.post_and_look("/api/console/reset-account", &[("id", &student.id)]).await.body;
    assert!(page.contains("Nothing to reset") && page.contains("Logs in with an online account"));
    let fields = [("id", student.id.as_str()), ("email", "new@test.test")];
    dso.post("/api/console/change-email", &fields).await;
    p.settle().await;
    let mail = p.mails("a@test.test").await.pop().expect("a mail");
    assert_eq!(mail.subject, "The email on your student record was changed");
    let mut browser = p.log_in_holder(&holder).await;
    assert_eq!(browser.get("/employment").await.status, StatusCode::NOT_FOUND);
    // While it is logged in, the invitation at the new address joins it again.
    let token = invitation(&p, "new@test.test").await;
    browser.post("/api/register/identify", &[("token", &token), ("sevis_id", "N0003000001")]).await;
    assert!(browser.get("/register").await.body.contains("a@test.test"));
    let fields = [("token", token.as_str()), ("which", "here")];
    assert_eq!(browser.post("/api/register/join", &fields).await.location(), "/home");
    assert!(browser.get("/home").await.body.contains("Avery Sample"));
}

async fn neither_a_blank_cell_nor_another_spelling_of_an_email_parts_a_joined_login(p: TestPortal) {
    p.holder("a@test.test").await;
    on_record(&p, "a@test.test").await;
    join(&p, "a@test.test").await;
    let student = p.find("N0003000001").await;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let fields = [("id", student.id.as_str()), ("email", "A@test.test")];
    dso.post("/api/console/change-email", &fields).await;
    assert_eq!(p.find("N0003000001").await.email.as_deref(), Some("A@test.test"));
    on_record(&p, "").await;
    let row = p.account_of("a@test.test").await;
    assert_eq!(row.joined_student_id, Some(student.id));
}

async fn a_student_with_a_portal_account_opens_an_online_account_with_the_same_login(
    p: TestPortal,
) {
    let student = p.registered(1).await;
    p.browser().post("/api/sign-up", &[("email", "s1@test.test")]).await;
    p.settle().await;
    let mail = p.mails("s1@test.test").await.pop().expect("a mail");
    assert!(mail.link.is_some_and(|link| link.ends_with("/account/online")), "{}", mail.text);
    let mut browser = p.logged_in(&student).await;
    let open = [("account_type", "applicant")];
    assert!(browser.fetch("/api/account/open-online", &open).await.body.contains("NotEnough"));
    browser.post("/api/security/add", &[("kind", "app")]).await;
    p.confirm_app(&mut browser, "/second-step/confirm").await;
    browser.post("/api/security/backup-codes", &[]).await;
    let questions = crate::support::other_questions("plain");
    let questions: Vec<(&str, &str)> = questions.iter().map(|(n, v)| (n.as_str(), *v)).collect();
    browser.post("/api/security/questions", &questions).await;
    let page = browser.get("/account/online").await.body;
    assert!(!page.contains("missing"), "{page}");
    assert_eq!(browser.post("/api/account/open-online", &open).await.location(), "/home");
    assert!(browser.get("/employment").await.body.contains("Days of unemployment"));
    assert!(browser.get("/cases").await.body.contains("Cases"));
    assert!(p.account(&student).await.is_none(), "there is one login, and it is the person's own");
}
