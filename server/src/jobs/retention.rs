//! Removes what has been kept long enough, by the rules of `domain::retention`.

use crate::clock::millis;
use crate::portal::Portal;
use crate::scope::Work;
use crate::service::ServiceError;
use crate::store::retention;
use domain::retention::{Passing, RULES};
use std::sync::atomic::Ordering;
use time::Duration;

/// Rows removed in one transaction: others save in between.
const ROUND: u64 = 500;
/// How often it is looked for.
const EACH: Duration = Duration::hours(1);

/// Removes it, once an hour.
pub async fn run(portal: &Portal) -> Result<(), ServiceError> {
    let now = millis(portal.now());
    let last = portal.tidied_at.load(Ordering::Relaxed);
    if (now - last).abs() < millis_of(EACH) {
        return Ok(());
    }
    for rule in RULES {
        let before = now - millis_of(rule.kept);
        loop {
            let due = retention::due(portal.look().db(), rule.what, before, ROUND).await?;
            if due.is_empty() {
                break;
            }
            forget(portal.work().await?, rule.what, due).await?;
        }
    }
    portal.tidied_at.store(now, Ordering::Relaxed);
    Ok(())
}

fn millis_of(time: Duration) -> i64 {
    time.whole_seconds() * 1000
}

async fn forget(work: Work, what: Passing, ids: Vec<String>) -> Result<(), ServiceError> {
    retention::forget(work.db(), what, ids).await?;
    Ok(work.commit().await?)
}
