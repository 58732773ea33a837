//! Sends officials their morning's mail.

use super::failed::Failed;
use crate::portal::Portal;
use crate::service::ServiceError;
use crate::service::console::{digests_due, send_digest};
use crate::store::schools;

/// Sends whatever is due.
pub async fn run(portal: &Portal) -> Result<(), ServiceError> {
    let mut failed = Failed::default();
    for school in schools::all(portal.look().db()).await? {
        for digest in digests_due(portal, &school).await? {
            failed.note(&school.id, send_digest(portal.work().await?, digest).await);
        }
    }
    failed.result()
}
