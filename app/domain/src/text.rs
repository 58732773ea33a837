//! Free text: kept exactly as typed, or refused with the field named.

use crate::fault::{FaultCode, Faults};

/// Marks that turn or hide text, and so let a record show something other than it holds.
fn unseen(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{202A}'..='\u{202E}'
            | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

/// One line of text of at most `max` characters; blank counts as none.
pub fn line(raw: &str, max: u32) -> Result<Option<String>, FaultCode> {
    check(raw, max, unseen)
}

/// Several lines of text. Browsers post line ends as CR LF; they are kept as LF.
pub fn paragraph(raw: &str, max: u32) -> Result<Option<String>, FaultCode> {
    check(&raw.replace("\r\n", "\n"), max, |c| c != '\n' && c != '\t' && unseen(c))
}

fn check(raw: &str, max: u32, refused: impl Fn(char) -> bool) -> Result<Option<String>, FaultCode> {
    if raw.trim().is_empty() && !raw.chars().any(&refused) {
        return Ok(None);
    }
    if raw.chars().count() > max as usize {
        return Err(FaultCode::TooLong { max });
    }
    if raw.chars().any(refused) {
        return Err(FaultCode::UnseenCharacters);
    }
    Ok(Some(raw.to_owned()))
}

/// A person's name part: no digits (SEVIS schema `\D+`).
pub fn name(raw: &str, max: u32) -> Result<Option<String>, FaultCode> {
    let name = line(raw, max)?;
    match &name {
        Some(text) if text.chars().any(|c| c.is_ascii_digit()) => Err(FaultCode::NoDigitsHere),
        _ => Ok(name),
    }
}

impl Faults {
    /// Keeps an accepted optional value.
    pub fn optional<T>(
        &mut self,
        field: &'static str,
        result: Result<Option<T>, FaultCode>,
    ) -> Option<T> {
        self.keep(field, result).flatten()
    }

    /// Keeps an accepted value; none is a fault.
    pub fn required<T>(
        &mut self,
        field: &'static str,
        result: Result<Option<T>, FaultCode>,
    ) -> Option<T> {
        self.keep(field, result.and_then(|value| value.ok_or(FaultCode::Required)))
    }
}
