//! Folds the names by which students are found by their employers: those of before there was a column for it, and those that an
//! older release beside this one has written.

use crate::portal::Portal;
use crate::service::ServiceError;
use crate::store::employers;

/// Names in one transaction, so that whoever saves meanwhile does not wait.
const TOGETHER: u64 = 100;

/// Folds all that is open.
pub async fn run(portal: &Portal) -> Result<(), ServiceError> {
    // Nobody waits for the writer for what is rarely there.
    while employers::any_unfolded(portal.look().db()).await? {
        let work = portal.work().await?;
        let folded = employers::fold_names(work.db(), TOGETHER).await?;
        work.commit().await?;
        // The others are somebody else's at this moment.
        if folded == 0 {
            break;
        }
    }
    Ok(())
}
