//! Failures in a row, kept in the database: a restart forgets none, and no number of parallel tries
//! gets past the row's lock.

use super::Fail;
use crate::clock::{instant, millis};
use crate::portal::Portal;
use crate::store::entity::throttle;
use domain::throttle::Throttle;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveModelTrait, ConnectionTrait, DbErr, EntityTrait, QuerySelect, Set};

/// The failures of one key, held until the transaction ends.
pub struct Locked {
    id: String,
    row: Option<throttle::Model>,
}

fn value(row: &throttle::Model) -> Throttle {
    Throttle {
        failures: u32::try_from(row.failures).unwrap_or(u32::MAX),
        last: (row.failures > 0).then(|| instant(row.last_at)),
    }
}

/// Locks the failures of `key` within the transaction. A writing transaction has SQLite to itself;
/// elsewhere a row is made to be locked, so that of parallel tries each sees the one before.
pub async fn lock(tx: &impl ConnectionTrait, portal: &Portal, key: &str) -> Result<Locked, DbErr> {
    let id = portal.secrets.hash("throttle", key);
    if !portal.store.is_sqlite() {
        let fresh = throttle::ActiveModel {
            id: Set(id.clone()),
            failures: Set(0),
            last_at: Set(millis(portal.now())),
        };
        throttle::Entity::insert(fresh)
            .on_conflict(OnConflict::column(throttle::Column::Id).do_nothing().to_owned())
            .exec_without_returning(tx)
            .await?;
    }
    let row = throttle::Entity::find_by_id(&id).lock_exclusive().one(tx).await?;
    Ok(Locked { id, row })
}

/// Seconds to wait before a try counts, read without a lock.
pub async fn wait(
    db: &impl ConnectionTrait,
    portal: &Portal,
    key: &str,
) -> Result<Option<u32>, DbErr> {
    let row = throttle::Entity::find_by_id(portal.secrets.hash("throttle", key)).one(db).await?;
    Ok(row.and_then(|row| value(&row).wait(portal.now())))
}

impl Locked {
    fn value(&self) -> Throttle {
        self.row.as_ref().map_or_else(Throttle::default, value)
    }

    /// Seconds to wait, if this try comes too early.
    pub fn wait(&self, portal: &Portal) -> Option<u32> {
        self.value().wait(portal.now())
    }

    /// Counts a failure; gives the wait that follows from it.
    pub async fn failed(
        self,
        tx: &impl ConnectionTrait,
        portal: &Portal,
    ) -> Result<Option<u32>, Fail> {
        let now = portal.now();
        let after = self.value().failed(now);
        let row = throttle::ActiveModel {
            id: Set(self.id),
            failures: Set(i32::try_from(after.failures).unwrap_or(i32::MAX)),
            last_at: Set(millis(now)),
        };
        match self.row {
            Some(_) => drop(row.update(tx).await?),
            None => drop(row.insert(tx).await?),
        }
        Ok(after.wait(now))
    }

    /// Forgets the failures.
    pub async fn passed(self, tx: &impl ConnectionTrait) -> Result<(), DbErr> {
        if self.row.is_some() {
            throttle::Entity::delete_by_id(self.id).exec(tx).await?;
        }
        Ok(())
    }
}
