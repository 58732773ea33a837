//! The loop that serves.

use super::{app, connections, health};
use crate::jobs;
use crate::portal::Portal;
use crate::stopped::stopped;
use axum::Router;
use axum::routing::get;
use std::sync::Arc;
use std::time::Duration;

/// How long a mail that is being handed over when all requests are done may take.
pub const LAST_HAND: Duration = Duration::from_secs(10);

/// Serves until asked to stop, then finishes what is under way; with the jobs, or with somebody else running them.
pub async fn serve(portal: Arc<Portal>, with_jobs: bool) -> std::io::Result<()> {
    let listener = tokio::net::TcpListener::bind(portal.config.addr).await?;
    tracing::info!(address = %listener.local_addr()?, "serving");
    let background = {
        let portal = portal.clone();
        tokio::spawn(async move {
            let jobs = async {
                if with_jobs {
                    jobs::keep_running(portal.clone()).await;
                }
            };
            tokio::join!(jobs, jobs::tell(&portal), jobs::fitness::watch(&portal));
        })
    };
    let tidy = {
        let portal = portal.clone();
        tokio::spawn(async move {
            loop {
                tokio::time::sleep(Duration::from_secs(120)).await;
                portal.limiters.forget_quiet();
                portal.hasher.rest();
            }
        })
    };
    let watched = tokio::spawn(watch(portal.clone()));
    let stopped = async {
        stopped().await;
        portal.hands.stop();
    };
    connections::take(&portal, listener, app(portal.clone()), stopped).await;
    let _ = tokio::time::timeout(LAST_HAND, portal.hands.empty()).await;
    background.abort();
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
