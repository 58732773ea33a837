//! City and state of a ZIP code, to be offered while an address is typed. What is not listed is no less an address.

/// A line each, sorted: five digits, the state's two letters, the city (`server/data/README.md`). It is read where it lies in the
/// program: a search touches a handful of its pages.
const ZIPS: &str = include_str!("../data/zips.txt");

/// City and state code of five digits, if they are listed.
pub fn place_of(zip: &str) -> Option<(&'static str, &'static str)> {
    if zip.len() != 5 || !zip.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    let (mut from, mut to) = (0, ZIPS.len());
    while from < to {
        let middle = from + (to - from) / 2;
        let begin = ZIPS[..middle].rfind('\n').map_or(0, |at| at + 1);
        let line = ZIPS[begin..].split('\n').next().unwrap_or_default();
        match line.get(..5)?.cmp(zip) {
            std::cmp::Ordering::Equal => return Some((line.get(7..)?, line.get(5..7)?)),
            std::cmp::Ordering::Less => from = begin + line.len() + 1,
            std::cmp::Ordering::Greater => to = begin,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{ZIPS, place_of};

    #[test]
    fn every_line_is_found_and_names_a_state_that_a_form_offers() {
        for line in ZIPS.lines() {
            let (state, city) = (&line[5..7], &line[7..]);
            assert_eq!(place_of(&line[..5]), Some((city, state)));
            assert!(domain::address::STATES.iter().any(|(code, _)| *code == state), "{line}");
            assert!(!city.is_empty() && city.len() <= 60, "{line}");
        }
    }

    #[test]
    fn what_is_no_listed_code_has_no_place() {
        for zip in
            ["", "7870", "787011", "00000", "99999", "00500", "7870é", "78701-1234", "\n7870"]
        {
            assert_eq!(place_of(zip), None, "{zip}");
        }
    }
}
