//! Password hashing on a bounded pool: as many hashes at once as there are cores, a bounded queue
//! behind them, and then a plain "busy".

use crate::config::Argon2Cost;
use crate::nfc::nfc;
use crate::secret::Secrets;
use app::AppError;
use argon2::password_hash::phc::{Output, ParamsString, PasswordHash, Salt};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use subtle::ConstantTimeEq as _;
use tokio::sync::Semaphore;

/// Seconds after which a refused login may be tried again.
const RETRY_SECONDS: u32 = 2;

/// The pool.
#[derive(Clone)]
pub struct Hasher {
    inner: Arc<Inner>,
}

struct Inner {
    secrets: Secrets,
    params: Params,
    permits: Arc<Semaphore>,
    cores: usize,
    waiting: AtomicUsize,
    queue: usize,
    /// Memory of hashes that are not being made: at most one for each permit.
    blocks: Mutex<Vec<Vec<Block>>>,
    /// [`Inner::nobodys`]: verified where there is no account.
    dummy: String,
}

/// How a verification ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verified {
    /// The password is right.
    pub right: bool,
    /// It is right, but the hash is weaker than now configured, or has an older pepper.
    pub outdated: bool,
}

impl Inner {
    fn hash(&self, password: &str) -> String {
        let (number, pepper) = self.secrets.pepper();
        let (params, salt) = (self.params.clone(), Salt::generate());
        let length = params.output_len().unwrap_or(Params::DEFAULT_OUTPUT_LEN);
        let hash = self.digest(&pepper, params, nfc(password).as_bytes(), &salt, length);
        marked(number, &self.written(salt, &hash.expect("checked parameters")))
    }

    /// A hash of nothing that anyone knows, and of none: random bytes cost as much to compare, and no start waits for them.
    fn nobodys(&self) -> String {
        let bytes = [Salt::generate(), Salt::generate()].map(|half| half.to_vec()).concat();
        marked(self.secrets.pepper().0, &self.written(Salt::generate(), &bytes))
    }

    /// A hash as it is stored.
    fn written(&self, salt: Salt, hash: &[u8]) -> String {
        let hash = PasswordHash {
            algorithm: Algorithm::Argon2id.ident(),
            version: Some(Version::V0x13.into()),
            params: ParamsString::try_from(&self.params).expect("checked parameters"),
            salt: Some(salt),
            hash: Some(Output::new(hash).expect("32 bytes")),
        };
        hash.to_string()
    }

    /// Argon2id, in blocks that are kept: to ask the machine for 19 MiB each time takes a tenth of the whole. Nothing for
    /// parameters that there cannot be.
    fn digest(
        &self,
        pepper: &[u8],
        params: Params,
        typed: &[u8],
        salt: &[u8],
        length: usize,
    ) -> Option<Vec<u8>> {
        let needed = params.block_count();
        let version = Version::V0x13;
        let argon2 = Argon2::new_with_secret(pepper, Algorithm::Argon2id, version, params).ok()?;
        let mut blocks = self.kept().pop().unwrap_or_default();
        blocks.resize(needed.max(blocks.len()), Block::default());
        let mut hash = vec![0; length];
        let within = &mut blocks[..needed];
        let made = argon2.hash_password_into_with_memory(typed, salt, &mut hash, within);
        let mut kept = self.kept();
        if kept.len() < self.cores {
            kept.push(blocks);
        }
        made.is_ok().then_some(hash)
    }

    /// True for the password of a hash.
    fn fits(&self, pepper: &[u8], typed: &str, parsed: &PasswordHash) -> bool {
        let (Some(salt), Some(wanted)) = (&parsed.salt, &parsed.hash) else { return false };
        let ours = parsed.algorithm == Algorithm::Argon2id.ident()
            && parsed.version == Some(Version::V0x13.into());
        let (true, Ok(params)) = (ours, Params::try_from(parsed)) else { return false };
        let found = self.digest(pepper, params, typed.as_bytes(), salt, wanted.len());
        found.is_some_and(|found| bool::from(found.ct_eq(wanted.as_bytes())))
    }

