//! What a use case may use while its transaction is open.

use crate::arrivals::Arrivals;
use crate::bells::Bells;
use crate::config::Config;
use crate::limits::Limiters;
use crate::secret::Secrets;
use crate::slots::Slots;
use crate::stopped::Hands;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU32, Ordering};

/// Settings, keys, limits and bells: nothing here waits for anything.
pub struct Kit {
    /// Settings.
    pub config: Config,
    /// Keys.
    pub secrets: Secrets,
    /// When the retention job last ran, in milliseconds since 1970; 0 at the start.
    pub tidied_at: AtomicI64,
    /// Number of the key with which everything stored is known to be sealed; 0 at the start.
    pub sealed_with: AtomicU32,
    /// This server may not act at the moment; its log says why.
    pub unfit: AtomicBool,
    /// Room for files while they arrive.
    pub uploads: Arc<Arrivals>,
    /// Room for files while they leave.
    pub downloads: Arc<Slots>,
    /// Limits per address.
    pub limiters: Limiters,
    /// Wake the jobs when there is something to do.
    pub bells: Bells,
    /// What is being handed to other machines.
    pub hands: Hands,
}

impl Kit {
    /// False while this server may not act.
    pub fn is_fit(&self) -> bool {
        !self.unfit.load(Ordering::Relaxed)
    }

    /// An address of this portal.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.config.public_url)
    }
}
