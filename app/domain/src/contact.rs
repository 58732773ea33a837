//! How a student is reached by phone: at least one number, or the statement that there is none.

use crate::fault::{FaultCode, Faults};
use crate::phone;
use serde::{Deserialize, Serialize};

/// Accepted phone details (SEVIS S1164, S1167).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phones {
    /// Ten bare digits, empty for none.
    pub us: String,
    /// Country calling code of the foreign number, empty for none.
    pub foreign_country: String,
    /// Foreign number, empty for none.
    pub foreign: String,
    /// The student states that they have no phone.
    pub none: bool,
}

/// Reads the four fields; faults are noted at `us_phone`, `foreign_phone_country` and `foreign_phone`.
pub fn parse(
    us: &str,
    country: &str,
    foreign: &str,
    none: bool,
    faults: &mut Faults,
) -> Option<Phones> {
    let us = faults.keep("us_phone", phone::us(us));
    let country = faults.keep("foreign_phone_country", phone::country_code(country));
    let foreign = faults.keep("foreign_phone", phone::foreign(foreign));
    let (us, country, foreign) = (us?, country?, foreign?);
    match (&country, &foreign) {
        (Some(_), None) => faults.add("foreign_phone", FaultCode::Required),
        (None, Some(_)) => faults.add("foreign_phone_country", FaultCode::Required),
        _ => {}
    }
    if none && (us.is_some() || foreign.is_some()) {
        faults.add("no_phone", FaultCode::PhoneAndNoPhone);
    }
    if !none && us.is_none() && foreign.is_none() && country.is_none() {
        faults.add("us_phone", FaultCode::OnePhoneNeeded);
    }
    Some(Phones {
        us: us.unwrap_or_default(),
        foreign_country: country.unwrap_or_default(),
        foreign: foreign.unwrap_or_default(),
        none,
    })
}
