//! Works off the requests of "Forgot password". The page answers before anyone is looked up, so
//! its words and its time are the same for known and unknown addresses.

use crate::portal::Portal;
use crate::service::ServiceError;
use crate::service::login::recovery;
use crate::store::recoveries;

/// Answers every request in a transaction of its own.
pub async fn run(portal: &Portal) -> Result<(), ServiceError> {
    loop {
        let asked = recoveries::oldest(portal.look().db(), 50).await?;
        if asked.is_empty() {
            return Ok(());
        }
        for row in asked {
            recovery::answer(portal.work().await?, &row.id).await?;
        }
    }
}
