//! Cases on paper.

mod access_codes;
mod consents;

use crate::support::{Browser, TestPortal};

pub(super) const NUMBER: &str = "IOE0123456789";

/// Writes down a case; gives its id.
pub(super) async fn on_record(team: &mut Browser, number: &str, email: &str) -> String {
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
pub(super) async fn mailed_code(
    p: &TestPortal,
    browser: &mut Browser,
    number: &str,
    email: &str,
) -> String {
    let answer = browser.post("/api/cases/access-code", &[("receipt_number", number)]).await;
    assert_eq!(answer.location(), "/cases", "{}", answer.body);
    let mail = p.mails(email).await.pop().expect("a mail");
    assert_eq!(mail.subject, "Your online access code");
    let code = mail.text.lines().find(|line| line.len() == 14 && line.matches('-').count() == 2);
    code.expect("the code").to_owned()
}

pub(super) async fn add(browser: &mut Browser, number: &str, code: &str) -> String {
    let fields = [("receipt_number", number), ("access_code", code)];
    browser.post_and_look("/api/cases/add", &fields).await.body
}
