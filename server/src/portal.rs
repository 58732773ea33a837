//! What all requests and jobs share.

use crate::arrivals::Arrivals;
use crate::bells::Bells;
use crate::clock::{Clock, SystemClock};
use crate::config::Config;
use crate::kit::Kit;
use crate::limits::Limiters;
use crate::password::Hasher;
use crate::scan::{Clamd, ScanPort};
use crate::scope::{Look, Scope, Work};
use crate::secret::{SecretError, Secrets};
use crate::sevis::{EmbeddedRegistry, SevisPort};
use crate::slots::Slots;
use crate::stopped::Hands;
use crate::store::{Store, alone, is_busy, marks, reason};
use domain::OffsetDateTime;
use sea_orm::DbErr;
use std::ops::Deref;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU32};
use std::time::Duration;

/// How often pending migrations begin anew beside others who write.
const MIGRATES: u64 = 20;

/// The running portal: the kit, and what takes its time.
pub struct Portal {
    kit: Arc<Kit>,
    /// Database.
    pub store: Store,
    /// Password hashing.
    pub hasher: Hasher,
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// SEVIS.
    pub sevis: Arc<dyn SevisPort>,
    /// Virus scan, if there is one.
    pub scan: Option<Arc<dyn ScanPort>>,
}

impl Deref for Portal {
    type Target = Kit;

    fn deref(&self) -> &Kit {
        &self.kit
    }
}

impl Portal {
    /// Connects with the machine's clock and the embedded registry.
    pub async fn open(config: Config) -> Result<Arc<Self>, crate::Failure> {
        if !config.secret_file.exists() && Store::connect(&config).await?.is_used().await? {
            let name = config.secret_file.display().to_string();
            return Err(SecretError::Missing(name).into());
        }
        let secrets = Secrets::load(&config.secret_file)?;
        Ok(Self::with(config, secrets, Arc::new(SystemClock)).await?)
    }

    /// Connects with the given keys and clock.
    pub async fn with(
        config: Config,
        secrets: Secrets,
        clock: Arc<dyn Clock>,
    ) -> Result<Arc<Self>, DbErr> {
        let store = Store::connect(&config).await?;
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let queue = usize::try_from(config.limits.hash_queue).unwrap_or(64);
        Ok(Arc::new(Self {
            hasher: Hasher::new(secrets.clone(), config.argon2, cores, queue),
            sevis: Arc::new(EmbeddedRegistry::new(store.clone())),
            scan: config.scan_url.as_deref().map(|url| Arc::new(Clamd::at(url)) as _),
            kit: Arc::new(Kit {
                uploads: Arrivals::new(8, 2),
                downloads: Slots::new(32, 3),
                limiters: Limiters::new(&config.limits),
                bells: Bells::new(),
                hands: Hands::default(),
                config,
                secrets,
                sealed_with: AtomicU32::new(0),
                tidied_at: AtomicI64::new(0),
                unfit: AtomicBool::new(false),
            }),
            store,
            clock,
        }))
    }

    /// Refuses to serve a demo's database to anybody else: its passwords are published.
    pub async fn refuse_demo(&self) -> Result<(), crate::Failure> {
        if !self.config.demo && marks::is_demo(self.look().db()).await? {
            return Err("this database was filled by `foothold demo`, whose passwords are published: set FOOTHOLD_DEMO=1 to show it on this machine, or use another DATABASE_URL".into());
        }
        Ok(())
    }

    /// Applies what is pending, one program at a time: servers of a new release may start in the same moment. Where nothing
    /// is, what a later release has added beside it is left alone, so that this one can start again while both run.
    pub async fn migrate(&self) -> Result<(), DbErr> {
        while !self.store.ready().await {
            match alone::turn(&self.config, "migrations").await? {
                Some(turn) => {
                    if !self.store.ready().await {
                        self.migrate_beside_others().await?;
                    }
                    return turn.end().await;
                }
                None => tokio::time::sleep(Duration::from_millis(50)).await,
            }
        }
        Ok(())
    }

    /// An older release may be writing meanwhile, in another order than a migration locks its tables: one of the two is then told to
    /// begin anew. On PostgreSQL each migration is one transaction, so nothing of it was done.
    async fn migrate_beside_others(&self) -> Result<(), DbErr> {
        let mut tries = 0;
        loop {
            match self.store.migrate().await {
                Err(error) if is_busy(&error) && self.store.is_shared() && tries < MIGRATES => {
                    tries += 1;
                    tracing::warn!(reason = reason(&error), tries, "migrations begin anew");
                    tokio::time::sleep(Duration::from_millis(100 * tries)).await;
                }
                done => return done,
            }
        }
    }

    /// Now.
    pub fn now(&self) -> OffsetDateTime {
        self.clock.now()
    }

    /// For reading.
    pub fn look(&self) -> Look {
        Scope::new(self.store.reads(), self.kit.clone(), self.now())
    }

    /// Begins a writing transaction, or fails as busy once the wait for the writer is over. It is
    /// handed to the one function that does the work, and never kept beside the portal.
    pub async fn work(&self) -> Result<Work, DbErr> {
        let tx = self.store.begin().await?;
        Ok(Scope::new(tx, self.kit.clone(), self.now()))
    }
}
