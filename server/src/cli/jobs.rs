//! `foothold jobs`.

use crate::Failure;
use crate::portal::Portal;

/// Runs everything that is due once.
pub async fn run_due(portal: &Portal) -> Result<(), Failure> {
    Ok(crate::jobs::run_due(portal).await?)
}
