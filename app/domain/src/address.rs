//! US addresses as SEVIS takes them: street and ZIP are needed, the rest helps.

use crate::{
    fault::{FaultCode, Faults},
    text,
};
use serde::{Deserialize, Serialize};

/// The sixty state and territory codes of the SEVIS schema; no military "states".
#[rustfmt::skip]
pub const STATES: [(&str, &str); 60] = [
    ("AL", "Alabama"), ("AK", "Alaska"), ("AS", "American Samoa"), ("AZ", "Arizona"),
    ("AR", "Arkansas"), ("CA", "California"), ("CO", "Colorado"), ("CT", "Connecticut"),
    ("DE", "Delaware"), ("DC", "District of Columbia"), ("FM", "Federated States of Micronesia"),
    ("FL", "Florida"), ("GA", "Georgia"), ("GU", "Guam"), ("HI", "Hawaii"), ("ID", "Idaho"),
    ("IL", "Illinois"), ("IN", "Indiana"), ("IA", "Iowa"), ("KS", "Kansas"), ("KY", "Kentucky"),
    ("LA", "Louisiana"), ("ME", "Maine"), ("MH", "Marshall Islands"), ("MD", "Maryland"),
    ("MA", "Massachusetts"), ("MI", "Michigan"), ("MN", "Minnesota"), ("MS", "Mississippi"),
    ("MO", "Missouri"), ("MT", "Montana"), ("NE", "Nebraska"), ("NV", "Nevada"),
    ("NH", "New Hampshire"), ("NJ", "New Jersey"), ("NM", "New Mexico"), ("NY", "New York"),
    ("NC", "North Carolina"), ("ND", "North Dakota"), ("MP", "Northern Mariana Islands"),
    ("OH", "Ohio"), ("OK", "Oklahoma"), ("OR", "Oregon"), ("PW", "Palau"), ("PA", "Pennsylvania"),
    ("PR", "Puerto Rico"), ("RI", "Rhode Island"), ("SC", "South Carolina"),
    ("SD", "South Dakota"), ("TN", "Tennessee"), ("TX", "Texas"),
    ("UM", "US Minor Outlying Islands"), ("VI", "US Virgin Islands"), ("UT", "Utah"),
    ("VT", "Vermont"), ("VA", "Virginia"), ("WA", "Washington"), ("WV", "West Virginia"),
    ("WI", "Wisconsin"), ("WY", "Wyoming"),
];

/// An address as it was typed, in a form or a file.
#[derive(Clone, Copy, Debug)]
pub struct AddressForm<'a> {
    /// Street with apartment or suite, at most 64.
    pub street: &'a str,
    /// Building, room and the like, at most 64.
    pub line2: &'a str,
    /// City, at most 60.
    pub city: &'a str,
    /// Two-letter state code.
    pub state: &'a str,
    /// Five digits; `-NNNN` may follow.
    pub zip: &'a str,
}

/// An accepted US address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Address {
    /// Street, 1 to 64 characters.
    pub street: String,
    /// Second line, empty for none.
    pub line2: String,
    /// City, empty for none.
    pub city: String,
    /// State code, empty for none.
    pub state: String,
    /// `NNNNN` or `NNNNN-NNNN`.
    pub zip: String,
}

/// The names under which a form posts an address.
#[derive(Clone, Copy, Debug)]
pub struct AddressFields {
    /// Name of the street field.
    pub street: &'static str,
    /// Name of the second line.
    pub line2: &'static str,
    /// Name of the city field.
    pub city: &'static str,
    /// Name of the state field.
    pub state: &'static str,
    /// Name of the ZIP field.
    pub zip: &'static str,
}

/// Field names of a plain address.
pub const PLAIN: AddressFields =
    AddressFields { street: "street", line2: "line2", city: "city", state: "state", zip: "zip" };

/// Field names of a mailing address beside a physical one.
pub const MAILING: AddressFields = AddressFields {
    street: "mailing_street",
    line2: "mailing_line2",
    city: "mailing_city",
    state: "mailing_state",
    zip: "mailing_zip",
};

impl AddressForm<'_> {
    /// True when nothing at all was typed.
    pub fn is_blank(&self) -> bool {
        [self.street, self.line2, self.city, self.state, self.zip]
            .iter()
            .all(|part| text::trimmed(part).is_empty())
    }

    /// Reads the address, noting every fault under the given names.
    pub fn parse(&self, names: AddressFields, faults: &mut Faults) -> Option<Address> {
        let street = faults.required(names.street, text::line(self.street, 64));
        let line2 = faults.keep(names.line2, text::line(self.line2, 64));
        let zip = faults.required(names.zip, zip(self.zip));
        let city = faults.keep(names.city, text::line(self.city, 60));
        let state = faults.keep(names.state, state(self.state));
        Some(Address {
            street: street?,
            line2: line2?.unwrap_or_default(),
            city: city?.unwrap_or_default(),
            state: state?.unwrap_or_default(),
            zip: zip?,
        })
    }
}

impl Address {
    /// One line for lists and histories.
    pub fn one_line(&self) -> String {
        let region = [self.state.as_str(), self.zip.as_str()]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" ");
        [self.street.as_str(), &self.line2, &self.city, &region]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(", ")
    }
}

