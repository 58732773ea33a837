//! Limits on connections: in all (`FOOTHOLD_LIMIT_CONNECTIONS`), an eighth of that for one network, and 15 seconds for a
//! request's head.

use crate::limits::network;
use crate::portal::Portal;
use crate::slots::{Room, Slots};
use axum::Router;
use axum::extract::{ConnectInfo, Request};
use hyper::body::Incoming;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio_io_timeout::TimeoutStream;
use tower::ServiceExt as _;

/// A request's head arrives whole within this, and a connection without one is closed.
const HEAD: Duration = Duration::from_secs(15);
/// A connection whose other side reads nothing for so long is closed.
const UNREAD: Duration = Duration::from_secs(30);
/// How long requests in progress may take when the portal stops.
const LAST_WORD: Duration = Duration::from_secs(30);
/// One network has this part of all connections.
const SHARE: usize = 8;

/// Takes connections until `stopped`, then finishes what is under way.
pub async fn take(
    portal: &Arc<Portal>,
    listener: TcpListener,
    app: Router,
    stopped: impl Future<Output = ()>,
) {
    let most = usize::try_from(portal.config.limits.connections).unwrap_or(usize::MAX).max(SHARE);
    // A proxy and this machine speak for many.
    let (all, strangers) = (Slots::new(most, most), Slots::new(most, most / SHARE));
    let graceful = GracefulShutdown::new();
    let mut stopped = std::pin::pin!(stopped);
    loop {
        let taken = tokio::select! {
            taken = listener.accept() => taken,
            () = &mut stopped => break,
        };
        let Ok((stream, from)) = taken else {
            // Out of descriptors, say: the next moment may be better.
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        let address = from.ip().to_canonical();
        let speaks_for_many = is_trusted(portal, address);
        let Some(room) = all.room("") else { continue };
        let own = match speaks_for_many {
            true => None,
            false => match strangers.room(&network(address)) {
                Some(own) => Some(own),
                None => continue,
            },
        };
        serve(&graceful, stream, from, app.clone(), (room, own));
    }
    // From here on a connection is refused at once, so that a proxy goes to another server.
    drop(listener);
    let _ = tokio::time::timeout(LAST_WORD, graceful.shutdown()).await;
}

fn is_trusted(portal: &Portal, address: IpAddr) -> bool {
    address.is_loopback() || portal.config.proxies.iter().any(|net| net.contains(&address))
}

fn serve(
    graceful: &GracefulShutdown,
    stream: TcpStream,
    from: SocketAddr,
    app: Router,
    room: (Room, Option<Room>),
) {
    let service = app.map_request(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(ConnectInfo(from));
        request
    });
    let mut builder = Builder::new(TokioExecutor::new()).http1_only();
    builder.http1().timer(TokioTimer::new()).header_read_timeout(HEAD);
    let service = TowerToHyperService::new(service);
    let mut stream = TimeoutStream::new(stream);
    stream.set_write_timeout(Some(UNREAD));
    let stream = TokioIo::new(Box::pin(stream));
    let connection = builder.serve_connection(stream, service).into_owned();
    let connection = graceful.watch(connection);
    tokio::spawn(async move {
        // A connection that breaks is the other side's business.
        let _ = connection.await;
        drop(room);
    });
}
