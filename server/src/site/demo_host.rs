//! The demo answers to names of this machine only. A page of another name that points here (DNS
//! rebinding) could read the demo's mailbox otherwise.

use super::sentence::sentence;
use crate::portal::Portal;
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use std::net::IpAddr;
use std::sync::Arc;

/// Refuses a request that was meant for another name.
pub async fn check(State(portal): State<Arc<Portal>>, request: Request, next: Next) -> Response {
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok());
    if portal.config.demo && host.is_some_and(|host| !is_ours(host)) {
        let words = "The demo answers on this machine only, at 127.0.0.1 or localhost.";
        return sentence(StatusCode::MISDIRECTED_REQUEST, words, None);
    }
    next.run(request).await
}

fn is_ours(host: &str) -> bool {
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    name.eq_ignore_ascii_case("localhost")
        || name.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}
