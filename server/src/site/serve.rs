//! The loop that serves.

use super::app;
use crate::portal::Portal;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

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
