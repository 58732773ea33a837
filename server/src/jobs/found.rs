//! Folds the names by which students are found by their employers: those of before there was a column for it, and those that an
//! older release beside this one has written.

use crate::portal::Portal;
use crate::scope::Work;
use crate::service::ServiceError;
use crate::store::employers;

/// Names in one transaction, so that whoever saves meanwhile does not wait.
const TOGETHER: u64 = 100;

/// Folds all that is open.
pub async fn run(portal: &Portal) -> Result<(), ServiceError> {
    // Nobody waits for the writer for what is rarely there; and what is somebody else's at this moment is left to the next run.
    while employers::any_unfolded(portal.look().db()).await? && fold(portal.work().await?).await? {}
    Ok(())
}

/// Folds some of them; false where there are none that could be.
async fn fold(work: Work) -> Result<bool, ServiceError> {
    let folded = employers::fold_names(work.db(), TOGETHER).await?;
    work.commit().await?;
    Ok(folded > 0)
}
