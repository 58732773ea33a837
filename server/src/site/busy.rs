//! "Busy, nothing was saved": for a form posted without scripts, with a button that sends the very
//! same once more. What was typed is in the page, and nowhere else.

use super::layers::LARGEST_FORM;
use super::sentence::{escape, page};
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Request;
use axum::http::{Method, StatusCode, header};
use axum::response::Response;

/// Fields with one of these in their name are never put into a page.
const SECRETS: [&str; 6] = ["password", "confirm", "current", "code", "answer", "credential"];

/// A form as it was posted: where to, and what.
pub struct Posted {
    path: String,
    body: Bytes,
}

/// Reads a plain form out of a request, and puts it back; none for anything else.
pub async fn read(request: Request) -> Result<(Request, Option<Posted>), StatusCode> {
    let kind = request.headers().get(header::CONTENT_TYPE);
    let form = kind.is_some_and(|kind| kind == "application/x-www-form-urlencoded");
    if !form || request.method() != Method::POST {
        return Ok((request, None));
    }
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, LARGEST_FORM).await.map_err(|_| StatusCode::PAYLOAD_TOO_LARGE)?;
    let posted = Posted { path: parts.uri.path().to_owned(), body: body.clone() };
    Ok((Request::from_parts(parts, Body::from(body)), Some(posted)))
}

/// The page: what happened, and the form to be sent again, unless it holds a secret.
pub fn answer(words: &str, posted: Option<&Posted>, seconds: u32) -> Response {
    let again = posted.and_then(again).unwrap_or_default();
    page(StatusCode::SERVICE_UNAVAILABLE, words, Some(seconds), &again)
}

fn again(posted: &Posted) -> Option<String> {
    let fields: Vec<(String, String)> = serde_urlencoded::from_bytes(&posted.body).ok()?;
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
