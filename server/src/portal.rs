//! What all requests and jobs share.

use crate::clock::{Clock, SystemClock, Zone};
use crate::config::Config;
use crate::password::Hasher;
use crate::scan::{Clamd, ScanPort};
use crate::secret::Secrets;
use crate::sevis::{EmbeddedRegistry, SevisPort};
use crate::site::limits::Limiters;
use crate::site::uploads::Uploads;
use crate::store::Store;
use domain::{Date, OffsetDateTime};
use std::collections::HashSet;
use std::sync::{Arc, OnceLock};
use tokio::sync::Notify;

/// The running portal.
pub struct Portal {
    /// Settings.
    pub config: Config,
    /// Database.
    pub store: Store,
    /// Keys.
    pub secrets: Secrets,
    /// Password hashing.
    pub hasher: Hasher,
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// SEVIS.
    pub sevis: Arc<dyn SevisPort>,
    /// Virus scan, if there is one.
    pub scan: Option<Arc<dyn ScanPort>>,
    /// Room for files while they arrive.
    pub uploads: Arc<Uploads>,
    /// Limits per address.
    pub limiters: Limiters,
    /// Wakes the jobs when there is something to do.
    pub wake: Notify,
    /// Wakes the virus scan.
    pub wake_scan: Notify,
    /// Wakes the delivery of mail.
    pub wake_mail: Notify,
}

impl Portal {
    /// Connects with the machine's clock and the embedded registry.
    pub async fn open(
        config: Config,
    ) -> Result<Arc<Self>, Box<dyn std::error::Error + Send + Sync>> {
        let secrets = Secrets::load(&config.secret_file)?;
        Ok(Self::with(config, secrets, Arc::new(SystemClock)).await?)
    }

    /// Connects with the given keys and clock.
    pub async fn with(
        config: Config,
        secrets: Secrets,
        clock: Arc<dyn Clock>,
    ) -> Result<Arc<Self>, sea_orm::DbErr> {
        let store = Store::connect(&config).await?;
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let queue = usize::try_from(config.limits.hash_queue).unwrap_or(64);
        Ok(Arc::new(Self {
            hasher: Hasher::new(secrets.pepper(), config.argon2, cores, queue),
            sevis: Arc::new(EmbeddedRegistry::new(store.clone())),
            scan: config.scan_url.as_deref().map(|url| Arc::new(Clamd::at(url)) as _),
            uploads: Arc::default(),
            limiters: Limiters::new(&config.limits),
            wake: Notify::new(),
            wake_scan: Notify::new(),
            wake_mail: Notify::new(),
            config,
            store,
            secrets,
            clock,
        }))
    }

    /// Now.
    pub fn now(&self) -> OffsetDateTime {
        self.clock.now()
    }

    /// Today in a school's zone.
    pub fn today(&self, zone: &Zone) -> Date {
        zone.day(self.now())
    }
}

/// The offline list of common and breached passwords, in lower case.
pub fn is_breached(password: &str) -> bool {
    static LIST: OnceLock<HashSet<&'static str>> = OnceLock::new();
    LIST.get_or_init(|| include_str!("../data/common-passwords.txt").lines().collect())
        .contains(password)
}
