//! `foothold jobs`.

use crate::Failure;
use crate::jobs::fitness;
use crate::portal::Portal;
use crate::site::LAST_HAND;
use crate::stopped::stopped;
use crate::store::alone::{self, Alone};
use std::sync::Arc;

/// Runs everything that is due once.
pub async fn run_due(portal: &Portal) -> Result<(), Failure> {
    if let Some(why) = fitness::unfit(portal).await? {
        return Err(why.into());
    }
    Ok(crate::jobs::run_due(portal).await?)
}

/// Runs what becomes due, until asked to stop.
pub async fn run(portal: &Arc<Portal>) -> Result<(), Failure> {
    let _jobs = alone::hold(&portal.config, Alone::RunsJobs).await?;
    let mut running = std::pin::pin!(crate::jobs::keep_running(portal.clone()));
    tokio::select! {
        () = &mut running => {}
        () = fitness::watch(portal) => {}
        () = crate::jobs::tell(portal) , if portal.store.is_shared() => {}
        () = stopped() => {}
    }
    portal.hands.stop();
    let last = tokio::time::timeout(LAST_HAND, portal.hands.empty());
    tokio::select! {
        () = running => {}
        _ = last => {}
    }
    Ok(())
}
