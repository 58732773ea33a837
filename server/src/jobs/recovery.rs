//! Works off the requests of "Forgot password". The page answers before anyone is looked up, so
//! its words and its time are the same for known and unknown addresses.

use super::failed::Failed;
use crate::portal::Portal;
use crate::service::ServiceError;
use crate::service::login::recovery;
use crate::store::recoveries;

/// Answers every request in a transaction of its own.
pub async fn run(portal: &Portal) -> Result<(), ServiceError> {
    let mut failed = Failed::default();
    loop {
        let mut asked = recoveries::oldest(portal.look().db(), 50 + failed.more()).await?;
        asked.retain(|row| !failed.has(&row.id));
        if asked.is_empty() {
            return failed.result();
        }
        for row in asked {
            failed.note(&row.id, recovery::answer(portal.work().await?, &row.id).await);
        }
    }
}
