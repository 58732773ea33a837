//! `/healthz`, `/readyz` and `/metrics`, for monitoring.

use crate::portal::Portal;
use crate::store::counts;
use axum::extract::{ConnectInfo, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use std::fmt::Write as _;
use std::net::SocketAddr;
use std::sync::Arc;

/// The process lives.
pub async fn alive() -> &'static str {
    "ok\n"
}

/// The database answers and is migrated, and this server may act.
pub async fn ready(State(portal): State<Arc<Portal>>) -> Response {
    if portal.is_fit() && portal.store.ready().await {
        "ready\n".into_response()
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, "not ready\n").into_response()
    }
}

/// Prometheus text on the portal's own address, for a portal that is on this machine alone. Any
/// other has a proxy before it, which need not say on whose behalf it asks: there `/metrics` answers
/// at `FOOTHOLD_METRICS_ADDR` only.
pub async fn metrics(
    State(portal): State<Arc<Portal>>,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
) -> Response {
    let relayed = ["x-forwarded-for", "forwarded", "x-real-ip", "via", "x-forwarded-host"];
    let relayed = relayed.iter().any(|name| headers.contains_key(*name));
    let public = portal.config.secure() || portal.config.metrics.is_some();
    if public || relayed || !from.ip().to_canonical().is_loopback() {
        return StatusCode::NOT_FOUND.into_response();
    }
    gauges(State(portal)).await
}

/// Prometheus text.
pub async fn gauges(State(portal): State<Arc<Portal>>) -> Response {
    let look = portal.look();
    let Ok(counts) = counts::now(look.db(), look.at()).await else {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    };
    let age = counts.oldest_mail_at.map_or(0, |at| (look.at() - at) / 1000);
    let gauges = [
        ("foothold_mails_waiting", counts.mails_waiting),
        ("foothold_mails_failed", counts.mails_failed),
        ("foothold_sessions", counts.sessions),
        ("foothold_reviews_open", counts.reviews_open),
        ("foothold_sevis_changes_unsettled", counts.sevis_changes_unsettled),
    ];
    let mut text =
        format!("# TYPE foothold_oldest_mail_seconds gauge\nfoothold_oldest_mail_seconds {age}\n");
    for (name, value) in gauges {
        let _ = writeln!(text, "# TYPE {name} gauge\n{name} {value}");
    }
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], text).into_response()
}
