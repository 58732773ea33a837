//! Numbers with their noun.

use std::fmt::Display;

/// `1 day`, `2 days`: a number with the words that fit it.
pub fn number_of<N: Display + PartialEq + From<u8>>(n: N, one: &str, many: &str) -> String {
    let words = if n == N::from(1) { one } else { many };
    format!("{n} {words}")
}

/// The same for a list that is counted up to [`domain::paging::COUNTED`].
pub fn counted(n: u64, one: &str, many: &str) -> String {
    if n > domain::paging::COUNTED {
        format!("More than 100,000 {many}")
    } else {
        number_of(n, one, many)
    }
}

#[cfg(test)]
mod tests {
    use super::counted;
    use domain::paging::COUNTED;

    #[test]
    fn a_list_is_counted_so_far_and_what_is_beyond_is_said_to_be_more() {
        assert_eq!(counted(1, "student", "students"), "1 student");
        assert_eq!(counted(COUNTED, "student", "students"), "100000 students");
        assert_eq!(counted(COUNTED + 1, "student", "students"), "More than 100,000 students");
    }
}
