//! "Busy, nothing was saved": for a form posted without scripts, with a button that sends the very
//! same once more. What was typed is in the page, and nowhere else.

use super::posted::Posted;
use super::sentence::{escape, page};
use axum::http::StatusCode;
use axum::response::Response;

/// Fields with one of these in their name are never put into a page.
const SECRETS: [&str; 6] = ["password", "confirm", "current", "code", "answer", "credential"];

/// The page: what happened, and the form to be sent again, unless it holds a secret.
pub fn answer(words: &str, posted: Option<&Posted>, seconds: u32) -> Response {
    let again = posted.and_then(again).unwrap_or_default();
    page(StatusCode::SERVICE_UNAVAILABLE, words, Some(seconds), &again)
}

fn again(posted: &Posted) -> Option<String> {
    let fields = posted.fields()?;
    if fields.iter().any(|(name, _)| SECRETS.iter().any(|secret| name.contains(secret))) {
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
