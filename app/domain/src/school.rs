//! The settings of a school, as its principal official types them.

use crate::fault::{Fault, FaultCode, Faults};
use crate::profile::ticked;
use crate::sevis_state::SevisWay;
use crate::text;

/// Longest name of a school or an official in characters.
pub const MAX_NAME: u32 = 120;

/// The settings as the page posts them.
#[derive(Clone, Copy, Debug)]
pub struct Typed<'a> {
    /// Name of the school.
    pub name: &'a str,
    /// IANA time zone.
    pub time_zone: &'a str,
    /// Code of the way to SEVIS.
    pub way: &'a str,
    /// `OrgID`; empty for the school's code.
    pub org: &'a str,
    /// `userID`; empty for none.
    pub user: &'a str,
    /// `first` or `after`.
    pub review: &'a str,
    /// Ticked where training plans signed by hand are taken.
    pub paper: &'a str,
}

/// The settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Name of the school.
    pub name: String,
    /// IANA time zone, as typed: whether there is one of that name is not known here.
    pub time_zone: String,
    /// How changes reach SEVIS.
    pub way: SevisWay,
    /// `OrgID`; empty for the school's code.
    pub org: String,
    /// `userID`; empty for none.
    pub user: String,
    /// Officials check reports before they go to SEVIS.
    pub review_first: bool,
    /// Training plans signed by hand are taken, as a scan.
    pub plans_on_paper: bool,
}

/// An `OrgID` of a school: three capitals, `214F`, eight digits (`Common.xsd`).
pub fn is_org(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 15
        && bytes[..3].iter().all(u8::is_ascii_uppercase)
        && &bytes[3..7] == b"214F"
        && bytes[7..].iter().all(u8::is_ascii_digit)
}

/// A `userID`: ten letters or digits (`Common.xsd`).
pub fn is_user(text: &str) -> bool {
    text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// Reads the settings; every fault at once. `code` is the school's, which stands for an `OrgID` where it is one.
pub fn parse(code: &str, typed: Typed<'_>) -> Result<Settings, Vec<Fault>> {
    let mut faults = Faults::default();
    let name = faults.required("name", text::line(typed.name, MAX_NAME));
    let time_zone = faults.required("time_zone", text::line(typed.time_zone, 64));
    let org = faults.keep("sevis_org", text::line(typed.org, 15)).flatten();
    let org = org.unwrap_or_default().to_uppercase();
    let user = faults.keep("sevis_user", text::line(typed.user, 10)).flatten().unwrap_or_default();
    let way = SevisWay::from_code(typed.way);
    let batches = way.is_some_and(SevisWay::has_batches);
    if way.is_none() {
        faults.add("sevis", FaultCode::NotAChoice);
    }
    let mut named = |field: &'static str, text: &str, is: fn(&str) -> bool, needed: bool| {
        if faults.has(field) {
            return;
        }
        match text {
            "" if needed => faults.add(field, FaultCode::Required),
            "" => {}
            text if is(text) => {}
            _ => faults.add(field, FaultCode::Malformed),
        }
    };
    named("sevis_org", &org, is_org, batches && !is_org(code));
    named("sevis_user", &user, is_user, batches);
    if !matches!(typed.review, "first" | "after") {
        faults.add("review", FaultCode::NotAChoice);
    }
    match (name, time_zone, way) {
        (Some(name), Some(time_zone), Some(way)) if faults.is_empty() => {
            let review_first = typed.review == "first";
            let plans_on_paper = ticked(typed.paper);
            Ok(Settings { name, time_zone, way, org, user, review_first, plans_on_paper })
        }
        _ => Err(faults.into_vec()),
    }
}
