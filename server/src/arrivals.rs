//! Limits how many uploads run at once, because each is partly in memory. A slow upload may take its time while there is
//! room. When another upload needs the room, the slowest one that has run for 20 seconds is ended, so that a few slow
//! senders cannot keep everybody else out.

use crate::clock::Stopwatch;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// An upload younger than this is never ended.
const FAIR: Duration = Duration::from_secs(20);

/// One that has room.
struct Arrival {
    account: String,
    begun: Stopwatch,
    bytes: AtomicU64,
    gave_way: AtomicBool,
}

impl Arrival {
    fn rate(&self) -> f64 {
        let bytes = u32::try_from(self.bytes.load(Ordering::Relaxed)).unwrap_or(u32::MAX);
        f64::from(bytes) / self.begun.elapsed().as_secs_f64().max(0.001)
    }
}

/// Who has room.
pub struct Arrivals {
    /// In all.
    at_once: usize,
    /// Of these, for one account.
    of_one: usize,
    taken: Mutex<Vec<Arc<Arrival>>>,
}

/// Room for one, until it is dropped or gives way.
pub struct Room {
    arrivals: Arc<Arrivals>,
    arrival: Arc<Arrival>,
}

impl Room {
    /// So many bytes have come; false if somebody else has the room by now.
    pub fn came(&self, bytes: usize) -> bool {
        self.arrival.bytes.fetch_add(bytes as u64, Ordering::Relaxed);
        !self.arrival.gave_way.load(Ordering::Relaxed)
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        self.arrivals.taken().retain(|other| !Arc::ptr_eq(other, &self.arrival));
    }
}

impl Arrivals {
    /// Room for so many at once, and for so many of one account.
    pub fn new(at_once: usize, of_one: usize) -> Arc<Self> {
        Arc::new(Self { at_once, of_one, taken: Mutex::default() })
    }

    fn taken(&self) -> MutexGuard<'_, Vec<Arc<Arrival>>> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Room for this account, if there is any, or if somebody slow can give way.
    pub fn room(self: &Arc<Self>, account: &str) -> Option<Room> {
        let mut taken = self.taken();
        if taken.iter().filter(|other| other.account == account).count() >= self.of_one {
            return None;
        }
        if taken.len() >= self.at_once {
            let slow = taken.iter().filter(|other| other.begun.elapsed() >= FAIR);
            let slowest = slow.min_by(|a, b| a.rate().total_cmp(&b.rate()))?.clone();
            slowest.gave_way.store(true, Ordering::Relaxed);
            taken.retain(|other| !Arc::ptr_eq(other, &slowest));
        }
        let arrival = Arc::new(Arrival {
            account: account.to_owned(),
            begun: Stopwatch::start(),
            bytes: AtomicU64::new(0),
            gave_way: AtomicBool::new(false),
        });
        taken.push(arrival.clone());
        Some(Room { arrivals: self.clone(), arrival })
    }
}
