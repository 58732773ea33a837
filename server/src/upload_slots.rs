//! Room for messages with files: they are in memory while they arrive, so only so many do at once,
//! and of one account fewer.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

/// Messages that arrive at once.
const AT_ONCE: usize = 8;
/// Of these, of one account.
const OF_ONE: usize = 2;
/// Who is sending, and how many messages at once.
#[derive(Default)]
pub struct Uploads(Mutex<HashMap<String, usize>>);

/// Room for one message, until it is dropped.
pub struct Room {
    uploads: Arc<Uploads>,
    account: String,
}

impl Drop for Room {
    fn drop(&mut self) {
        let mut sending = self.uploads.0.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        if let Some(count) = sending.get_mut(&self.account) {
            *count -= 1;
            if *count == 0 {
                sending.remove(&self.account);
            }
        }
    }
}

impl Uploads {
    /// Room for a message of this account, if there is any.
    pub fn room(self: &Arc<Self>, account: &str) -> Option<Room> {
        let mut sending = self.0.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        let own = sending.get(account).copied().unwrap_or(0);
        if own >= OF_ONE || sending.values().sum::<usize>() >= AT_ONCE {
            return None;
        }
        sending.insert(account.to_owned(), own + 1);
        Some(Room { uploads: self.clone(), account: account.to_owned() })
    }
}
