//! The token of a mailed link leaves the address at once: it moves into a cookie of its own, and the
//! browser is sent on to the bare page. So it stands in no history, no bookmark and no `Referer`, and
//! nothing is stored here for a link that a mail scanner opens.

use super::cookies;
use super::marks::{HoldsToken, Links};
use crate::kit::Kit;
use crate::portal::Portal;
use app::routes::MAILED;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Seconds for which the cookie is kept; the link in the mail works longer.
const KEPT: u32 = 3600;

/// A page and the token of the link to it, if an address is one of a mailed link.
fn read(address: &str) -> Option<(&'static str, String)> {
    let (path, query) = address.split_once('?')?;
    let page = *MAILED.iter().find(|page| **page == path)?;
    let fields: Vec<(String, String)> = serde_urlencoded::from_str(query).ok()?;
    fields.into_iter().find(|(name, _)| name == "token").map(|(_, token)| (page, token))
}

/// The token without the signs that stick to a copied link, such as a full stop or `>`. Nobody else's
/// text gets into a cookie.
fn bare(token: &str) -> &str {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let token = token.trim_matches(|c| !plain(c));
    if token.len() <= 400 && token.chars().all(plain) { token } else { "" }
}

/// The links that this browser came by.
fn links(kit: &Kit, headers: &HeaderMap) -> BTreeMap<&'static str, String> {
    let link = |page: &&'static str| {
        let token = cookies::read(headers, &cookies::link_name(kit, page))?;
        Some((*page, token)).filter(|(_, token)| !token.is_empty())
    };
    MAILED.iter().filter_map(link).collect()
}

fn put(kit: &Kit, response: &mut Response, page: &'static str, token: &str) {
    let age = format!("; Max-Age={KEPT}");
    let name = cookies::link_name(kit, page);
    if let Some(cookie) = cookies::written(&name, bare(token), &age, kit.config.secure()) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response.headers_mut().insert(header::LOCATION, HeaderValue::from_static(page));
}

/// Sends whoever comes by a mailed link on to its page, and so whoever an answer sends to one.
pub async fn leave_address(
    State(portal): State<Arc<Portal>>,
    mut request: Request,
    next: Next,
) -> Response {
    let looks = matches!(*request.method(), Method::GET | Method::HEAD);
    let address = request.uri().path_and_query().map_or("", |address| address.as_str());
    if let Some((page, token)) = read(address).filter(|_| looks) {
        let mut response = StatusCode::SEE_OTHER.into_response();
        put(&portal, &mut response, page, &token);
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        return response;
    }
    let links = links(&portal, request.headers());
    let holds_token = !links.is_empty();
    request.extensions_mut().insert(Links(links));
    let mut response = next.run(request).await;
    let to = response.headers().get(header::LOCATION).and_then(|to| to.to_str().ok());
    if let Some((page, token)) = to.and_then(read) {
        put(&portal, &mut response, page, &token);
    }
    if holds_token {
        response.extensions_mut().insert(HoldsToken);
    }
    response
}
