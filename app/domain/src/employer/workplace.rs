//! What the address of a report is: where one works, or only the office one belongs to. Schools give opposite advice on which of
//! the two to report, and SEVIS has one field for it, so the report says which it is.

use crate::fault::{FaultCode, Faults};
use crate::text;
use serde::{Deserialize, Serialize};

/// Where the work is done. It is kept as one text, so that the kind of place and its name cannot part: empty, `home`, or
/// `elsewhere:` with the name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum Workplace {
    /// At the employer's address, which is what a report says that says nothing.
    #[default]
    Here,
    /// At home; the address is the office that the student reports to.
    Home,
    /// At this place, such as a client's; the address is the employer's own.
    Elsewhere(String),
}

/// How a text of another place begins.
const ELSEWHERE: &str = "elsewhere:";

impl From<String> for Workplace {
    fn from(kept: String) -> Self {
        match (kept.as_str(), kept.strip_prefix(ELSEWHERE)) {
            ("", _) => Self::Here,
            ("home", _) => Self::Home,
            (_, Some(site)) => Self::Elsewhere(site.to_owned()),
            (_, None) => Self::Elsewhere(kept),
        }
    }
}

impl From<Workplace> for String {
    fn from(place: Workplace) -> Self {
        match place {
            Workplace::Here => Self::new(),
            Workplace::Home => "home".to_owned(),
            Workplace::Elsewhere(site) => format!("{ELSEWHERE}{site}"),
        }
    }
}

impl Workplace {
    /// The choices of the form: code and words.
    pub const CHOICES: [(&'static str, &'static str); 3] = [
        ("here", "At the employer’s address"),
        ("home", "From home"),
        ("elsewhere", "At another place"),
    ];

    /// Code of the choice.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Here => "here",
            Self::Home => "home",
            Self::Elsewhere(_) => "elsewhere",
        }
    }

    /// The other place; empty for none.
    pub fn site(&self) -> &str {
        match self {
            Self::Elsewhere(site) => site,
            _ => "",
        }
    }

    /// As people read it; empty for the employer's address, of which nothing is to be said.
    pub fn words(&self) -> &str {
        match self {
            Self::Here => "",
            Self::Home => "From home",
            Self::Elsewhere(site) => site,
        }
    }

    /// Reads a choice and the other place, of which a line is needed where it is one. Nothing posted is the employer's address.
    pub(super) fn parse(code: &str, site: &str, faults: &mut Faults) -> Option<Self> {
        let known = code.is_empty() || Self::CHOICES.iter().any(|(one, _)| *one == code);
        let known = faults.keep("workplace", known.then_some(()).ok_or(FaultCode::NotAChoice));
        let site = faults.keep("site", text::line(site, 200))?;
        known?;
        match (code, site) {
            ("elsewhere", Some(site)) => return Some(Self::Elsewhere(site)),
            ("elsewhere", None) => faults.add("site", FaultCode::Required),
            (_, Some(_)) => faults.add("site", FaultCode::OnlyElsewhere),
            ("home", None) => return Some(Self::Home),
            (_, None) => return Some(Self::Here),
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::Workplace;
    use crate::fault::{FaultCode, Faults};
    use proptest::prelude::*;

    fn read(code: &str, site: &str) -> Result<Workplace, Vec<(String, FaultCode)>> {
        let mut faults = Faults::default();
        let read = Workplace::parse(code, site, &mut faults);
        let found = faults.into_vec().into_iter();
        read.ok_or_else(|| found.map(|fault| (fault.field.into_owned(), fault.code)).collect())
    }

    #[test]
    fn whoever_says_nothing_works_at_the_employers_address() {
        assert_eq!(read("", " "), Ok(Workplace::Here));
        assert_eq!(read("here", ""), Ok(Workplace::Here));
        assert_eq!(read("home", ""), Ok(Workplace::Home));
    }

    #[test]
    fn another_place_is_named_and_no_place_is_named_where_there_is_none() {
        let site = "Lakeside Hospital, 5 Shore Drive, Austin";
        assert_eq!(read("elsewhere", site), Ok(Workplace::Elsewhere(site.into())));
        for (code, site, field, fault) in [
            ("elsewhere", "", "site", FaultCode::Required),
            ("home", site, "site", FaultCode::OnlyElsewhere),
            ("", site, "site", FaultCode::OnlyElsewhere),
            ("moon", "", "workplace", FaultCode::NotAChoice),
        ] {
            assert_eq!(read(code, site), Err(vec![(field.to_owned(), fault)]), "{code} {site}");
        }
    }

    proptest! {
        #[test]
        fn a_place_is_kept_as_one_text_and_read_as_it_was(site in "[ -~é]{1,40}", kind in 0..3) {
            let place = match kind {
                0 => Workplace::Here,
                1 => Workplace::Home,
                _ => Workplace::Elsewhere(site),
            };
            prop_assert_eq!(Workplace::from(String::from(place.clone())), place);
        }
    }
}
