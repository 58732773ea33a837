//! Number and code by which anybody can check the receipt of a report.

use crate::fault::{Fault, FaultCode, Faults};
use crate::text;

/// Characters of a code: Crockford's base 32, without I, L, O and U, which are easily misread.
pub const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Characters in a code.
pub const LENGTH: usize = 10;

/// Number and code as typed from paper: blanks, hyphens, small letters, and an O or I among them are
/// forgiven.
pub fn parse(number: &str, code: &str) -> Result<(String, String), Vec<Fault>> {
    let mut faults = Faults::default();
    let number = faults.required("receipt", read(number).and_then(spelled));
    let code = faults.required("receipt_code", read(code));
    match (number, code) {
        (Some(number), Some(code)) => Ok((number, code)),
        _ => Err(faults.into_vec()),
    }
}

fn read(raw: &str) -> Result<Option<String>, FaultCode> {
    let bare = text::compact(raw).to_ascii_uppercase();
    match bare.len() {
        0 => Ok(None),
        1..=40 if bare.bytes().all(|b| b.is_ascii_alphanumeric()) => {
            Ok(Some(bare.replace('O', "0").replace(['I', 'L'], "1")))
        }
        _ => Err(FaultCode::Malformed),
    }
}

/// A number as it is kept: `FH`, the day, eight characters.
fn spelled(bare: Option<String>) -> Result<Option<String>, FaultCode> {
    let Some(bare) = bare else { return Ok(None) };
    match (bare.get(..2), bare.get(2..10), bare.get(10..)) {
        (Some("FH"), Some(day), Some(tail)) if tail.len() == 8 => {
            Ok(Some(format!("FH-{day}-{tail}")))
        }
        _ => Err(FaultCode::Malformed),
    }
}

/// A code as it is shown: two groups of five.
pub fn spell(code: &str) -> String {
    match code.split_at_checked(5) {
        Some((first, rest)) if !rest.is_empty() => format!("{first}-{rest}"),
        _ => code.to_owned(),
    }
}
