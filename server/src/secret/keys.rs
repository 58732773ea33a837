//! The keys themselves, as they stand in the secret file.
//!
//! A file is a list of lines `pepper 1 …`, `hashing 1 …`, `sealing 2 …`: use, number, 32 bytes in base64.
//! Of several keys with one use the last is used for what is new; the others are kept for what is
//! old. The first version of the file had three lines without words: one key for each use.

use super::tokens::random;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// A key with its number.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Numbered {
    /// Its number, written into everything that is made with it.
    pub number: u32,
    /// The key.
    pub key: [u8; 32],
}

/// All keys, the newest of each use last.
#[derive(Clone, PartialEq, Eq)]
pub struct Keys {
    /// Part of every password hash.
    pub peppers: Vec<Numbered>,
    /// For hashes that are looked up: one for good, since a row is found by it.
    pub hashing: [u8; 32],
    /// For sealed values.
    pub sealing: Vec<Numbered>,
}

fn first(key: [u8; 32]) -> Vec<Numbered> {
    vec![Numbered { number: 1, key }]
}

fn decode(text: &str) -> Option<[u8; 32]> {
    BASE64.decode(text.trim()).ok()?.try_into().ok()
}

/// Numbers rise, so that the newest is the last.
fn put(keys: &mut Vec<Numbered>, number: u32, key: [u8; 32]) -> Option<()> {
    keys.last().is_none_or(|last| last.number < number).then(|| keys.push(Numbered { number, key }))
}

/// The key with this number.
pub fn find(keys: &[Numbered], number: u32) -> Option<[u8; 32]> {
    keys.iter().find(|key| key.number == number).map(|key| key.key)
}

/// The key for what is new.
pub fn newest(keys: &[Numbered]) -> Numbered {
    *keys.last().expect("a file without keys is refused")
}

fn add(keys: &mut Vec<Numbered>) {
    let number = newest(keys).number + 1;
    keys.push(Numbered { number, key: random() });
}

impl Keys {
    /// New random ones.
    pub fn generate() -> Self {
        Self { peppers: first(random()), hashing: random(), sealing: first(random()) }
    }

    /// The newest key of each use: which, its number, and by what it is known without being told.
    pub fn newest(&self) -> [(&'static str, u32, String); 3] {
        let known = |key: &[u8; 32]| {
            let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(key).expect("any length");
            mac.update(b"which key this is");
            BASE64.encode(&mac.finalize().into_bytes()[..12])
        };
        let (pepper, sealing) = (newest(&self.peppers), newest(&self.sealing));
        [
            ("hashing", 0, known(&self.hashing)),
            ("pepper", pepper.number, known(&pepper.key)),
            ("sealing", sealing.number, known(&sealing.key)),
        ]
    }

    /// As the file has them; none if it is damaged.
    pub fn read(text: &str) -> Option<Self> {
        if !text.contains(' ') {
            let mut keys = text.lines().map(decode);
            let (pepper, hashing, sealing) = (keys.next()??, keys.next()??, keys.next()??);
            return Some(Self { peppers: first(pepper), hashing, sealing: first(sealing) });
        }
        let (mut peppers, mut hashing, mut sealing) = (Vec::new(), Vec::new(), Vec::new());
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            let mut words = line.split_whitespace();
            let (of, number, key) = (words.next()?, words.next()?, decode(words.next()?)?);
            let keys = match of {
                "pepper" => &mut peppers,
                "hashing" => &mut hashing,
                "sealing" => &mut sealing,
                _ => return None,
            };
            put(keys, number.parse().ok()?, key)?;
        }
        let whole = !peppers.is_empty() && hashing.len() == 1 && !sealing.is_empty();
        whole.then(|| Self { peppers, hashing: newest(&hashing).key, sealing })
    }

    /// As the file has them.
    pub fn write(&self) -> String {
        let line = |of: &str, Numbered { number, key }: &Numbered| {
            format!("{of} {number} {}\n", BASE64.encode(key))
        };
        let hashing = Numbered { number: 1, key: self.hashing };
        let peppers = self.peppers.iter().map(|key| line("pepper", key));
        let sealing = self.sealing.iter().map(|key| line("sealing", key));
        peppers.chain([line("hashing", &hashing)]).chain(sealing).collect()
    }

    /// With a new pepper and a new sealing key; of the old sealing keys only those that are still
    /// needed, and the newest: what is being sealed at this moment is sealed with it.
    #[must_use]
    pub fn rotated(mut self, is_needed: impl Fn(u32) -> bool) -> Self {
        let newest = newest(&self.sealing).number;
        self.sealing.retain(|key| key.number == newest || is_needed(key.number));
        add(&mut self.sealing);
        add(&mut self.peppers);
        self
    }
}
