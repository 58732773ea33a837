//! For those who watch the portal.

use crate::clock::millis;
use crate::portal::Portal;
use crate::store::entity::{mail, review, session, sevis_change};
use axum::extract::{ConnectInfo, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use std::fmt::Write as _;
use std::net::SocketAddr;
use std::sync::Arc;

/// The process lives.
pub async fn alive() -> &'static str {
    "ok\n"
}

/// The database answers and is migrated.
pub async fn ready(State(portal): State<Arc<Portal>>) -> Response {
    if portal.store.ready().await {
        "ready\n".into_response()
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, "not ready\n").into_response()
    }
}

/// Prometheus text, to this machine only.
pub async fn metrics(
    State(portal): State<Arc<Portal>>,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
) -> Response {
    // A proxy on this machine asks on behalf of others, and says so.
    let relayed = ["x-forwarded-for", "forwarded", "x-real-ip", "via", "x-forwarded-host"];
    if !from.ip().is_loopback() || relayed.iter().any(|name| headers.contains_key(*name)) {
        return StatusCode::NOT_FOUND.into_response();
    }
    let db = portal.store.db();
    let waiting = mail::Entity::find().filter(mail::Column::SentAt.is_null());
    let oldest = waiting.clone().filter(mail::Column::Failed.eq(false));
    let oldest = sea_orm::QueryOrder::order_by_asc(oldest, mail::Column::CreatedAt).one(db).await;
    let age = oldest.ok().flatten().map_or(0, |row| (millis(portal.now()) - row.created_at) / 1000);
    let gauges = [
        ("foothold_mails_waiting", waiting.filter(mail::Column::Failed.eq(false)).count(db).await),
        (
            "foothold_mails_failed",
            mail::Entity::find().filter(mail::Column::Failed.eq(true)).count(db).await,
        ),
        (
            "foothold_sessions",
            session::Entity::find()
                .filter(session::Column::AccountId.is_not_null())
                .count(db)
                .await,
        ),
        (
            "foothold_reviews_open",
            review::Entity::find().filter(review::Column::DoneAt.is_null()).count(db).await,
        ),
        (
            "foothold_sevis_changes_unsettled",
            sevis_change::Entity::find()
                .filter(sevis_change::Column::SettledAt.is_null())
                .count(db)
                .await,
        ),
    ];
    let mut text =
        format!("# TYPE foothold_oldest_mail_seconds gauge\nfoothold_oldest_mail_seconds {age}\n");
    for (name, value) in gauges {
        if let Ok(value) = value {
            let _ = writeln!(text, "# TYPE {name} gauge\n{name} {value}");
        }
    }
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], text).into_response()
}
