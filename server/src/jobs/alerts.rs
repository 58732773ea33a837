//! Keeps up to date what officials should look at.

use super::failed::Failed;
use crate::portal::Portal;
use crate::service::ServiceError;
use crate::service::console::freshen_alerts;
use crate::store::schools;

/// Works out again whatever is due.
pub async fn run(portal: &Portal) -> Result<(), ServiceError> {
    let mut failed = Failed::default();
    for school in schools::all(portal.look().db()).await? {
        failed.note(&school.id, freshen_alerts(portal, &school).await.map(drop));
    }
    failed.result()
}
