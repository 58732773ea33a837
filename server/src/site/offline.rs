//! The page that a browser shows while the portal cannot be reached, and the script that keeps it there (`frontend/worker.js`).

use super::assets;
use crate::portal::Portal;
use crate::secret::sha256_hex;
use app::wire::Assets;
use axum::Router;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use std::sync::{Arc, OnceLock};

/// Where the page is.
pub const PAGE: &str = "/offline";
/// Where the script is: only from the root may it stand in for every page.
const WORKER: &str = "/worker.js";
const ICON: &str = "/favicon.svg";
const SCRIPT: &str = include_str!("../../../frontend/worker.js");

/// Both.
pub fn routes() -> Router<Arc<Portal>> {
    Router::new().route(PAGE, get(page)).route(WORKER, get(worker))
}

/// What can be begun on it; the same for everybody. It stands last, as all does that a script shows: nothing moves by it.
fn begun() -> &'static str {
    static BEGUN: OnceLock<String> = OnceLock::new();
    BEGUN.get_or_init(app::begun_offline)
}

/// The page. It names nobody, so that it may be kept on any device. The link leads to the page that was asked for.
fn html(names: &Assets) -> String {
    let (css, script, forms, begun) = (&names.css, &names.enhance, &names.forms, begun());
    format!(
        "<!DOCTYPE html><html lang=\"en\" data-forms=\"{forms}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <meta name=\"color-scheme\" content=\"light dark\">\
         <title>No connection - Foothold</title>\
         <link rel=\"stylesheet\" href=\"{css}\"><link rel=\"icon\" href=\"{ICON}\" type=\"image/svg+xml\">\
         <script type=\"module\" src=\"{script}\"></script></head>\
         <body><main id=\"main\" data-no-line>\
         <p class=\"offline-mark\"><img src=\"{ICON}\" alt=\"\" width=\"32\" height=\"32\"> Foothold</p><h1>No connection</h1>\
         <p class=\"usa-intro\">Foothold cannot be reached. What you have saved before is safe.</p>\
         <p><a class=\"usa-button\" href=\"\">Try again</a></p>\
         <h2>If today is the last day to report</h2>\
         <p>Tell your school’s international office (DSO) in any other way that works, such as a phone call. They can enter \
         the report for you. Note the day and whom you told.</p>\
         <p data-kept hidden>A report that you began is kept on this device. Once you are connected, open its form again: \
         it is offered to you there.</p>{begun}</main></body></html>"
    )
}

async fn page(State(portal): State<Arc<Portal>>) -> Response {
    let html = html(&assets::names(&portal.config.site));
    let policy = "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; \
                  base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CONTENT_SECURITY_POLICY, policy),
    ];
    (headers, html).into_response()
}

/// The script, with what it keeps. Where the page is another one, so is the script, and browsers fetch both anew.
async fn worker(State(portal): State<Arc<Portal>>) -> Response {
    let names = assets::names(&portal.config.site);
    let edition = sha256_hex(html(&names).as_bytes());
    let kept = [PAGE, &names.css, &names.enhance, &names.forms, ICON];
    let paths = kept.map(|path| format!("\"{path}\"")).join(", ");
    let script = SCRIPT.replace("\"PATHS\"", &paths).replace("EDITION", &edition[..16]);
    let headers = [
        (header::CONTENT_TYPE, "text/javascript; charset=utf-8"),
        (header::CACHE_CONTROL, "no-cache"),
        // What it may fetch: this portal alone, and its mark for notifications.
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; connect-src 'self'; img-src 'self'"),
    ];
    (headers, script).into_response()
}
