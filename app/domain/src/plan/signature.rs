//! Who signs, and the exact text that a signature covers.

use super::{Edition, FIELDS, Field, Values, Weight, certification};
use crate::fault::{Fault, FaultCode, Faults};
use crate::profile::ticked;
use crate::text;

crate::named_codes! {
    /// Who signs a plan.
    Signer {
        /// Section 4.
        Signatory = "signatory", "Employer official with signatory authority";
        /// Section 6.
        Overseer = "overseer", "Employer official who oversees the training";
        /// Section 2.
        Student = "student", "Student";
    }
}

impl Signer {
    /// The section of the signature.
    pub const fn section(self) -> &'static str {
        match self {
            Self::Signatory => "Section 4",
            Self::Overseer => "Section 6",
            Self::Student => "Section 2",
        }
    }

    /// True where a signature covers a field. The mailbox of whoever signs is covered by that signature and by the
    /// student's, so that no signature passes to another mailbox.
    pub fn covers(self, field: &Field) -> bool {
        let mailbox = |who: &Self| who.email_field() == Some(field.name);
        match field.weight {
            Weight::All => true,
            Weight::Student => self == Self::Student,
            Weight::Nobody => {
                mailbox(&self) || (self == Self::Student && Self::ALL.iter().any(mailbox))
            }
        }
    }

    /// The field with the address to which the link is mailed; none for the student, who logs in.
    pub const fn email_field(self) -> Option<&'static str> {
        match self {
            Self::Signatory => Some("signatory_email"),
            Self::Overseer => Some("overseer_email"),
            Self::Student => None,
        }
    }

    /// Name and title as the plan has them.
    pub fn named(self, values: &Values) -> (String, String) {
        let get = |name: &str| values.get(name).cloned().unwrap_or_default();
        match self {
            Self::Signatory => (get("signatory_name"), get("signatory_title")),
            Self::Overseer => (get("overseer_name"), get("overseer_title")),
            Self::Student => {
                let name = format!("{} {}", get("given_name"), get("surname"));
                (name.trim().to_owned(), String::new())
            }
        }
    }
}

/// What a signature covers, as text: the edition, the words that are certified, and each field with its value. Of
/// two different plans it is never the same, because each value is told with its length.
pub fn certified(edition: Edition, values: &Values, signer: Signer) -> String {
    let mut all = format!("{}\n{}\n", edition.code, signer.code());
    for point in certification(signer) {
        all.push_str(point);
        all.push('\n');
    }
    for field in FIELDS.iter().filter(|field| signer.covers(field)) {
        let value = values.get(field.name).map_or("", String::as_str);
        all.push_str(&format!("{} {} {value}\n", field.name, value.len()));
    }
    all
}

/// A signature as it is typed.
#[derive(Clone, Copy, Debug)]
pub struct SignForm<'a> {
    /// Full name.
    pub name: &'a str,
    /// The declaration is ticked.
    pub agree: &'a str,
    /// The drawn signature as an SVG path; empty if none was drawn.
    pub drawn: &'a str,
}

/// Longest drawing in bytes.
const DRAWN: usize = 12_000;

impl SignForm<'_> {
    /// Reads the typed name and the drawing. The name must be `named`, apart from case, punctuation and word order.
    pub fn parse(&self, named: &str) -> Result<(String, String), Vec<Fault>> {
        let mut faults = Faults::default();
        let name = faults.required("signed_name", text::line(self.name, 80));
        if let Some(name) = &name
            && !same_name(name, named)
        {
            faults.add("signed_name", FaultCode::NotTheSame);
        }
        if !ticked(self.agree) {
            faults.add("agree", FaultCode::Required);
        }
        let drawn = if is_path(self.drawn) { self.drawn.to_owned() } else { String::new() };
        match name {
            Some(name) if faults.is_empty() => Ok((name, drawn)),
            _ => Err(faults.into_vec()),
        }
    }
}

/// The words of two names are the same, in any order: people sign "Chen Wei" and "Wei Chen".
fn same_name(a: &str, b: &str) -> bool {
    let words = |name: &str| {
        let lower = text::ascii(name).to_lowercase();
        let mut words: Vec<String> = lower
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect();
        words.sort();
        words
    };
    words(a) == words(b)
}

/// A drawing is strokes of whole points: `M12 30L14 31…`, each number at most 1000.
fn is_path(text: &str) -> bool {
    let plain = |b: u8| b.is_ascii_digit() || matches!(b, b'M' | b'L' | b' ');
    text.len() <= DRAWN
        && text.starts_with('M')
        && text.bytes().all(plain)
        && strokes(text).is_some_and(|strokes| strokes.iter().any(|stroke| stroke.len() > 1))
}

/// The points of each stroke; none for what is no drawing.
pub fn strokes(path: &str) -> Option<Vec<Vec<(u16, u16)>>> {
    let point = |text: &str| {
        let (x, y) = text.split_once(' ')?;
        let read = |text: &str| text.parse::<u16>().ok().filter(|n| *n <= 1000);
        Some((read(x)?, read(y)?))
    };
    let strokes = path.strip_prefix('M')?.split('M');
    strokes.map(|stroke| stroke.split('L').map(point).collect()).collect()
}
