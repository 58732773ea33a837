//! Lost second steps.

mod let_in_anew;
mod others_help;
mod proofs;
mod school_reset;
mod thursday;
mod undone;

use crate::support::{Browser, Holder, PASSWORD, TestPortal};
pub(super) use crate::support::{answers_on, other_questions};

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
