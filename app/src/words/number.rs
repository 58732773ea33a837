//! Numbers with their noun.

/// `1 day`, `2 days`: a number with the noun that fits it.
pub fn number_of(n: impl Into<u64>, one: &str, many: &str) -> String {
    match n.into() {
        1 => format!("1 {one}"),
        n => format!("{n} {many}"),
    }
}
