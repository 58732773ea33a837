//! Forms as they were posted: read whole before anyone asks who sends them, so that nothing is
//! decided by a session that ended while its form was on the way.

use super::sentence::sentence;
use super::uploads::takes_files;
use crate::nfc::nfc;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Request;
use axum::http::{Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use domain::text::seen_in_paragraph;

/// Largest form.
pub const LARGEST_FORM: usize = 64 * 1024;
/// What is told about a form that is too large.
pub const TOO_LARGE: &str = "That is more than a form can hold.";

/// A form as it was posted: where to, and its fields.
#[derive(Clone)]
pub struct Posted {
    /// The path.
    pub path: String,
    /// The body, as a browser writes a form.
    pub body: Bytes,
}

impl Posted {
    /// Its fields by name, if they can be read.
    pub fn fields(&self) -> Option<Vec<(String, String)>> {
        serde_urlencoded::from_bytes(&self.body).ok()
    }

    /// For whom its page was made; none where it does not say.
    pub fn made_for(&self) -> Option<String> {
        let fields = self.fields()?;
        fields.into_iter().find_map(|(name, value)| (name == MADE_FOR).then_some(value))
    }
}

/// The field that says for whom a form was made.
pub const MADE_FOR: &str = app::wire::MADE_FOR;

/// Reads the body of a request, but for files: those are read as they arrive.
pub async fn read(request: Request, next: Next) -> Response {
    if request.method() != Method::POST || takes_files(request.uri().path()) {
        return next.run(request).await;
    }
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let form = kind.is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded"));
    let (mut parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, LARGEST_FORM).await else {
        return sentence(StatusCode::PAYLOAD_TOO_LARGE, TOO_LARGE, None);
    };
    let body = if form { in_one_spelling(with_form(body)) } else { body };
    parts.headers.remove(header::CONTENT_LENGTH);
    if form {
        let path = parts.uri.path().to_owned();
        parts.extensions.insert(Posted { path, body: body.clone() });
    }
    next.run(Request::from_parts(parts, Body::from(body))).await
}

/// A form of which nothing was ticked is a form all the same: a browser then posts no field of it at all.
fn with_form(body: Bytes) -> Bytes {
    let has = |mark: &[u8]| body.windows(mark.len()).any(|part| part == mark);
    if has(b"form%5B") || has(b"form[") || has(b"form%5b") {
        return body;
    }
    let and: &[u8] = if body.is_empty() { b"" } else { b"&" };
    [&body, and, b"form%5Bnothing%5D="].concat().into()
}

/// The fields in one spelling of Unicode. Passwords stay as typed: they have older hashes.
fn in_one_spelling(body: Bytes) -> Bytes {
    // Whatever is not ASCII is percent-encoded, and begins with a byte from 0xC0 up.
    let foreign = body.windows(2).any(|two| two[0] == b'%' && two[1].to_ascii_uppercase() >= b'C');
    if !foreign && body.is_ascii() {
        return body;
    }
    let Ok(mut fields) = serde_urlencoded::from_bytes::<Vec<(String, String)>>(&body) else {
        return body;
    };
    let mut changed = false;
    for (name, value) in &mut fields {
        let secret = ["password", "confirm", "current"].iter().any(|word| name.contains(word));
        // A mark that nobody sees does not keep a letter from its accent.
        let text = nfc(&seen_in_paragraph(value)).into_owned();
        if !secret && text != *value {
            *value = text;
            changed = true;
        }
    }
    if !changed {
        return body;
    }
    serde_urlencoded::to_string(fields).map_or(body, Bytes::from)
}
