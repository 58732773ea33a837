//! Removes what has been kept long enough, by the rules of `domain::retention`.

use super::failed::Failed;
use crate::clock::millis;
use crate::portal::Portal;
use crate::scope::Work;
use crate::service::ServiceError;
use crate::store::retention;
use domain::retention::{Passing, RULES, Rule};
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
    let mut failed = Failed::default();
    for (n, rule) in RULES.iter().enumerate() {
        // What cannot be removed keeps nothing else.
        failed.note(&n.to_string(), keep_to(portal, rule, now).await);
    }
    portal.tidied_at.store(now, Ordering::Relaxed);
    failed.result()
}

/// Removes what one rule says.
async fn keep_to(portal: &Portal, rule: &Rule, now: i64) -> Result<(), ServiceError> {
    let before = now - millis_of(rule.kept);
    loop {
        let due = retention::due(portal.look().db(), rule.what, before, ROUND).await?;
        if due.is_empty() {
            return Ok(());
        }
        forget(portal.work().await?, rule.what, due).await?;
    }
}

fn millis_of(time: Duration) -> i64 {
    time.whole_seconds() * 1000
}

async fn forget(work: Work, what: Passing, ids: Vec<String>) -> Result<(), ServiceError> {
    retention::forget(work.db(), what, ids).await?;
    Ok(work.commit().await?)
}
