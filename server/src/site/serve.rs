//! The loop that serves.

use super::{app, connections, health};
use crate::portal::Portal;
use axum::Router;
use axum::routing::get;
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
    let watched = tokio::spawn(watch(portal.clone()));
    connections::take(&portal, listener, app(portal.clone()), stopped()).await;
    jobs.abort();
    watched.abort();
    tidy.abort();
    Ok(())
}

/// Serves `/metrics` at an address of its own, if there is one.
async fn watch(portal: Arc<Portal>) {
    let Some(address) = portal.config.metrics else {
        return;
    };
    let app = Router::new().route("/metrics", get(health::gauges)).with_state(portal);
    let served = async {
        let listener = tokio::net::TcpListener::bind(address).await?;
        axum::serve(listener, app).await
    };
    if let Err(error) = served.await {
        tracing::error!(%address, %error, "/metrics cannot be served");
    }
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
