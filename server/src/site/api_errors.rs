//! Gives errors of server functions their status, and people without scripts a page instead of an
//! error in the address line.

use app::AppError;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// Rewrites what a server function answered in error.
pub async fn rewrite(mut request: Request, next: Next) -> Response {
    if !request.uri().path().starts_with("/api/") {
        return next.run(request).await;
    }
    let accept = request.headers().get(header::ACCEPT).and_then(|v| v.to_str().ok()).unwrap_or("");
    let plain = !accept.contains("application/json");
    // From here on every error is JSON, whoever asked; the page for people is made below.
    if plain {
        request.headers_mut().remove(header::REFERER);
    }
    let response = next.run(request).await;
    let failed = response.headers().contains_key("serverfnerror")
        || (response.status().is_server_error() || response.status().is_client_error());
    if !failed {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let body = to_bytes(body, 64 * 1024).await.unwrap_or_default();
    let error = serde_json::from_slice::<AppError>(&body).ok().or_else(|| {
        let location = parts.headers.get(header::LOCATION)?.to_str().ok()?;
        location.contains("__err=").then_some(AppError::BadRequest)
    });
    let error = error.unwrap_or(match parts.status {
        StatusCode::PAYLOAD_TOO_LARGE => {
            return sentence(parts.status, "That is more than a form can hold.", None);
        }
        status if status.is_client_error() => AppError::BadRequest,
        _ => AppError::Internal("-".into()),
    });
    let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let wait = match error {
        AppError::TooMany(seconds) | AppError::Busy(seconds) => Some(seconds),
        _ => None,
    };
    if plain {
        let mut answer = match error {
            AppError::LoginRequired => see_other(app::routes::LOGIN),
            AppError::AttestationRequired => see_other(app::routes::ATTEST),
            AppError::PasswordChangeRequired => see_other(app::routes::ACCOUNT),
            AppError::Elsewhere(place) => see_other(&place.path(app::routes::SECURITY)),
            other => sentence(status, &other.to_string(), wait),
        };
        answer.extensions_mut().insert(super::marks::Refusal(status));
        return answer;
    }
    parts.status = status;
    parts.headers.remove(header::LOCATION);
    parts.headers.remove(header::CONTENT_LENGTH);
    parts.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    if let Some(seconds) = wait {
        parts.headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    let body = serde_json::to_vec(&error).unwrap_or_default();
    Response::from_parts(parts, Body::from(body))
}

fn see_other(path: &str) -> Response {
    (StatusCode::SEE_OTHER, [(header::LOCATION, path)]).into_response()
}

/// A plain page with one sentence.
pub fn sentence(status: StatusCode, words: &str, wait: Option<u32>) -> Response {
    let words = words.replace('&', "&amp;").replace('<', "&lt;");
    let html = format!(
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <title>Error - Foothold</title></head><body><main><h1>We could not do that</h1>\
         <p>{words}</p><p>Use your browser’s Back button to return to what you typed, or \
         <a href=\"/\">go to the start page</a>.</p></main></body></html>"
    );
    let mut response =
        (status, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], html).into_response();
    if let Some(seconds) = wait {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}
