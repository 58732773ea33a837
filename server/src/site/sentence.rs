//! Pages of one sentence, for what went wrong before or beside the pages of the app.

use app::AppError;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

/// The status that says the same as an error.
pub fn status(error: &AppError) -> StatusCode {
    StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

/// After how many seconds trying again helps.
pub fn wait(error: &AppError) -> Option<u32> {
    match error {
        AppError::TooMany(seconds) | AppError::Busy(seconds) => Some(*seconds),
        _ => None,
    }
}

/// An error as such a page.
pub fn refused(error: &AppError) -> Response {
    sentence(status(error), &error.to_string(), wait(error))
}

/// A text as it stands in a page.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// What such a page may do: look like the portal, and send a form to it. It has no scripts.
const POLICY: &str = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; \
                      frame-ancestors 'none'";

/// A plain page with one sentence; `wait` is after how many seconds trying again helps.
pub fn sentence(status: StatusCode, words: &str, wait: Option<u32>) -> Response {
    page(status, words, wait, "")
}

/// The same, with a form below the sentence.
pub fn page(status: StatusCode, words: &str, wait: Option<u32>, form: &str) -> Response {
    let words = escape(words);
    let html = format!(
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <link rel=\"stylesheet\" href=\"/pkg/foothold.css\">\
         <title>Error - Foothold</title></head><body><main><h1>We could not do that</h1>\
         <p>{words}</p>{form}<p>Use your browser’s Back button to return to what you typed, or \
         <a href=\"/\">go to the start page</a>.</p></main></body></html>"
    );
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CONTENT_SECURITY_POLICY, POLICY),
    ];
    let mut response = (status, headers, html).into_response();
    if let Some(seconds) = wait {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}
