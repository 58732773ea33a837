//! Numbers with their noun.

use domain::paging::FOUND;
use std::fmt::Display;

/// `1 day`, `2 days`: a number with the words that fit it.
pub fn number_of<N: Display + PartialEq + From<u8>>(n: N, one: &str, many: &str) -> String {
    let words = if n == N::from(1) { one } else { many };
    format!("{n} {words}")
}

/// The same for a list that is counted up to `most`, thousands.
pub fn counted(n: u64, most: u64, one: &str, many: &str) -> String {
    if n > most { format!("More than {},000 {many}", most / 1000) } else { number_of(n, one, many) }
}

/// A number that is counted up to [`FOUND`].
pub fn so_many(n: u64) -> String {
    if n > FOUND { format!("{},000+", FOUND / 1000) } else { n.to_string() }
}

#[cfg(test)]
mod tests {
    use super::{counted, so_many};
    use domain::paging::{COUNTED, FOUND};

    #[test]
    fn a_list_is_counted_so_far_and_what_is_beyond_is_said_to_be_more() {
        let counted = |n, most| counted(n, most, "student", "students");
        assert_eq!(counted(1, COUNTED), "1 student");
        assert_eq!(counted(COUNTED, COUNTED), "100000 students");
        assert_eq!(counted(COUNTED + 1, COUNTED), "More than 100,000 students");
        assert_eq!(counted(FOUND + 1, FOUND), "More than 10,000 students");
        assert_eq!((so_many(FOUND), so_many(FOUND + 1)), ("10000".into(), "10,000+".into()));
    }
}