/// A state by its code, in any case.
pub fn state(raw: &str) -> Result<Option<String>, FaultCode> {
    let code = text::ascii(raw).to_ascii_uppercase();
    if code.is_empty() {
        return Ok(None);
    }
    STATES.iter().any(|(known, _)| *known == code).then_some(Some(code)).ok_or(FaultCode::Malformed)
}

/// `NNNNN`, `NNNNN-NNNN` or nine digits.
pub fn zip(raw: &str) -> Result<Option<String>, FaultCode> {
    let compact = text::compact(raw);
    if !compact.bytes().all(|b| b.is_ascii_digit()) {
        return Err(FaultCode::Malformed);
    }
    match compact.len() {
        0 => Ok(None),
        5 => Ok(Some(compact)),
        9 => Ok(Some(format!("{}-{}", &compact[..5], &compact[5..]))),
        _ => Err(FaultCode::Malformed),
    }
}

/// Tells a post-office box in its usual spellings, which cannot be a physical address.
pub fn is_post_office_box(street: &str) -> bool {
    let words: Vec<String> = text::ascii(street)
        // The words that count are ASCII. `is_alphanumeric` would bring a further table into the
        // browser, for digits that no address has.
        .to_ascii_lowercase()
        .replace('.', "")
        .split(|c: char| !c.is_ascii_digit() && !c.is_alphabetic())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    // "Box12" is two words.
    let apart = |word: &'_ String| match word.strip_prefix("box") {
        Some(digits) if is_digits(digits) => vec!["box".to_owned(), digits.to_owned()],
        _ => vec![word.clone()],
    };
    let words: Vec<String> = words.iter().flat_map(apart).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    (0..words.len()).any(|at| begins_box(&words[at..], at.checked_sub(1).map(|at| words[at])))
}

/// What begins a box: words that say so themselves, and those that say it only with a number right behind them.
const SAYS_BOX: [&[&str]; 20] = [
    &["pobox"],
    &["postbox"],
    &["pob"],
    &["lockbox"],
    &["lock", "box"],
    &["postoffice", "box"],
    &["post", "office", "box"],
    &["post", "office", "drawer"],
    &["post", "box"],
    &["postal", "box"],
    &["po", "box"],
    &["p0", "box"],
    &["gpo", "box"],
    &["po", "bx"],
    &["po", "drawer"],
    &["p", "o", "box"],
    &["p", "o", "b"],
    &["p", "o", "bx"],
    // Puerto Rico's.
    &["apartado", "postal"],
    &["p", "o", "drawer"],
];
const WITH_NUMBER: [&[&str]; 6] =
    [&["po"], &["p", "o"], &["gpo"], &["p0"], &["apartado"], &["apdo"]];
/// Words behind a number or a name that make a street of it.
const STREETS: [&str; 26] = [
    "ave",
    "avenue",
    "blvd",
    "boulevard",
    "cir",
    "circle",
    "court",
    "ct",
    "dr",
    "drive",
    "hill",
    "hwy",
    "lane",
    "ln",
    "park",
    "pl",
    "place",
    "rd",
    "road",
    "square",
    "st",
    "street",
    "ter",
    "terrace",
    "trail",
    "way",
];
/// What is written before the number of a box without a blank.
const GLUED: [&str; 4] = ["pobox", "pob", "gpo", "po"];
/// Words before a short name that make a part of a house of it.
const HOUSES: [&str; 9] =
    ["apt", "bldg", "block", "building", "floor", "lab", "room", "suite", "unit"];

/// Words before the name of a street.
const NAMED: [&str; 6] = ["calle", "camino", "avenida", "ave", "carr", "carretera"];

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

fn begins_box(rest: &[&str], before: Option<&str>) -> bool {
    let behind = |all: &[&[&str]]| {
        all.iter().find(|start| rest.starts_with(start)).map(|start| &rest[start.len()..])
    };
    let street = |rest: &[&str]| rest.first().is_some_and(|word| STREETS.contains(word));
    if let Some(rest) = behind(&SAYS_BOX) {
        return !street(rest);
    }
    // "Box 12" and "Drawer 12" alone; a box within an address may be a street's name.
    let alone = behind(&[&["box"], &["drawer"]]).filter(|_| before.is_none());
    // "Calle Apartado 12" is a street of that name.
    let named = before.is_some_and(|word| NAMED.contains(&word));
    if let Some(rest) = behind(&WITH_NUMBER).filter(|_| !named).or(alone) {
        return numbered(rest).is_some_and(|rest| !street(rest));
    }
    // "POB123", "PO123".
    let glued = GLUED.iter().any(|start| {
        let digits = rest.first().and_then(|word| word.strip_prefix(start));
        digits.is_some_and(is_digits)
    });
    glued && !before.is_some_and(|word| HOUSES.contains(&word))
}

/// What stands behind a number, before which there may be a word for it; none where there is no number. `2nd` is a
/// street's.
fn numbered<'a, 'w>(rest: &'a [&'w str]) -> Option<&'a [&'w str]> {
    let rest = match rest {
        ["no" | "nr" | "num" | "number", rest @ ..] => rest,
        rest => rest,
    };
    let (first, behind) = rest.split_first()?;
    let ordinal = ["st", "nd", "rd", "th"].iter().any(|end| first.ends_with(end));
    (first.bytes().any(|b| b.is_ascii_digit()) && !ordinal).then_some(behind)
}
