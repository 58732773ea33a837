//! Lost second steps.

mod others_help;
mod proofs;
mod undone;

use crate::support::{ANSWERS, Browser, Holder, PASSWORD, TestPortal};

/// The answers to the two questions on this page.
pub(super) fn answers_on(page: &str) -> (String, String) {
    let mut answers = page.split("class=\"question\">").skip(1).map(|part| {
        let words = part.split('<').next().expect("words");
        let known = ANSWERS.iter().find(|(code, _)| domain::questions::words(code) == Some(words));
        known.expect("a question of ours").1.to_owned()
    });
    (answers.next().expect("the first"), answers.next().expect("the second"))
}

/// Five questions that the sign-up did not choose, with this answer to each.
pub(super) fn other_questions(answer: &'static str) -> Vec<(String, &'static str)> {
    let codes = ["meet", "book", "food", "concert", "trip"].iter().enumerate();
    codes
        .flat_map(|(n, code)| {
            [(format!("question{}", n + 1), *code), (format!("answer{}", n + 1), answer)]
        })
        .collect()
}

/// Logged in by password, with the code mailed.
pub(super) async fn losing(p: &TestPortal, holder: &Holder) -> (Browser, String, (String, String)) {
    let mut browser = p.browser();
    assert_eq!(browser.log_in(&holder.email, PASSWORD).await.location(), "/verify");
    let page = browser.post_and_look("/api/verify/lost/send", &[("id", "")]).await.body;
    let code = p.sent_code(&holder.email).await;
    (browser, code, answers_on(&page))
}

pub(super) async fn prove(
    browser: &mut Browser,
    code: &str,
    first: &str,
    second: &str,
) -> crate::support::Answer {
    browser
        .post("/api/verify/lost", &[("code", code), ("answer1", first), ("answer2", second)])
        .await
}
