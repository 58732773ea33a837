//! Waits for the signal that asks the program to end, and for what is in its hands then.

use std::sync::atomic::{AtomicBool, Ordering};
use tokio::sync::{RwLock, RwLockReadGuard};

/// What is handed to other machines at the moment, such as a mail: it is noted before the program ends, else it would go once more.
#[derive(Default)]
pub struct Hands {
    stopping: AtomicBool,
    busy: RwLock<()>,
}

impl Hands {
    /// Takes something in hand, until this is dropped; none once the program is ending.
    pub fn take(&self) -> Option<RwLockReadGuard<'_, ()>> {
        if self.stopping.load(Ordering::Acquire) { None } else { self.busy.try_read().ok() }
    }

    /// Nothing more is taken in hand.
    pub fn stop(&self) {
        self.stopping.store(true, Ordering::Release);
    }

    /// Waits until nothing is in hand.
    pub async fn empty(&self) {
        drop(self.busy.write().await);
    }
}

/// Waits for SIGTERM, or Ctrl+C.
pub async fn stopped() {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = match signal(SignalKind::terminate()) {
        Ok(terminate) => terminate,
        Err(_) => return std::future::pending().await,
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminate.recv() => {}
    }
}
