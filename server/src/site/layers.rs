//! The layers every request passes: limits of rate, size and time, compression, the log.

use super::marks::{HoldsToken, Loaded, TakesFiles};
use super::posted::LARGEST_FORM;
use super::sentence::refused;
use super::{provide, uploads};
use crate::clock::Stopwatch;
use crate::limits::Limit;
use crate::portal::Portal;
use crate::service::visit;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http_body_util::Limited;
use leptos::server_fn::ServerFn as _;
use std::sync::Arc;
use std::time::Duration;
use tower_http::compression::predicate::Predicate;
use tower_http::timeout::TimeoutBody;

/// How long a request may take.
const PATIENCE: Duration = Duration::from_secs(60);
/// The same for requests with files: 30 MB over a slow connection.
const LONG_PATIENCE: Duration = Duration::from_secs(30 * 60);

/// Pages that hold a token are not compressed, so that their length tells nothing of it.
#[derive(Clone, Copy)]
pub struct Compressible;

impl Predicate for Compressible {
    fn should_compress<B>(&self, response: &axum::http::Response<B>) -> bool
    where
        B: axum::body::HttpBody,
    {
        // Files are compressed by themselves, and large.
        let kind = response.headers().get(header::CONTENT_TYPE);
        kind.is_none_or(|kind| kind != "application/octet-stream")
            && response.extensions().get::<HoldsToken>().is_none()
            && tower_http::compression::DefaultPredicate::new().should_compress(response)
    }
}

/// Counts the request against its address.
pub async fn limit(State(portal): State<Arc<Portal>>, request: Request, next: Next) -> Response {
    let from = provide::address(request.extensions());
    // Looking up a place is no form, nor is a device that says what it has shown: they must not use up what reports need.
    let looks = matches!(*request.method(), Method::GET | Method::HEAD);
    let others = [app::api::FindPlace::PATH, app::api::PushShown::PATH];
    let page = looks || others.contains(&request.uri().path());
    let limit = if page { Limit::Pages } else { Limit::Forms };
    if let Err(error) = visit::count(&portal, limit, from).await {
        return refused(&error.into());
    }
    next.run(request).await
}

/// Cuts what is larger than a form may be. A message with files may be larger, once there is room
/// for it; else its words are read and its files are not.
pub async fn limit_body(
    State(portal): State<Arc<Portal>>,
    mut request: Request,
    next: Next,
) -> Response {
    let path = request.uri().path().to_owned();
    if !uploads::takes_files(&path) {
        let told = request.headers().get(header::CONTENT_LENGTH);
        let told = told.and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
        if told.is_some_and(|length| length > LARGEST_FORM) {
            return StatusCode::PAYLOAD_TOO_LARGE.into_response();
        }
        return next.run(request.map(|body| Body::new(Limited::new(body, LARGEST_FORM)))).await;
    }
    if !uploads::is_form(&request) {
        return StatusCode::BAD_REQUEST.into_response();
    }
    let room = {
        let loaded = request.extensions().get::<Loaded>().cloned();
        uploads::find_room(&portal, &path, loaded).await
    };
    let most = if room.is_some() { uploads::LARGEST } else { LARGEST_FORM };
    if room.is_some() {
        request.extensions_mut().insert(TakesFiles);
    }
    let limited = |body| Body::new(TimeoutBody::new(uploads::SILENCE, Limited::new(body, most)));
    let request = request.map(limited);
    // Held until the answer is made.
    let room = room.map(Arc::new);
    let request = match &room {
        Some(room) => request.map(|body| uploads::within(room.clone(), body)),
        None => request,
    };
    next.run(request).await
}

/// Ends what takes too long.
pub async fn limit_time(request: Request, next: Next) -> Response {
    let patience =
        if uploads::takes_files(request.uri().path()) { LONG_PATIENCE } else { PATIENCE };
    tokio::time::timeout(patience, next.run(request))
        .await
        .unwrap_or_else(|_| StatusCode::SERVICE_UNAVAILABLE.into_response())
}

/// One line a request: method, path without its query, status, time. Never an address or a name.
pub async fn log(request: Request, next: Next) -> Response {
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let begun = Stopwatch::start();
    let response: Response<Body> = next.run(request).await;
    let ms = begun.elapsed().as_millis();
    tracing::debug!(%method, path, status = response.status().as_u16(), ms, "request");
    response
}
