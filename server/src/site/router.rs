//! The router and the order of its layers.

use super::layers::{Compressible, limit, limit_body, limit_time, log};
use super::sentence::sentence;
use super::{
    api_errors, demo_host, downloads, headers, health, mailed_links, peer, posted, provide,
    session_clock, well_known,
};
use crate::portal::Portal;
use app::Pages;
use axum::Router;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, any, get};
use leptos::prelude::*;
use leptos_axum::{AxumRouteListing, LeptosRoutes, generate_route_list};
use std::pin::Pin;
use std::sync::{Arc, OnceLock};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{Predicate, SizeAbove};
use tower_http::csrf::CsrfLayer;
use tower_http::services::{ServeDir, ServeFile};

/// The list is made once, by a walk through all four tables.
fn routes() -> Vec<AxumRouteListing> {
    static ROUTES: OnceLock<Vec<AxumRouteListing>> = OnceLock::new();
    ROUTES
        .get_or_init(|| {
            let of = |pages: Pages| generate_route_list(move || pages.view());
            Pages::ALL.into_iter().flat_map(of).collect()
        })
        .clone()
}

fn page() -> impl IntoView {
    let reply = app::ports::backend().reply;
    let parts = use_context::<axum::http::request::Parts>();
    let path = parts.as_ref().map_or("", |parts| parts.uri.path());
    app::document(reply.assets(), reply.saves_data(), path)
}

/// The whole site, without a socket.
pub fn app(portal: Arc<Portal>) -> Router {
    let options = LeptosOptions::builder().output_name("frontend").build();
    let site = portal.config.site.clone();
    let provide = {
        let portal = portal.clone();
        move || provide::backend(&portal)
    };
    let functions = {
        let provide = provide.clone();
        any(move |request: Request| {
            leptos_axum::handle_server_fns_with_context(provide.clone(), request)
        })
    };
    let pages = Router::new()
        .route("/api/{*function}", functions)
        .merge(files(&portal))
        .leptos_routes_with_context(&options, routes(), provide.clone(), page)
        .fallback(missing(provide))
        .layer(from_fn_with_state(portal.clone(), limit_body))
        .layer(from_fn(api_errors::rewrite))
        .layer(from_fn_with_state(portal.clone(), provide::load_session))
        .layer(from_fn(posted::read))
        .layer(from_fn(provide::prefer_pages))
        .layer(CsrfLayer::new())
        .layer(from_fn_with_state(portal.clone(), mailed_links::leave_address))
        .layer(from_fn_with_state(portal.clone(), limit))
        .layer(CompressionLayer::new().compress_when(SizeAbove::new(512).and(Compressible)))
        .with_state(options);
    Router::new()
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .route("/metrics", get(health::metrics))
        .merge(well_known::routes())
        .with_state(portal.clone())
        .nest_service(
            "/pkg",
            ServeDir::new(site.join("pkg")).precompressed_br().precompressed_gzip(),
        )
        .nest_service("/img", ServeDir::new(site.join("img")))
        .route_service("/favicon.svg", ServeFile::new(site.join("favicon.svg")))
        .route_service("/robots.txt", ServeFile::new(site.join("robots.txt")))
        .fallback_service(pages)
        .layer(from_fn(limit_time))
        .layer(from_fn_with_state(portal.clone(), demo_host::check))
        .layer(from_fn_with_state(portal.clone(), peer::note))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(from_fn_with_state(portal, headers::add))
        .layer(from_fn(log))
}

/// A page for what is not there.
fn missing<F>(
    provide: F,
) -> impl Fn(Request) -> Pin<Box<dyn Future<Output = Response> + Send>> + Clone + Send + Sync
where
    F: Fn() + Clone + Send + Sync + 'static,
{
    move |request| {
        let render = leptos_axum::render_app_async_with_context(provide.clone(), page);
        Box::pin(async move {
            let mut response = render(request).await.into_response();
            if response.status() == StatusCode::OK {
                *response.status_mut() = StatusCode::NOT_FOUND;
            }
            response
        })
    }
}

/// What is told where our own code broke.
fn panicked(_: Box<dyn std::any::Any + Send>) -> Response {
    tracing::error!("a request panicked");
    let words = "Something went wrong on our side. Please try again.";
    sentence(StatusCode::INTERNAL_SERVER_ERROR, words, None)
}

/// What is no page, but needs the session.
fn files(portal: &Arc<Portal>) -> Router<LeptosOptions> {
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
    let pages = routes().into_iter().map(|route| route.path().to_owned());
    pages.chain(file_routes().into_iter().map(|(path, _)| path)).collect()
}
