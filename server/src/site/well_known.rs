//! What programs look for at `/.well-known`.

use crate::clock::rfc3339;
use crate::portal::Portal;
use app::routes;
use axum::Json;
use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use serde_json::{Value, json};
use std::sync::Arc;
use time::Duration;

/// How long `security.txt` counts (RFC 9116 recommends less than a year).
const EXPIRES: Duration = Duration::days(90);

/// The paths.
pub fn routes() -> Router<Arc<Portal>> {
    Router::new()
        .route("/.well-known/security.txt", get(security))
        .route("/.well-known/change-password", get(change_password))
        .route("/.well-known/passkey-endpoints", get(passkeys))
}

/// Whom to tell of a weakness (RFC 9116), where whoever runs the portal has said so.
async fn security(State(portal): State<Arc<Portal>>) -> Response {
    let Some(contact) = &portal.config.security_contact else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let text = format!(
        "Contact: {contact}\nExpires: {}\nPreferred-Languages: en\nCanonical: {}/.well-known/security.txt\n",
        rfc3339(portal.now() + EXPIRES),
        portal.config.public_url,
    );
    ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response()
}

/// Where password managers send people (W3C, A Well-Known URL for Changing Passwords).
async fn change_password() -> Redirect {
    Redirect::to(routes::ACCOUNT)
}

/// Where passkeys are added and removed (W3C, Passkey Endpoints).
async fn passkeys(State(portal): State<Arc<Portal>>) -> Json<Value> {
    let page = format!("{}{}", portal.config.public_url, routes::SECURITY);
    Json(json!({ "enroll": page, "manage": page }))
}
