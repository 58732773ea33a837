//! The Employer Identification Number: nine digits (SEVIS `\d{9}`), shown as `NN-NNNNNNN`.

use crate::fault::FaultCode;
use crate::text;

/// Reads an EIN; the hyphen and blanks are dropped. Returns the bare nine digits; `None` for a blank field.
pub fn parse(raw: &str) -> Result<Option<String>, FaultCode> {
    let digits = text::compact(raw);
    match digits.len() {
        0 => Ok(None),
        9 if digits.bytes().all(|b| b.is_ascii_digit()) => Ok(Some(digits)),
        _ => Err(FaultCode::Malformed),
    }
}

/// The usual spelling with its hyphen.
pub fn spell(bare: &str) -> String {
    match bare.split_at_checked(2) {
        Some((head, tail)) if bare.len() == 9 => format!("{head}-{tail}"),
        _ => bare.to_owned(),
    }
}