    fn kept(&self) -> std::sync::MutexGuard<'_, Vec<Vec<Block>>> {
        self.blocks.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Nothing where the pepper of the hash is missing: then nobody can say whether the password is right.
    fn verify(&self, password: &str, hash: &str) -> Option<Verified> {
        let wrong = Verified { right: false, outdated: false };
        let Some((number, hash)) = unmarked(hash) else { return Some(wrong) };
        let pepper = self.secrets.pepper_numbered(number)?;
        let Ok(parsed) = PasswordHash::new(hash) else { return Some(wrong) };
        let compare = |typed: &str| self.fits(&pepper, typed, &parsed);
        let normal = nfc(password);
        let now = compare(&normal);
        // Older hashes are of what was typed.
        let as_before = !now && normal != password && compare(password);
        let right = now || as_before;
        let weaker = Params::try_from(&parsed).map_or(true, |of| {
            of.m_cost() < self.params.m_cost() || of.t_cost() < self.params.t_cost()
        });
        let outdated = weaker || as_before || number < self.secrets.pepper().0;
        Some(Verified { right, outdated: right && outdated })
    }
}

/// This server has an older copy of the secret file: no answer of its own would be true.
fn no_pepper() -> AppError {
    tracing::error!("a password needs a key that this server's secret file does not have");
    AppError::Busy(RETRY_SECONDS)
}

/// A hash with the number of its pepper before it; the first one's has none.
fn marked(number: u32, hash: &str) -> String {
    if number == 1 { hash.to_owned() } else { format!("{number}{hash}") }
}

/// Number of the pepper, and the hash as Argon2 writes it.
fn unmarked(hash: &str) -> Option<(u32, &str)> {
    let (number, hash) = hash.split_at(hash.find('$')?);
    let number = if number.is_empty() { 1 } else { number.parse().ok()? };
    Some((number, hash))
}

impl Hasher {
    /// A pool with `cores` hashes at once and `queue` waiting.
    pub fn new(secrets: Secrets, cost: Argon2Cost, cores: usize, queue: usize) -> Self {
        let params =
            Params::new(cost.m, cost.t, cost.p, None).expect("checked by the configuration");
        let mut inner = Inner {
            secrets,
            params,
            permits: Arc::new(Semaphore::new(cores.max(1))),
            cores: cores.max(1),
            waiting: AtomicUsize::new(0),
            queue,
            blocks: Mutex::new(Vec::new()),
            dummy: String::new(),
        };
        inner.dummy = inner.nobodys();
        Self { inner: Arc::new(inner) }
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Inner) -> T + Send + 'static,
    ) -> Result<T, AppError> {
        /// Leaves the queue even if the request is dropped while waiting.
        struct Place<'a>(&'a AtomicUsize);
        impl Drop for Place<'_> {
            fn drop(&mut self) {
                self.0.fetch_sub(1, Ordering::Relaxed);
            }
        }
        let permit = match self.inner.permits.clone().try_acquire_owned() {
            Ok(permit) => permit,
            Err(_) => {
                let ahead = self.inner.waiting.fetch_add(1, Ordering::Relaxed);
                let _place = Place(&self.inner.waiting);
                if ahead >= self.inner.queue {
                    return Err(AppError::Busy(RETRY_SECONDS));
                }
                let permits = self.inner.permits.clone();
                permits.acquire_owned().await.map_err(|_| AppError::Busy(RETRY_SECONDS))?
            }
        };
        let inner = Arc::clone(&self.inner);
        // The permit is the hash's: whoever asked may be gone long before it is made.
        let hashing = tokio::task::spawn_blocking(move || {
            let _permit = permit;
            work(&inner)
        });
        hashing.await.map_err(|_| AppError::Internal("hash".into()))
    }

    /// Gives back the memory that no hash needs just now.
    pub fn rest(&self) {
        self.inner.kept().clear();
    }

    /// Hashes a new password.
    pub async fn hash(&self, password: String) -> Result<String, AppError> {
        self.run(move |inner| inner.hash(&password)).await
    }

    /// Verifies a password; without a hash it works as long and fails. Busy where its pepper is missing here: another server has it.
    pub async fn verify(
        &self,
        password: String,
        hash: Option<String>,
    ) -> Result<Verified, AppError> {
        let verified = self.run(move |inner| match hash {
            Some(hash) => inner.verify(&password, &hash),
            None => {
                let dummy = inner.dummy.clone();
                let _ = inner.verify(&password, &dummy);
                Some(Verified { right: false, outdated: false })
            }
        });
        verified.await?.ok_or_else(no_pepper)
    }

    /// True if the password is one of these.
    pub async fn is_one_of(&self, password: String, hashes: Vec<String>) -> Result<bool, AppError> {
        let compared = self.run(move |inner| {
            let mut all = hashes.iter().map(|hash| inner.verify(&password, hash));
            all.try_fold(false, |found, one| one.map(|one| found || one.right))
        });
        compared.await?.ok_or_else(no_pepper)
    }
}
