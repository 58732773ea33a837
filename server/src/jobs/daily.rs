//! Sends students their email of the day.

use super::failed::Failed;
use crate::portal::Portal;
use crate::service::ServiceError;
use crate::service::student::send_daily;
use crate::store::outbox;

/// Students in one round.
const ROUND: u64 = 500;

/// Sends whatever is due.
pub async fn run(portal: &Portal) -> Result<(), ServiceError> {
    let mut failed = Failed::default();
    loop {
        let look = portal.look();
        let mut due = outbox::waits_daily(look.db(), look.at(), ROUND + failed.more()).await?;
        due.retain(|student| !failed.has(student));
        if due.is_empty() {
            return failed.result();
        }
        for student in due {
            failed.note(&student, send_daily(portal.work().await?, &student).await);
        }
    }
}
