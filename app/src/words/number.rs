//! Numbers with their noun.

use std::fmt::Display;

/// `1 day`, `2 days`: a number with the words that fit it.
pub fn number_of<N: Display + PartialEq + From<u8>>(n: N, one: &str, many: &str) -> String {
    let words = if n == N::from(1) { one } else { many };
    format!("{n} {words}")
}
