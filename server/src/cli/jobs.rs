//! `foothold jobs`.

use crate::Failure;
use crate::portal::Portal;
use crate::stopped::stopped;
use crate::store::alone::{self, Alone};
use std::sync::Arc;

/// Runs everything that is due once.
pub async fn run_due(portal: &Portal) -> Result<(), Failure> {
    Ok(crate::jobs::run_due(portal).await?)
}

/// Runs what becomes due, until asked to stop.
pub async fn run(portal: &Arc<Portal>) -> Result<(), Failure> {
    let _jobs = alone::hold(&portal.config, Alone::RunsJobs).await?;
    tokio::select! {
        () = crate::jobs::keep_running(portal.clone()) => {}
        () = crate::jobs::tell(portal) , if portal.store.is_shared() => {}
        () = stopped() => {}
    }
    Ok(())
}
