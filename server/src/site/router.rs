//! The router and the order of its layers.

use super::layers::{Compressible, limit, limit_body, limit_time, log};
use super::sentence::sentence;
use super::{
    api_errors, demo_host, downloads, headers, health, icons, mailed_links, offline, pages, peer,
    posted, provide, session_clock, uploads, well_known,
};
use crate::portal::Portal;
use axum::Router;
use axum::extract::Request;
use axum::http::{StatusCode, header};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::Response;
use axum::routing::{MethodRouter, any, get};
use std::sync::Arc;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{Predicate, SizeAbove};
use tower_http::csrf::CsrfLayer;
use tower_http::services::{ServeDir, ServeFile};

/// The whole site, without a socket.
pub fn app(portal: Arc<Portal>) -> Router {
    let site = portal.config.site.clone();
    let functions = {
        let portal = portal.clone();
        any(move |request: Request| {
            let portal = portal.clone();
            // Files fill the disk and take their time: what others save at once has nothing to do with them.
            let shares = !uploads::takes_files(request.uri().path());
            let provide = move || provide::backend_of_function(&portal);
            let answer = leptos_axum::handle_server_fns_with_context(provide, request);
            api_errors::settled(shares, answer)
        })
    };
    let nowhere = {
        let portal = portal.clone();
        move |request| pages::missing(portal, request)
    };
    let pages = Router::new()
        .route("/api/{*function}", functions)
        .merge(files(&portal))
        .merge(pages::routes(&portal))
        .fallback(nowhere)
        .layer(from_fn_with_state(portal.clone(), limit_body))
        .layer(from_fn(api_errors::rewrite))
        .layer(from_fn_with_state(portal.clone(), provide::load_session))
        .layer(from_fn(posted::read))
        .layer(from_fn(provide::prefer_pages))
        .layer(CsrfLayer::new())
        .layer(from_fn(say_why_refused))
        .layer(from_fn_with_state(portal.clone(), mailed_links::leave_address))
        .layer(from_fn_with_state(portal.clone(), limit))
        .layer(CompressionLayer::new().compress_when(SizeAbove::new(512).and(Compressible)));
    Router::new()
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .route("/metrics", get(health::metrics))
        .merge(well_known::routes())
        .merge(offline::routes())
        .with_state(portal.clone())
        .nest_service(
            "/pkg",
            ServeDir::new(site.join("pkg")).precompressed_br().precompressed_gzip(),
        )
        .nest_service("/img", ServeDir::new(site.join("img")))
        .merge(icons::routes(&site))
        .route_service("/robots.txt", ServeFile::new(site.join("robots.txt")))
        .fallback_service(pages)
        .layer(from_fn(limit_time))
        .layer(from_fn_with_state(portal.clone(), demo_host::check))
        .layer(from_fn_with_state(portal.clone(), peer::note))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(from_fn_with_state(portal, headers::add))
        .layer(from_fn(log))
}

/// What was not sent by a page of the portal is refused with words.
async fn say_why_refused(request: Request, next: Next) -> Response {
    let answer = next.run(request).await;
    let silent = !answer.headers().contains_key(header::CONTENT_TYPE);
    if answer.status() != StatusCode::FORBIDDEN || !silent {
        return answer;
    }
    let words = "Nothing was saved: your browser did not say that this form is one of this site. Open the page anew and send it from there.";
    sentence(StatusCode::FORBIDDEN, words, None)
}

/// What is told where our own code broke.
fn panicked(_: Box<dyn std::any::Any + Send>) -> Response {
    tracing::error!("a request panicked");
    let words = "Something went wrong on our side. Please try again.";
    sentence(StatusCode::INTERNAL_SERVER_ERROR, words, None)
}

/// What is no page, but needs the session.
fn files(portal: &Arc<Portal>) -> Router {
    let add =
        |router: Router<Arc<Portal>>, (path, answer): (String, _)| router.route(&path, answer);
    file_routes().into_iter().fold(Router::new(), add).with_state(portal.clone())
}

fn file_routes() -> Vec<(String, MethodRouter<Arc<Portal>>)> {
    use app::routes::{
        ALERTS_FILES, BACKUP_FILE, BACKUP_FILES, COPY_FILES, DEADLINES_FILE, MY_DATA, RECORD_FILES,
        REVIEW_FILES, SESSION, batch_answer_file, batch_file, file, plan_file, school_plan_file,
    };
    let alerts = ALERTS_FILES.map(|path| (path.to_owned(), get(downloads::alerts)));
    let reports = REVIEW_FILES.map(|path| (path.to_owned(), get(downloads::reports)));
    let copies = COPY_FILES.map(|path| (path.to_owned(), get(downloads::record_copy)));
    let records = RECORD_FILES.map(|path| (path.to_owned(), get(downloads::record)));
    let others = [
        (SESSION.to_owned(), get(session_clock::look).post(session_clock::extend)),
        (BACKUP_FILE.to_owned(), get(downloads::backup_codes)),
        (BACKUP_FILES.to_owned(), get(downloads::backup_codes)),
        (MY_DATA.to_owned(), get(downloads::my_data)),
        (file("{id}"), get(downloads::attachment)),
        (DEADLINES_FILE.to_owned(), get(downloads::deadlines)),
        (batch_file("{id}"), get(downloads::batch)),
        (batch_answer_file("{id}", "{answer}"), get(downloads::batch_answer)),
        (plan_file("{id}"), get(downloads::plan)),
        (school_plan_file("{id}"), get(downloads::school_plan)),
    ];
    others.into_iter().chain(alerts).chain(reports).chain(copies).chain(records).collect()
}

/// Every path of a page or a file that a session decides about.
pub fn paths() -> Vec<String> {
    let pages = app::pages().map(|(path, _)| path.to_owned());
    pages.chain(file_routes().into_iter().map(|(path, _)| path)).collect()
}
