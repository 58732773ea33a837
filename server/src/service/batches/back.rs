//! Changes of a batch that wait again, or are on their way after all.

use super::super::error::ServiceError;
use super::waits::waits_as;
use crate::scope::Work;
use crate::sevis::log;
use crate::sevis::payload::SevisEvent;
use crate::store::batches::logs;
use crate::store::entity::{batch_record, sevis_change};
use crate::store::{employers, schools, sevis_changes};

/// Codes by which a whole file is not taken, and none of its records.
const REJECTED: [&str; 5] = ["S0002", "S0003", "S0011", "S0012", "S0013"];

/// True for one of them.
pub fn is_rejection(code: &str) -> bool {
    REJECTED.contains(&code)
}

/// Lets the changes of a batch that was not taken wait again.
pub async fn let_wait(
    work: &Work,
    school: &str,
    rows: &[batch_record::Model],
) -> Result<(), ServiceError> {
    let first = schools::by_id(work.db(), school).await?.is_some_and(|row| row.review_first);
    for row in rows {
        if let Some(change) = sevis_changes::by_id(work.db(), &row.change).await? {
            let waits = waits_as(work, first, &change).await?;
            sevis_changes::unlock(work.db(), (&change.id, &row.id), waits).await?;
            if is_of_deleted(work, &change).await? {
                // Nobody works there any more: SEVIS is not told of it now.
                sevis_changes::supersede(work.db(), &change.id, work.at()).await?;
            }
        }
    }
    Ok(())
}

/// True for a change of a job that was deleted since; the deletion itself is none.
async fn is_of_deleted(work: &Work, change: &sevis_change::Model) -> Result<bool, ServiceError> {
    let Some(id) = &change.employer_id else { return Ok(false) };
    let job = employers::by_id(work.db(), id).await?;
    let deleted = job.is_some_and(|job| job.deleted_at.is_some());
    Ok(deleted && change.event != SevisEvent::EmployerDelete.code())
}

/// True for a batch that SEVIS has refused as it was processed: that it came in says nothing new.
pub async fn was_processed(work: &Work, batch: &str) -> Result<bool, ServiceError> {
    let logs = logs::of(work.db(), batch).await?;
    let all = logs.iter().filter_map(|row| log::read(&row.bytes).ok());
    Ok(all.into_iter().any(|log| is_rejection(&log.process)))
}

/// SEVIS has a file that was thought not to be there: what waits for another one is on its way after all. True where anything was.
pub async fn went(work: &Work, rows: &[batch_record::Model]) -> Result<bool, ServiceError> {
    let mut any = false;
    for row in rows.iter().filter(|row| row.status.is_empty()) {
        any |= sevis_changes::went(work.db(), (&row.change, &row.id)).await?;
    }
    Ok(any)
}
