//! What is drawn by chance: tokens, codes to be typed from paper, temporary passwords.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;

/// Fills an array from the operating system's generator.
pub fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    rand::Rng::fill_bytes(&mut rand::rng(), &mut bytes);
    bytes
}

/// `N` characters of an alphabet, five random bits each.
pub fn drawn<const N: usize>(alphabet: &[u8; 32]) -> String {
    random::<N>().iter().map(|b| char::from(alphabet[usize::from(b % 32)])).collect()
}

/// Text in groups of so many characters.
fn grouped(text: &str, group: usize) -> String {
    let letters: Vec<char> = text.chars().collect();
    let groups: Vec<String> = letters.chunks(group).map(|group| group.iter().collect()).collect();
    groups.join("-")
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
    // A digit and a letter are certain by the fixed ends.
    format!("k{}7", grouped(&drawn::<20>(ALPHABET), 5))
}

/// A code of `N` characters (five random bits each) in groups, to be typed from paper: Crockford's
/// base 32 in lower case, which has no i, l, o, u.
pub fn paper_code<const N: usize>(group: usize) -> String {
    const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
    grouped(&drawn::<N>(ALPHABET), group)
}

/// The same as typed: what looks alike is taken alike.
pub fn read_paper_code(typed: &str) -> String {
    domain::factor::bare_code(typed).replace('o', "0").replace(['i', 'l'], "1")
}
