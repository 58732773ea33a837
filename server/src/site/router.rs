//! The router and its layers, and the loop that serves it.

use super::uploads::{SEND_MESSAGE, TakesFiles};
use super::{api_errors, downloads, headers, health, provide, session_clock, uploads};
use crate::portal::Portal;
use app::{App, PlainApp};
use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{Method, StatusCode, header};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get};
use http_body_util::Limited;
use leptos::prelude::*;
use leptos_axum::{AxumRouteListing, LeptosRoutes, generate_route_list};
use std::net::SocketAddr;
use std::sync::{Arc, OnceLock};
use std::time::Duration;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{Predicate, SizeAbove};
use tower_http::csrf::CsrfLayer;
use tower_http::services::{ServeDir, ServeFile};
use tower_http::timeout::TimeoutBody;

/// Largest form.
const LARGEST_FORM: usize = 64 * 1024;
/// How long a request may take.
const PATIENCE: Duration = Duration::from_secs(60);
/// The same with files: thirty megabytes over a bad line.
const LONG_PATIENCE: Duration = Duration::from_secs(30 * 60);

/// The list is made once: making it suppresses the loading of data for the whole process.
fn routes() -> Vec<AxumRouteListing> {
    static ROUTES: OnceLock<Vec<AxumRouteListing>> = OnceLock::new();
    ROUTES
        .get_or_init(|| [generate_route_list(App), generate_route_list(PlainApp)].concat())
        .clone()
}

fn page() -> impl IntoView {
    let reply = app::ports::backend().reply;
    let plain = use_context::<axum::http::request::Parts>()
        .is_some_and(|parts| app::routes::is_plain(parts.uri.path()));
    app::document(reply.assets(), reply.saves_data(), plain)
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
    let missing = {
        let provide = provide.clone();
        move |request: Request| {
            let provide = provide.clone();
            async move {
                let render = leptos_axum::render_app_async_with_context(provide, page);
                let mut response = render(request).await.into_response();
                if response.status() == StatusCode::OK {
                    *response.status_mut() = StatusCode::NOT_FOUND;
                }
                response
            }
        }
    };
    let pages = Router::new()
        .route("/api/{*function}", functions)
        .merge(files(&portal))
        .leptos_routes_with_context(&options, routes(), provide, page)
        .fallback(missing)
        .layer(from_fn_with_state(portal.clone(), limit_body))
        .layer(from_fn(api_errors::rewrite))
        .layer(from_fn_with_state(portal.clone(), provide::load_session))
        .layer(from_fn(provide::prefer_pages))
        .layer(CsrfLayer::new())
        .layer(from_fn_with_state(portal.clone(), limit))
        .layer(CompressionLayer::new().compress_when(SizeAbove::new(512).and(Compressible)))
        .with_state(options);
    Router::new()
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .route("/metrics", get(health::metrics))
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
        .layer(CatchPanicLayer::custom(|_: Box<dyn std::any::Any + Send>| {
            tracing::error!("a request panicked");
            api_errors::sentence(
                StatusCode::INTERNAL_SERVER_ERROR,
                "Something went wrong on our side. Please try again.",
                None,
            )
        }))
        .layer(from_fn_with_state(portal, headers::add))
        .layer(from_fn(log))
}

/// What is no page, but needs the session.
fn files(portal: &Arc<Portal>) -> Router<LeptosOptions> {
    use app::routes::{BACKUP_FILE, BACKUP_FILES, MY_DATA, SESSION};
    Router::new()
        .route(SESSION, get(session_clock::look).post(session_clock::extend))
        .route(BACKUP_FILE, get(downloads::backup_codes))
        .route(BACKUP_FILES, get(downloads::backup_codes))
        .route(MY_DATA, get(downloads::my_data))
        .route(&app::routes::file("{id}"), get(downloads::attachment))
        .with_state(portal.clone())
}

/// Pages that hold a token are not compressed, so that their length tells nothing of it.
#[derive(Clone, Copy)]
struct Compressible;

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

/// Marks the answer to a request whose address holds a token.
#[derive(Clone, Copy)]
struct HoldsToken;

/// Counts the request against its address.
async fn limit(State(portal): State<Arc<Portal>>, request: Request, next: Next) -> Response {
    let from = provide::address(request.extensions());
    let safe = matches!(*request.method(), Method::GET | Method::HEAD);
    // Scripts load the data of pages by POST; these are pages too.
    let page = safe || request.uri().path() == "/api/page";
    let counted = if page { portal.limiters.pages(from) } else { portal.limiters.forms(from) };
    if let Err(error) = counted {
        let wait = match error {
            app::AppError::TooMany(seconds) => seconds,
            _ => 1,
        };
        return api_errors::sentence(StatusCode::TOO_MANY_REQUESTS, &error.to_string(), Some(wait));
    }
    let token = request.uri().query().is_some_and(|query| query.contains("token="));
    let mut response = next.run(request).await;
    if token {
        response.extensions_mut().insert(HoldsToken);
    }
    response
}

/// Cuts what is larger than a form may be. A message with files may be larger, once there is room
/// for it; else its words are read and its files are not.
async fn limit_body(
    State(portal): State<Arc<Portal>>,
    mut request: Request,
    next: Next,
) -> Response {
    if request.uri().path() != SEND_MESSAGE {
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
    // Held until the answer is made.
    let room = {
        let loaded = request.extensions().get::<provide::Loaded>().cloned();
        uploads::find_room(&portal, loaded).await
    };
    let most = if room.is_some() { uploads::LARGEST } else { LARGEST_FORM };
    if room.is_some() {
        request.extensions_mut().insert(TakesFiles);
    }
    let body = |body| Body::new(TimeoutBody::new(uploads::SILENCE, Limited::new(body, most)));
    next.run(request.map(body)).await
}

/// Ends what takes too long.
async fn limit_time(request: Request, next: Next) -> Response {
    let patience = if request.uri().path() == SEND_MESSAGE { LONG_PATIENCE } else { PATIENCE };
    tokio::time::timeout(patience, next.run(request))
        .await
        .unwrap_or_else(|_| StatusCode::SERVICE_UNAVAILABLE.into_response())
}

/// One line a request: method, path without its query, status, time. Never an address or a name.
async fn log(request: Request, next: Next) -> Response {
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let begun = std::time::Instant::now();
    let response: Response<Body> = next.run(request).await;
    let ms = begun.elapsed().as_millis();
    tracing::debug!(%method, path, status = response.status().as_u16(), ms, "request");
    response
}

/// Serves until asked to stop, then finishes what is under way.
pub async fn serve(portal: Arc<Portal>) -> std::io::Result<()> {
    let listener = tokio::net::TcpListener::bind(portal.config.addr).await?;
    tracing::info!(address = %listener.local_addr()?, "serving");
    let jobs = tokio::spawn(crate::jobs::keep_running(portal.clone()));
    let tidy = {
        let portal = portal.clone();
        tokio::spawn(async move {
            loop {
                tokio::time::sleep(Duration::from_secs(120)).await;
                portal.limiters.forget_quiet();
            }
        })
    };
    let service = app(portal).into_make_service_with_connect_info::<SocketAddr>();
    let result = axum::serve(listener, service).with_graceful_shutdown(stopped()).await;
    jobs.abort();
    tidy.abort();
    result
}

async fn stopped() {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = match signal(SignalKind::terminate()) {
        Ok(terminate) => terminate,
        Err(_) => return std::future::pending().await,
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminate.recv() => {}
    }
}
