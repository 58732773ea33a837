//! Gives errors of server functions their status, and people without scripts a page instead of an
//! error in the address line.

use super::busy;
use super::marks::ForAnother;
use super::posted::{Posted, TOO_LARGE};
use super::sentence::{self, sentence, status, wait};
use crate::service::ServiceError;
use app::AppError;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::response::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// Marks what is no value of a server function but an error.
const FAILED: &str = "serverfnerror";

/// Rewrites what a server function answered in error.
pub async fn rewrite(mut request: Request, next: Next) -> Response {
    if !request.uri().path().starts_with("/api/") {
        return next.run(request).await;
    }
    let accept = request.headers().get(header::ACCEPT).and_then(|v| v.to_str().ok()).unwrap_or("");
    let plain = !accept.contains("application/json");
    // From here on every error is JSON, whoever asked; the page for people is made below.
    let posted = request.extensions().get::<Posted>().cloned().filter(|_| plain);
    if plain {
        request.headers_mut().remove(header::REFERER);
    }
    let response = if request.extensions().get::<ForAnother>().is_some() {
        refused(&AppError::ForAnother)
    } else {
        next.run(request).await
    };
    let failed = response.headers().contains_key(FAILED)
        || (response.status().is_server_error() || response.status().is_client_error());
    if !failed {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let body = to_bytes(body, 64 * 1024).await.unwrap_or_default();
    let error = match error_of(&parts, &body) {
        Ok(error) => error,
        Err(status) => return sentence(status, TOO_LARGE, None),
    };
    let status = status(&error);
    let wait = wait(&error);
    if plain {
        let mut answer = match error {
            AppError::LoginRequired => see_other(app::routes::LOGIN),
            AppError::AttestationRequired => see_other(app::routes::ATTEST),
            AppError::PasswordChangeRequired => see_other(app::routes::ACCOUNT),
            AppError::Elsewhere(place) => see_other(&place.path(app::routes::SECURITY)),
            AppError::Busy(seconds) => busy::answer(&error.to_string(), posted.as_ref(), seconds),
            other => sentence::refused(&other),
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

/// A server function's answer, once all that it can have seen is on disk: it may share its transactions with others.
pub async fn settled(shares: bool, answer: impl Future<Output: IntoResponse>) -> Response {
    if !shares {
        return answer.await.into_response();
    }
    match crate::store::shared(answer).await {
        Ok(answer) => answer.into_response(),
        Err(error) => refused(&AppError::from(ServiceError::from(error))),
    }
}

/// What the answer says went wrong; a form that is too large is no error of ours.
fn error_of(parts: &Parts, body: &[u8]) -> Result<AppError, StatusCode> {
    let error = serde_json::from_slice::<AppError>(body).ok().or_else(|| {
        let location = parts.headers.get(header::LOCATION)?.to_str().ok()?;
        location.contains("__err=").then_some(AppError::BadRequest)
    });
    match (error, parts.status) {
        (Some(error), _) => Ok(error),
        (None, StatusCode::PAYLOAD_TOO_LARGE) => Err(parts.status),
        (None, status) if status.is_client_error() => Ok(AppError::BadRequest),
        (None, _) => Ok(AppError::Internal("-".into())),
    }
}

/// An error as a server function would answer it.
fn refused(error: &AppError) -> Response {
    (status(error), serde_json::to_string(error).unwrap_or_default()).into_response()
}

fn see_other(path: &str) -> Response {
    (StatusCode::SEE_OTHER, [(header::LOCATION, path)]).into_response()
}
