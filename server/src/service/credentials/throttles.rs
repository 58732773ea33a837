//! Consecutive failures, kept in the database: a restart does not reset them, and parallel attempts wait for the row's
//! lock.

use super::super::error::{ServiceError, fault};
use crate::clock::instant;
use crate::scope::{Connection, Scope, Work};
use crate::store::entity::throttle;
use crate::store::throttles;
use domain::throttle::Throttle;
use domain::{FaultCode, OffsetDateTime};
use sea_orm::DbErr;

/// The longest wait that many together bring about, in seconds.
const LONGEST_FOR_MANY: u32 = 60;

/// The failures of one key, held until the transaction ends.
pub struct Locked {
    row: throttle::Model,
    /// So many failures weigh as one.
    every: u32,
}

fn value(row: &throttle::Model) -> Throttle {
    Throttle {
        failures: u32::try_from(row.failures).unwrap_or(u32::MAX),
        last: (row.failures > 0).then(|| instant(row.last_at)),
    }
}

/// Locks the failures of `key` within the transaction. A row is made to be locked where there is
/// none, so that of parallel tries each sees the one before.
pub async fn lock(work: &Work, key: &str) -> Result<Locked, DbErr> {
    lock_every(work, key, 1).await
}

/// The same, but only every `every`th failure counts: for counters that many unknown browsers share.
pub async fn lock_every(work: &Work, key: &str, every: u32) -> Result<Locked, DbErr> {
    let id = work.secrets.hash("throttle", key);
    if let Some(row) = throttles::lock(work.db(), &id).await? {
        return Ok(Locked { row, every });
    }
    let fresh = throttle::Model { id: id.clone(), failures: 0, last_at: work.at() };
    throttles::ensure(&work.later(), fresh).await?;
    let row = throttles::lock(work.db(), &id).await?;
    let gone = || DbErr::RecordNotFound("throttle".to_owned());
    Ok(Locked { row: row.ok_or_else(gone)?, every })
}

/// Locks the failures of `key`, or refuses `field` while a wait is running.
pub async fn guard(work: &Work, key: &str, field: &'static str) -> Result<Locked, ServiceError> {
    let locked = lock(work, key).await?;
    match locked.wait(work.now()) {
        Some(seconds) => Err(fault(field, FaultCode::WaitFor { seconds }).into()),
        None => Ok(locked),
    }
}

/// Refuses `field` while a wait is running; read without a lock, to spare the work.
pub async fn look<C: Connection>(
    s: &Scope<C>,
    key: &str,
    field: &'static str,
) -> Result<(), ServiceError> {
    let row = throttles::by_id(s.db(), &s.secrets.hash("throttle", key)).await?;
    match row.and_then(|row| value(&row).wait(s.now())) {
        Some(seconds) => Err(fault(field, FaultCode::WaitFor { seconds }).into()),
        None => Ok(()),
    }
}

impl Locked {
    fn weighed(&self, value: Throttle) -> Throttle {
        Throttle { failures: value.failures / self.every, ..value }
    }

    /// Seconds to wait, if this try comes too early.
    pub fn wait(&self, now: OffsetDateTime) -> Option<u32> {
        self.capped(self.weighed(value(&self.row)).wait(now))
    }

    /// What many count against keeps nobody waiting for long.
    fn capped(&self, wait: Option<u32>) -> Option<u32> {
        wait.map(|seconds| if self.every > 1 { seconds.min(LONGEST_FOR_MANY) } else { seconds })
    }

    /// Counts a failure; the caller commits. Returns the fault to tell: `code`, or the wait that
    /// follows from it.
    pub async fn failed(self, work: &Work, code: FaultCode) -> Result<FaultCode, DbErr> {
        let after = value(&self.row).failed(work.now());
        let wait = self.capped(self.weighed(after).wait(work.now()));
        let failures = i32::try_from(after.failures).unwrap_or(i32::MAX);
        let row = throttle::Model { failures, last_at: work.at(), ..self.row.clone() };
        throttles::change(&work.later(), &self.row, row).await?;
        Ok(wait.map_or(code, |seconds| FaultCode::WaitFor { seconds }))
    }

    /// Forgets the failures.
    pub async fn passed(self, work: &Work) -> Result<(), DbErr> {
        // There is nothing to forget.
        if self.row.failures == 0 {
            return Ok(());
        }
        // The row stays for whoever waits for its lock.
        let row = throttle::Model { failures: 0, last_at: work.at(), ..self.row.clone() };
        throttles::change(&work.later(), &self.row, row).await
    }
}
