//! Has files checked for viruses. A file that could not be checked waits for the next round.

use crate::portal::Portal;
use crate::scan::ScanError;
use crate::scope::Work;
use crate::service::ServiceError;
use crate::store::attachments::{self, contents};
use domain::attachment::{ABANDONED_AFTER, Scan};

/// Files in a row that are tried although the scanner did not answer about the one before.
const TRIES: u32 = 3;

/// How long a file that was to be checked waits where there is no scanner any more. Until then another server may have one, or
/// this program was started without its setting.
const WITHOUT: time::Duration = time::Duration::hours(1);

/// Checks what waits, and forgets files whose message never came.
pub async fn run(portal: &Portal) -> Result<(), ServiceError> {
    let look = portal.look();
    for row in attachments::abandoned(look.db(), look.ago(ABANDONED_AFTER)).await? {
        forget(portal.work().await?, &row.id).await?;
    }
    let (mut failed, mut away) = (None, 0);
    let before = if portal.scan.is_some() { i64::MAX } else { look.ago(WITHOUT) };
    for id in attachments::to_scan(look.db(), before).await? {
        let Some(content) = contents::by_id(look.db(), &id).await? else {
            continue;
        };
        match result_of(portal, &content.bytes).await {
            Ok(result) => {
                away = 0;
                settle(portal.work().await?, &id, result).await?;
            }
            // One file that the scanner will not take, or breaks off at, holds up no other; a scanner that is not there holds up
            // all.
            Err(ScanError::File(error)) => failed = Some(error),
            Err(ScanError::Away(error)) if away < TRIES => {
                away += 1;
                failed = Some(error);
            }
            Err(ScanError::Away(error)) => return Err(ServiceError::Internal(error)),
        }
    }
    failed.map_or(Ok(()), |error| Err(ServiceError::Internal(error)))
}

async fn result_of(portal: &Portal, bytes: &[u8]) -> Result<Scan, ScanError> {
    match &portal.scan {
        // The scanner was taken out of the configuration an hour ago.
        None => Ok(Scan::Unscanned),
        Some(scanner) if scanner.is_clean(bytes).await? => Ok(Scan::Clean),
        Some(_) => Ok(Scan::Infected),
    }
}

async fn forget(work: Work, id: &str) -> Result<(), ServiceError> {
    attachments::remove_waiting(work.db(), id).await?;
    Ok(work.commit().await?)
}

async fn settle(work: Work, id: &str, result: Scan) -> Result<(), ServiceError> {
    if result == Scan::Infected {
        tracing::warn!(file = %id, "virus found");
        contents::delete(work.db(), id).await?;
    }
    attachments::set_scan(work.db(), id, result).await?;
    Ok(work.commit().await?)
}
