//! Limits how many downloads run at once, in all and for one account, because each is partly in memory.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

/// Who has room, and how much.
pub struct Slots {
    /// In all.
    at_once: usize,
    /// Of these, for one account.
    of_one: usize,
    taken: Mutex<HashMap<String, usize>>,
}

/// Room for one, until it is dropped.
pub struct Room {
    slots: Arc<Slots>,
    account: String,
}

impl Drop for Room {
    fn drop(&mut self) {
        let mut sending = self.slots.taken.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        if let Some(count) = sending.get_mut(&self.account) {
            *count -= 1;
            if *count == 0 {
                sending.remove(&self.account);
            }
        }
    }
}

impl Slots {
    /// Room for so many at once, and for so many of one account.
    pub fn new(at_once: usize, of_one: usize) -> Arc<Self> {
        Arc::new(Self { at_once, of_one, taken: Mutex::default() })
    }

    /// Room for this account, if there is any.
    pub fn room(self: &Arc<Self>, account: &str) -> Option<Room> {
        let mut sending = self.taken.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        let own = sending.get(account).copied().unwrap_or(0);
        if own >= self.of_one || sending.values().sum::<usize>() >= self.at_once {
            return None;
        }
        sending.insert(account.to_owned(), own + 1);
        Some(Room { slots: self.clone(), account: account.to_owned() })
    }
}
