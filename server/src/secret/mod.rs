//! The secret file and what is made with its keys: pepper, keyed hashes, sealed text.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use chacha20poly1305::aead::{Aead, KeyInit};
use chacha20poly1305::{ChaCha20Poly1305, Key, Nonce};
use hmac::{Hmac, Mac};
use sha2::Sha256;
use std::io::Write as _;
use std::path::Path;

/// Three keys of 32 bytes each.
#[derive(Clone)]
pub struct Secrets {
    pepper: [u8; 32],
    hashing: [u8; 32],
    sealing: [u8; 32],
}

/// Why the secret file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SecretError {
    /// The file system said no.
    #[error("FOOTHOLD_SECRET_FILE {0}: {1}")]
    Io(String, std::io::Error),
    /// Others on the machine can read or change it.
    #[error(
        "FOOTHOLD_SECRET_FILE {0} can be read or changed by others: make it yours alone with `chmod 600`."
    )]
    Open(String),
    /// There is none, and the database was written with other keys.
    #[error(
        "FOOTHOLD_SECRET_FILE {0} is missing, but the database is not empty: nobody could log in with new keys. Put the file back that belongs to this database."
    )]
    Missing(String),
    /// The file is not one of ours.
    #[error(
        "FOOTHOLD_SECRET_FILE {0} is damaged: it must hold three lines of base64 with 32 bytes each."
    )]
    Damaged(String),
}

/// Fills an array from the operating system's generator.
pub fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    rand::Rng::fill_bytes(&mut rand::rng(), &mut bytes);
    bytes
}

/// A token for a link or cookie: 256 random bits, safe in a URL.
pub fn token() -> String {
    BASE64.encode(random::<32>())
}

/// Characters of a token: 32 bytes in base64 without padding.
const TOKEN_LENGTH: usize = 43;

/// True for a text of a token's length; anything else need not be looked up.
pub fn is_token(text: &str) -> bool {
    text.len() == TOKEN_LENGTH
}

/// A new identity, sortable by time.
pub fn id() -> String {
    crate::clock::sortable_id()
}

/// A temporary password that any policy takes: 25 unmistakable characters in groups.
pub fn temporary_password() -> String {
    const ALPHABET: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz234567899";
    let letters: Vec<char> =
        random::<20>().iter().map(|b| char::from(ALPHABET[usize::from(b % 32)])).collect();
    let groups: Vec<String> = letters.chunks(5).map(|group| group.iter().collect()).collect();
    // A digit and a letter are certain by the fixed ends.
    format!("k{}7", groups.join("-"))
}

/// A code of `N` characters (five random bits each) in groups, to be typed from paper: Crockford's
/// base 32 in lower case, which has no i, l, o, u.
pub fn paper_code<const N: usize>(group: usize) -> String {
    const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
    let letters: Vec<char> =
        random::<N>().iter().map(|b| char::from(ALPHABET[usize::from(b % 32)])).collect();
    letters
        .chunks(group)
        .map(|group| group.iter().collect::<String>())
        .collect::<Vec<_>>()
        .join("-")
}

/// The same as typed: what looks alike is taken alike.
pub fn read_paper_code(typed: &str) -> String {
    domain::factor::bare_code(typed).replace('o', "0").replace(['i', 'l'], "1")
}

impl Secrets {
    /// New random keys; for tests and the first start.
    pub fn generate() -> Self {
        Self { pepper: random(), hashing: random(), sealing: random() }
    }

    /// Reads the file, or makes it (mode 0600) when there is none.
    pub fn load(path: &Path) -> Result<Self, SecretError> {
        use std::os::unix::fs::PermissionsExt as _;
        let name = path.display().to_string();
        if let Ok(about) = std::fs::metadata(path)
            && about.permissions().mode() & 0o077 != 0
        {
            return Err(SecretError::Open(name));
        }
        match std::fs::read_to_string(path) {
            Ok(text) => Self::read(&text).ok_or(SecretError::Damaged(name)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                let secrets = Self::generate();
                secrets.write(path).map_err(|error| SecretError::Io(name.clone(), error))?;
                // Another process may have been first: what is on disk counts.
                let text =
                    std::fs::read_to_string(path).map_err(|e| SecretError::Io(name.clone(), e))?;
                Self::read(&text).ok_or(SecretError::Damaged(name))
            }
            Err(error) => Err(SecretError::Io(name, error)),
        }
    }

    fn read(text: &str) -> Option<Self> {
        let mut keys = text.lines().map(|line| BASE64.decode(line.trim()).ok()?.try_into().ok());
        Some(Self { pepper: keys.next()??, hashing: keys.next()??, sealing: keys.next()?? })
    }

    /// Written aside, synced and then linked into place, so that no crash leaves half a file and
    /// no second start replaces the first one's keys.
    fn write(&self, path: &Path) -> std::io::Result<()> {
        use std::os::unix::fs::OpenOptionsExt as _;
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            use std::os::unix::fs::DirBuilderExt as _;
            std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
        }
        let aside = path.with_extension(format!("{}.new", id()));
        let mut file =
            std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&aside)?;
        for key in [&self.pepper, &self.hashing, &self.sealing] {
            writeln!(file, "{}", BASE64.encode(key))?;
        }
        file.sync_all()?;
        let linked = std::fs::hard_link(&aside, path);
        std::fs::remove_file(&aside)?;
        match linked {
            Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => Err(error),
            _ => Ok(()),
        }
    }

    /// The pepper of password hashes.
    pub fn pepper(&self) -> &[u8] {
        &self.pepper
    }

    /// A keyed hash under which a token or address can be looked up, but not read.
    pub fn hash(&self, purpose: &str, value: &str) -> String {
        let mut mac =
            <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(&self.hashing).expect("any length");
        mac.update(purpose.as_bytes());
        mac.update(&[0]);
        mac.update(value.as_bytes());
        BASE64.encode(mac.finalize().into_bytes())
    }

    /// Encrypts a text for storage.
    pub fn seal(&self, plain: &str) -> String {
        let nonce: [u8; 12] = random();
        let cipher = ChaCha20Poly1305::new(&Key::from(self.sealing));
        let sealed = cipher.encrypt(&Nonce::from(nonce), plain.as_bytes()).expect("text fits");
        BASE64.encode([nonce.as_slice(), &sealed].concat())
    }

    /// Decrypts a stored text; none if it is not ours or was changed.
    pub fn open(&self, sealed: &str) -> Option<String> {
        let bytes = BASE64.decode(sealed).ok()?;
        let (nonce, sealed) = bytes.split_at_checked(12)?;
        let nonce: [u8; 12] = nonce.try_into().ok()?;
        let cipher = ChaCha20Poly1305::new(&Key::from(self.sealing));
        String::from_utf8(cipher.decrypt(&Nonce::from(nonce), sealed).ok()?).ok()
    }
}
