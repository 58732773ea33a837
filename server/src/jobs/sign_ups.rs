//! Mails the confirmations that were asked for. The page answers before anyone is looked up, so its
//! words and its time are the same for known and unknown addresses.

use super::failed::Failed;
use crate::portal::Portal;
use crate::service::ServiceError;
use crate::service::sign_up::begin;
use crate::store::sign_ups;

/// Answers every request in a transaction of its own.
pub async fn run(portal: &Portal) -> Result<(), ServiceError> {
    let mut failed = Failed::default();
    loop {
        let mut asked = sign_ups::to_mail(portal.look().db(), 50 + failed.more()).await?;
        asked.retain(|row| !failed.has(&row.id));
        if asked.is_empty() {
            return failed.result();
        }
        for row in asked {
            failed.note(&row.id, begin::answer(portal.work().await?, &row.id).await);
        }
    }
}
