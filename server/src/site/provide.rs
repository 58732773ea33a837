//! From a request to its backend: the session is loaded before, the ports are made here.

use super::cookies::{self, AnswerHead};
use super::headers::content_security_policy;
use super::marks::{ForAnother, Links, Loaded, Refusal, TakesFiles};
use super::peer::{Peer, connected};
use super::posted::Posted;
use super::reply::Reply;
use crate::portal::Portal;
use crate::service::ServiceError;
use crate::service::visit::{Desk, Visit, session};
use app::ports::Backend;
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use leptos::nonce::use_nonce;
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;
use std::net::IpAddr;
use std::sync::Arc;
use tokio::sync::Mutex;

/// Loads the session of the request's cookie.
pub async fn load_session(
    State(portal): State<Arc<Portal>>,
    mut request: Request,
    next: Next,
) -> Response {
    let cookie = cookies::read(request.headers(), cookies::session_name(&portal));
    // Looking at the clock is no use of the session.
    let touches =
        request.uri().path() != app::routes::SESSION || request.method() != axum::http::Method::GET;
    match session::load(&portal, cookie.as_deref(), touches).await {
        Ok(mut session) => {
            let made_for = request.extensions().get::<Posted>().and_then(Posted::made_for);
            if made_for.as_ref().is_some_and(|name| !session.is_made_for(&portal, name)) {
                request.extensions_mut().insert(ForAnother);
            }
            session.form_of = made_for;
            let who = session.account.as_ref().map(|account| account.id.clone());
            let path = request.uri().path().to_owned();
            request.extensions_mut().insert(Loaded(Arc::new(Mutex::new(session))));
            let response = next.run(request).await;
            if let Some(account) = who {
                note_refusal(&account, &path, &response);
            }
            response
        }
        Err(error) => {
            let error = app::AppError::from(ServiceError::from(error));
            super::sentence::sentence(StatusCode::SERVICE_UNAVAILABLE, &error.to_string(), Some(5))
        }
    }
}

/// Logs that somebody known was refused something. A path is percent-encoded and holds no token.
fn note_refusal(account: &str, path: &str, response: &Response) {
    let status =
        response.extensions().get::<Refusal>().map_or(response.status(), |refusal| refusal.0);
    if matches!(status.as_u16(), 401 | 403 | 404 | 409 | 429) {
        tracing::info!(account, path, status = status.as_u16(), "refused");
    }
}

/// The address a request came from.
pub fn address(extensions: &axum::http::Extensions) -> IpAddr {
    extensions.get::<Peer>().map_or_else(|| connected(extensions), |Peer(from)| *from)
}

/// Anyone who does not ask for JSON is shown pages: browsers without scripts, and simple clients.
pub async fn prefer_pages(mut request: Request, next: Next) -> Response {
    let json = request
        .headers()
        .get(header::ACCEPT)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|accept| accept.contains("application/json"));
    if !json {
        request.headers_mut().insert(header::ACCEPT, HeaderValue::from_static("text/html"));
    }
    next.run(request).await
}

/// The desk at which a request is served; what it sets goes into this head.
pub fn desk(
    portal: &Arc<Portal>,
    headers: &HeaderMap,
    extensions: &axum::http::Extensions,
    response: ResponseOptions,
) -> Desk {
    let asks = |name: header::HeaderName, word: &str| {
        headers.get(name).and_then(|v| v.to_str().ok()).is_some_and(|v| v.contains(word))
    };
    let agent = headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok());
    let visit = Visit {
        session: extensions.get::<Loaded>().map(|loaded| loaded.0.clone()).unwrap_or_default(),
        head: Arc::new(AnswerHead::new(portal, response)),
        address: address(extensions),
        plain: asks(header::ACCEPT, "text/html"),
        saves_data: asks(header::HeaderName::from_static("save-data"), "on"),
        agent: agent.unwrap_or_default().to_owned(),
        device_cookie: cookies::read(headers, cookies::device_name(portal)),
        said: cookies::read(headers, cookies::said_name(portal)).filter(|said| !said.is_empty()),
        links: extensions.get::<Links>().cloned().unwrap_or_default().0,
        takes_files: extensions.get::<TakesFiles>().is_some(),
    };
    Desk { portal: Arc::clone(portal), visit }
}

/// Provides the backend to the page or server function of this request.
pub fn backend(portal: &Arc<Portal>, parts: &Parts, response: &ResponseOptions) {
    if let Some(nonce) = use_nonce()
        && let Ok(policy) = HeaderValue::from_str(&content_security_policy(&nonce))
    {
        response.insert_header(header::CONTENT_SECURITY_POLICY, policy);
    }
    let desk = desk(portal, &parts.headers, &parts.extensions, response.clone());
    let reply = Arc::new(Reply { desk: desk.clone(), response: response.clone() });
    Backend::new(Arc::new(desk), reply).provide();
}

/// The same within a server function, to which Leptos has given the request and the answer.
pub fn backend_of_function(portal: &Arc<Portal>) {
    if let (Some(parts), Some(response)) =
        (use_context::<Parts>(), use_context::<ResponseOptions>())
    {
        backend(portal, &parts, &response);
    }
}
