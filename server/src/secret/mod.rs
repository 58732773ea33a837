//! The secret file and what is made with its keys: peppered passwords, keyed hashes, sealed values.

mod file;
mod keys;
mod sealed_at;
mod tokens;

pub use file::SecretError;
pub use sealed_at::SealedAt;
pub use tokens::{
    drawn, id, is_token, paper_code, random, read_paper_code, temporary_password, token,
};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{ChaCha20Poly1305, Key, Nonce};
use hmac::{Hmac, Mac};
use keys::Keys;
use sha2::Sha256;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

/// The keys of this portal; cheap to clone. All clones see it when the file gets new ones.
#[derive(Clone)]
pub struct Secrets {
    keys: Arc<RwLock<Arc<Keys>>>,
    /// Where they were read; none for keys that were made for a test.
    file: Option<Arc<PathBuf>>,
}

impl Secrets {
    /// New random keys; for tests.
    pub fn generate() -> Self {
        Self { keys: Arc::new(RwLock::new(Arc::new(Keys::generate()))), file: None }
    }

    /// Reads the file, or makes it (mode 0600) when there is none.
    pub fn load(path: &Path) -> Result<Self, SecretError> {
        let keys = Arc::new(RwLock::new(Arc::new(file::load(path)?)));
        Ok(Self { keys, file: Some(Arc::new(path.to_owned())) })
    }

    fn keys(&self) -> Arc<Keys> {
        self.keys.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn set(&self, keys: Keys) {
        *self.keys.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(keys);
    }

    /// Reads the file again: another process may have added keys. What cannot be read changes nothing.
    pub fn refresh(&self) {
        let Some(path) = self.file.as_deref() else { return };
        match file::read(path) {
            Ok(keys) if keys != *self.keys() => self.set(keys),
            Ok(_) => {}
            Err(error) => tracing::warn!(%error, "the keys stay as they are"),
        }
    }

    /// Adds new keys and forgets those that sealed nothing that is kept. From here on what is new is
    /// made with the new ones.
    pub fn rotate(&self, is_needed: impl Fn(u32) -> bool) -> Result<(), SecretError> {
        self.refresh();
        let keys = Keys::clone(&self.keys()).rotated(is_needed);
        if let Some(path) = self.file.as_deref() {
            file::replace(path, &keys)
                .map_err(|error| SecretError::Io(path.display().to_string(), error))?;
        }
        self.set(keys);
        Ok(())
    }

    /// Looks for a key; where there is none, once more in the file as it is now.
    fn find<T>(&self, look: impl Fn(&Keys) -> Option<T>) -> Option<T> {
        look(&self.keys()).or_else(|| {
            self.refresh();
            look(&self.keys())
        })
    }

    /// The newest key of each use: which, its number, and by what it is known without being told.
    pub fn newest(&self) -> [(&'static str, u32, String); 3] {
        self.keys().newest()
    }

    /// The pepper of new password hashes, with its number.
    pub fn pepper(&self) -> (u32, [u8; 32]) {
        let newest = keys::newest(&self.keys().peppers);
        (newest.number, newest.key)
    }

    /// The pepper with this number.
    pub fn pepper_numbered(&self, number: u32) -> Option<[u8; 32]> {
        self.find(|keys| keys::find(&keys.peppers, number))
    }

    /// A keyed hash under which a token or address can be looked up, but not read.
    pub fn hash(&self, purpose: &str, value: &str) -> String {
        let mut mac = <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(&self.keys().hashing)
            .expect("any length");
        mac.update(purpose.as_bytes());
        mac.update(&[0]);
        mac.update(value.as_bytes());
        BASE64.encode(mac.finalize().into_bytes())
    }

    /// A key of its own for a purpose, worked out of the one key that stays for good; `n` gives another one.
    pub fn derived(&self, purpose: &str, n: u32) -> [u8; 32] {
        let mut mac = <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(&self.keys().hashing)
            .expect("any length");
        mac.update(b"derived\0");
        mac.update(purpose.as_bytes());
        mac.update(&n.to_be_bytes());
        mac.finalize().into_bytes().into()
    }

    /// The number of the key that seals what is new.
    pub fn sealing_number(&self) -> u32 {
        keys::newest(&self.keys().sealing).number
    }

    /// Encrypts a text for the place where it will be kept: the key's number, a colon, and base64.
    pub fn seal(&self, place: SealedAt<'_>, plain: &str) -> String {
        let newest = keys::newest(&self.keys().sealing);
        let nonce: [u8; 12] = random();
        let bound = place.bound();
        let sealed = ChaCha20Poly1305::new(&Key::from(newest.key))
            .encrypt(&Nonce::from(nonce), Payload { msg: plain.as_bytes(), aad: &bound })
            .expect("text fits");
        format!("{}:{}", newest.number, BASE64.encode([nonce.as_slice(), &sealed].concat()))
    }

    /// Decrypts what was kept at this place; none if it is not ours, was changed, or stood elsewhere.
    pub fn open(&self, place: SealedAt<'_>, sealed: &str) -> Option<String> {
        // Values of the first version say no number and are bound to no place. Each start seals them
        // anew; after the first key is gone none of them opens.
        let (number, text, bound) = match sealed.split_once(':') {
            Some((number, text)) => (number.parse().ok()?, text, place.bound()),
            None => (1, sealed, Vec::new()),
        };
        let bytes = BASE64.decode(text).ok()?;
        let (nonce, sealed) = bytes.split_at_checked(12)?;
        let nonce: [u8; 12] = nonce.try_into().ok()?;
        let key = self.find(|keys| keys::find(&keys.sealing, number))?;
        let opened = ChaCha20Poly1305::new(&Key::from(key))
            .decrypt(&Nonce::from(nonce), Payload { msg: sealed, aad: &bound });
        String::from_utf8(opened.ok()?).ok()
    }
}

/// SHA-256 of bytes, in hex: what a file was, for whoever compares it later.
pub fn sha256_hex(bytes: &[u8]) -> String {
    use sha2::Digest as _;
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
