//! What wakes the jobs when there is something to do: here, and on the other servers of the same database.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::sync::Notify;

/// Wakes one loop of the jobs.
#[derive(Default)]
pub struct Bell {
    here: Notify,
    /// Rung, and the other servers do not know it yet.
    untold: AtomicBool,
    any: Arc<Notify>,
}

impl Bell {
    /// Wakes the loop.
    pub fn ring(&self) {
        self.here.notify_one();
        self.untold.store(true, Ordering::Release);
        self.any.notify_one();
    }

    /// Wakes the loop here alone: another server has said so.
    pub fn hear(&self) {
        self.here.notify_one();
    }

    /// Waits until it is rung; at once where it was since the last time.
    pub async fn rung(&self) {
        self.here.notified().await;
    }
}

/// All of them.
#[derive(Default)]
pub struct Bells {
    /// For what has no loop of its own.
    pub jobs: Bell,
    /// For what is asked for without a login: a new password, an account.
    pub asked: Bell,
    /// For the virus scan.
    pub scans: Bell,
    /// For mails that somebody waits for.
    pub awaited: Bell,
    /// For all other mails.
    pub mail: Bell,
    /// For text messages.
    pub texts: Bell,
    /// For notifications.
    pub push: Bell,
    /// For the imports.
    pub imports: Bell,
    /// For changes that wait for SEVIS.
    pub sevis: Bell,
    /// For what hands batches to SEVIS.
    pub transport: Bell,
    any: Arc<Notify>,
}

impl Bells {
    /// None is rung.
    pub fn new() -> Self {
        let any = Arc::new(Notify::new());
        let bell = || Bell { any: any.clone(), ..Bell::default() };
        Self {
            jobs: bell(),
            asked: bell(),
            scans: bell(),
            awaited: bell(),
            mail: bell(),
            texts: bell(),
            push: bell(),
            imports: bell(),
            sevis: bell(),
            transport: bell(),
            any: any.clone(),
        }
    }

    /// Each with the name by which servers tell each other.
    fn named(&self) -> [(&'static str, &Bell); 10] {
        let Self {
            jobs,
            asked,
            scans,
            awaited,
            mail,
            texts,
            push,
            imports,
            sevis,
            transport,
            any: _,
        } = self;
        [
            ("jobs", jobs),
            ("asked", asked),
            ("scans", scans),
            ("awaited", awaited),
            ("mail", mail),
            ("texts", texts),
            ("push", push),
            ("imports", imports),
            ("sevis", sevis),
            ("transport", transport),
        ]
    }

    /// Waits until one is rung here.
    pub async fn any_rung(&self) {
        self.any.notified().await;
    }

    /// The names of those that were rung here since the last time.
    pub fn untold(&self) -> Vec<&'static str> {
        let untold = |bell: &Bell| bell.untold.swap(false, Ordering::AcqRel);
        self.named().into_iter().filter(|(_, bell)| untold(bell)).map(|(name, _)| name).collect()
    }

    /// Wakes the loop of this name, which another server has told.
    pub fn hear(&self, name: &str) {
        self.named().into_iter().filter(|(own, _)| *own == name).for_each(|(_, bell)| bell.hear());
    }
}
