//! From where a request comes: the connection's address, or what a trusted proxy says of it.

use crate::portal::Portal;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, header};
use axum::middleware::Next;
use axum::response::Response;
use ipnet::IpNet;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;

/// The address a request came from.
#[derive(Clone, Copy)]
pub struct Peer(pub IpAddr);

/// Writes it into the request.
pub async fn note(State(portal): State<Arc<Portal>>, mut request: Request, next: Next) -> Response {
    let from = connected(request.extensions());
    let peer = Peer(told(from, request.headers(), &portal.config.proxies));
    request.extensions_mut().insert(peer);
    next.run(request).await
}

/// The address of the connection itself.
pub fn connected(extensions: &axum::http::Extensions) -> IpAddr {
    extensions
        .get::<ConnectInfo<SocketAddr>>()
        .map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |ConnectInfo(from)| plain(from.ip()))
}

/// An IPv4 address as one, where a listener on IPv6 writes it otherwise.
fn plain(address: IpAddr) -> IpAddr {
    address.to_canonical()
}

/// Goes back along the proxies as long as each is trusted: the first that is not is who asks.
/// Anybody can write the rest of the list.
fn told(from: IpAddr, headers: &HeaderMap, trusted: &[IpNet]) -> IpAddr {
    let is_trusted = |address: IpAddr| trusted.iter().any(|net| net.contains(&address));
    let mut at = from;
    let mut hops = hops(headers).into_iter().rev();
    while is_trusted(at) {
        match hops.next() {
            Some(Some(before)) => at = before,
            // The end of the list, or something that is no address.
            Some(None) | None => break,
        }
    }
    at
}

/// The addresses in `X-Forwarded-For`, or without one in `Forwarded` (RFC 7239), the nearest proxy's last.
fn hops(headers: &HeaderMap) -> Vec<Option<IpAddr>> {
    let all = |name: &header::HeaderName| -> Vec<String> {
        let values = headers.get_all(name).iter().filter_map(|value| value.to_str().ok());
        values.flat_map(|value| value.split(',')).map(|part| part.trim().to_owned()).collect()
    };
    let listed = all(&header::HeaderName::from_static("x-forwarded-for"));
    if listed.is_empty() {
        let forwarded = all(&header::FORWARDED);
        return forwarded.iter().map(|element| address(forwarded_for(element)?)).collect();
    }
    // Proxies that write this one pass on whatever a client put into the other.
    listed.iter().map(|text| address(text)).collect()
}

/// The value of `for` in an element of `Forwarded`.
fn forwarded_for(element: &str) -> Option<&str> {
    element.split(';').find_map(|pair| {
        let (name, value) = pair.split_once('=')?;
        name.trim().eq_ignore_ascii_case("for").then(|| value.trim().trim_matches('"'))
    })
}

/// An address with or without brackets and port.
fn address(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let address = text.parse::<IpAddr>().ok();
    let with_port = || text.parse::<SocketAddr>().ok().map(|address| address.ip());
    let bracketed = || text.strip_prefix('[')?.strip_suffix(']')?.parse().ok();
    address.or_else(with_port).or_else(bracketed).map(plain)
}
