//! What a use case works with. A [`Look`] reads; a [`Work`] is one writing transaction. Neither
//! reaches the writing pool, the password hasher, the network or the clock: whoever holds a `Work`
//! cannot wait for anything but the database, and cannot ask it for a second connection.

use crate::bells::{Bell, Bells};
use crate::clock::{Zone, millis};
use crate::kit::Kit;
use crate::store::{Connections, Later, Transaction};
use domain::{Date, OffsetDateTime};
use sea_orm::{ConnectionTrait, DbErr};
use std::ops::Deref;
use std::sync::{Arc, Mutex, PoisonError};

/// A connection that a use case can run on.
pub trait Connection: ConnectionTrait {
    /// True for a writing transaction, whose rows are locked before they are judged.
    const WRITES: bool;
}

impl Connection for Connections {
    const WRITES: bool = false;
}

impl Connection for Transaction {
    const WRITES: bool = true;
}

/// A connection, the instant and, by dereference, the [`Kit`] (settings, keys, limits).
pub struct Scope<C> {
    db: C,
    kit: Arc<Kit>,
    now: OffsetDateTime,
    rung: Mutex<Vec<Which>>,
}

/// One of the bells.
type Which = fn(&Bells) -> &Bell;

/// Bells that are rung when it is dropped.
struct Rung {
    rung: Vec<Which>,
    kit: Arc<Kit>,
}

impl Drop for Rung {
    fn drop(&mut self) {
        self.rung.iter().for_each(|which| which(&self.kit.bells).ring());
    }
}

/// Reading, outside of any transaction.
pub type Look = Scope<Connections>;
/// One writing transaction: all of it, or nothing.
pub type Work = Scope<Transaction>;

impl<C> Deref for Scope<C> {
    type Target = Kit;

    fn deref(&self) -> &Kit {
        &self.kit
    }
}

impl<C: Connection> Scope<C> {
    pub(crate) fn new(db: C, kit: Arc<Kit>, now: OffsetDateTime) -> Self {
        Self { db, kit, now, rung: Mutex::default() }
    }

    /// The connection, for the queries of `store`.
    pub fn db(&self) -> &C {
        &self.db
    }

    /// The instant of this use case.
    pub fn now(&self) -> OffsetDateTime {
        self.now
    }

    /// The same as the database keeps it: milliseconds since 1970.
    pub fn at(&self) -> i64 {
        millis(self.now)
    }

    /// An instant so long ago, as the database keeps it.
    pub fn ago(&self, age: time::Duration) -> i64 {
        millis(self.now - age)
    }

    /// Today in a school's zone.
    pub fn today(&self, zone: &Zone) -> Date {
        zone.day(self.now)
    }
}

impl Work {
    /// The connection, for writes that nobody waits for: they are done before the next statement, or with the commit.
    pub fn later(&self) -> Later<'_> {
        self.db.later()
    }

    /// Wakes a job once this is on disk: before, it would find nothing to do.
    pub fn ring(&self, which: Which) {
        self.rung.lock().unwrap_or_else(PoisonError::into_inner).push(which);
    }

    /// Confirms it: from here on it is on disk. It may wait for what others do in the same round, so nothing that others need
    /// is held across it.
    pub async fn commit(self) -> Result<(), DbErr> {
        let rung = self.rung.into_inner().unwrap_or_else(PoisonError::into_inner);
        // Also where whoever asked goes away meanwhile: it may be written all the same.
        let _rung = Rung { rung, kit: self.kit };
        self.db.commit().await
    }
}
