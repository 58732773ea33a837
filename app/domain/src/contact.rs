//! How a student is reached by phone: at least one number, or the statement that there is none.

use crate::fault::{FaultCode, Faults};
use crate::{phone, text};
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
    // What two fields say together is judged by what was typed, so that one that cannot be read hides no other fault.
    let [has_us, has_country, has_foreign] =
        [us, country, foreign].map(|typed| !text::ascii(typed).is_empty());
    let us = faults.keep("us_phone", phone::us(us));
    let code = faults.keep("foreign_phone_country", phone::country_code(country));
    let known = code.as_ref().and_then(Option::as_deref).unwrap_or_default();
    let foreign = text::ascii(foreign);
    let rest = phone::without_code(&foreign, known);
    let foreign = faults.keep("foreign_phone", phone::foreign(rest));
    match (has_country, has_foreign) {
        (true, false) => faults.add("foreign_phone", FaultCode::Required),
        (false, true) => faults.add("foreign_phone_country", FaultCode::Required),
        _ => {}
    }
    if none && (has_us || has_foreign) {
        faults.add("no_phone", FaultCode::PhoneAndNoPhone);
    }
    if !none && !has_us && !has_foreign && !has_country {
        faults.add("us_phone", FaultCode::OnePhoneNeeded);
    }
    let (us, country, foreign) = (us?, code?, foreign?);
    Some(Phones {
        us: us.unwrap_or_default(),
        foreign_country: country.unwrap_or_default(),
        foreign: foreign.unwrap_or_default(),
        none,
    })
}
