//! How long the session still lasts, for the warning; and staying logged in.

use super::marks::Loaded;
use crate::clock::millis;
use crate::portal::Portal;
use crate::service::visit::Session;
use crate::service::visit::session::{MAX_SESSION, idle};
use axum::Extension;
use axum::Json;
use axum::extract::State;
use serde::Serialize;
use std::sync::Arc;

/// Seconds before the end at which the warning appears; less where the limit itself is short.
const WARNING: i64 = 120;

/// What the warning needs to know.
#[derive(Serialize)]
pub struct Left {
    /// Seconds until the session ends if nothing is done; none when nobody is logged in.
    left: Option<i64>,
    /// Seconds before the end at which to warn.
    warn: i64,
}

fn left(portal: &Portal, session: &Session) -> Left {
    let now = millis(portal.now());
    let idle = idle(portal).whole_seconds();
    let left = session.row.as_ref().filter(|row| row.account_id.is_some()).map(|row| {
        let quiet = idle - (now - row.seen_at) / 1000;
        let whole = MAX_SESSION.whole_seconds() - (now - row.created_at) / 1000;
        quiet.min(whole).max(0)
    });
    Left { left, warn: WARNING.min(idle / 2) }
}

/// Looking does not extend the session: `provide::load_session` leaves it untouched for this path.
pub async fn look(
    State(portal): State<Arc<Portal>>,
    Extension(loaded): Extension<Loaded>,
) -> Json<Left> {
    Json(left(&portal, &*loaded.0.lock().await))
}

/// The request itself has extended the session.
pub async fn extend(
    State(portal): State<Arc<Portal>>,
    Extension(loaded): Extension<Loaded>,
) -> Json<Left> {
    Json(left(&portal, &*loaded.0.lock().await))
}
