//! Closes online accounts whose holders asked for it, once the waiting time is over.

use super::failed::Failed;
use crate::portal::Portal;
use crate::service::ServiceError;
use crate::service::account::close_due;
use crate::store::accounts;

/// Closes what is due.
pub async fn run(portal: &Portal) -> Result<(), ServiceError> {
    let look = portal.look();
    let mut failed = Failed::default();
    for row in accounts::due_to_close(look.db(), look.at()).await? {
        failed.note(&row.id, close_due(portal.work().await?, &row.id).await);
    }
    failed.result()
}
