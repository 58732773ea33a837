//! Pages: each is rendered whole, then answered.

use super::provide;
use crate::portal::Portal;
use app::ports::backend;
use app::ui::{Address, PageTitle, nowhere};
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Query, Request};
use axum::http::request::Parts;
use axum::response::{Html, IntoResponse as _, Response};
use axum::routing::get;
use axum::{RequestPartsExt as _, Router};
use leptos::nonce::provide_nonce;
use leptos::prelude::*;
use leptos::reactive::computed::ScopedFuture;
use leptos_axum::ResponseOptions;
use std::sync::{Arc, PoisonError};

/// A page's view.
type View = fn() -> AnyView;

/// Every page at its path.
pub fn routes(portal: &Arc<Portal>) -> Router {
    app::pages().fold(Router::new(), |router, (path, view)| {
        let portal = portal.clone();
        router.route(path, get(move |request: Request| show(portal.clone(), view, request)))
    })
}

/// A page for what is not there.
pub async fn missing(portal: Arc<Portal>, request: Request) -> Response {
    show(portal, nowhere, request).await
}

/// The address of the request; none where a variable part of its path is no text, and so names nothing.
async fn address(parts: &mut Parts) -> Option<Address> {
    let params = match parts.extract::<Path<Vec<(String, String)>>>().await {
        Ok(Path(params)) => params,
        Err(PathRejection::FailedToDeserializePathParams(_)) => return None,
        Err(_) => Vec::new(),
    };
    let query = parts.extract::<Query<Vec<(String, String)>>>().await.map(|Query(query)| query);
    Some(Address { path: parts.uri.path().to_owned(), params, query: query.unwrap_or_default() })
}

async fn show(portal: Arc<Portal>, view: View, request: Request) -> Response {
    let (mut parts, _) = request.into_parts();
    let (address, view) = match address(&mut parts).await {
        Some(address) => (address, view),
        None => (Address::default(), nowhere as View),
    };
    let (title, answer) = (PageTitle::default(), ResponseOptions::default());
    let owner = Owner::new();
    let rendering = owner.with(|| {
        provide_context(address);
        provide_context(title.clone());
        provide_nonce();
        provide::backend(&portal, &parts, &answer);
        ScopedFuture::new_untracked(async move {
            let body = view().resolve().await.to_html();
            let reply = backend().reply;
            app::document(reply.assets(), reply.saves_data(), &title.text(), body)
        })
    });
    let mut response = Html(rendering.await).into_response();
    let mut said = answer.0.write().unwrap_or_else(PoisonError::into_inner);
    let said = std::mem::take(&mut *said);
    if let Some(status) = said.status {
        *response.status_mut() = status;
    }
    response.headers_mut().extend(said.headers);
    response
}
