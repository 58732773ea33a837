//! "Busy, nothing was saved": for a form posted without scripts, with a button that sends the very
//! same once more. What was typed is in the page, and nowhere else.

use super::posted::Posted;
use super::sentence::{escape, page};
use axum::http::StatusCode;
use axum::response::Response;

/// Fields with one of these in their name are never put into a page.
const SECRETS: [&str; 5] = ["password", "confirm", "current", "code", "credential"];

/// True for a field that holds a secret. Answers to the questions of an account are numbered; what a student
/// answers to the school is no secret.
fn is_secret(name: &str) -> bool {
    let numbered = |rest: &str| rest.starts_with(|c: char| c.is_ascii_digit());
    let of_account = name.split("answer").skip(1).any(numbered);
    of_account || SECRETS.iter().any(|secret| name.contains(secret))
}

/// The page: what happened, and the form to be sent again, unless it holds a secret.
pub fn answer(words: &str, posted: Option<&Posted>, seconds: u32) -> Response {
    let again = posted.and_then(again).unwrap_or_default();
    page(StatusCode::SERVICE_UNAVAILABLE, words, Some(seconds), &again)
}

fn again(posted: &Posted) -> Option<String> {
    let fields = posted.fields()?;
    if fields.iter().any(|(name, _)| is_secret(name)) {
        return None;
    }
    let inputs: String = fields
        .iter()
        .map(|(name, value)| {
            let (name, value) = (escape(name), escape(value));
            format!("<input type=\"hidden\" name=\"{name}\" value=\"{value}\">")
        })
        .collect();
    let path = escape(&posted.path);
    Some(format!(
        "<form method=\"post\" action=\"{path}\">{inputs}<button class=\"usa-button\" type=\"submit\">Try again</button></form>"
    ))
}
