//! The offline list of common and breached passwords.

use std::collections::HashSet;
use std::sync::OnceLock;

/// True for a password on the list; it is compared in lower case.
pub fn is_breached(password: &str) -> bool {
    static LIST: OnceLock<HashSet<&'static str>> = OnceLock::new();
    LIST.get_or_init(|| include_str!("../../../data/common-passwords.txt").lines().collect())
        .contains(password)
}
