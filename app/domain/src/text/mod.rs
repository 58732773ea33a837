//! Free text: stored as typed, without invisible characters; or refused, naming the field.

mod marks;

pub use marks::{ascii, compact, is_blank, is_unstorable, seen, seen_in_paragraph, trimmed};

use crate::fault::{FaultCode, Faults};

/// Reads one line of text of at most `max` characters; text that looks blank counts as none. Invisible marks and blanks
/// around the text are dropped.
pub fn line(raw: &str, max: u32) -> Result<Option<String>, FaultCode> {
    check(&seen(raw), max, |c| c.is_control() || is_unstorable(c))
}

/// Several lines of text. Browsers post line ends as CR LF; they are kept as LF.
pub fn paragraph(raw: &str, max: u32) -> Result<Option<String>, FaultCode> {
    let text = raw.replace("\r\n", "\n");
    check(&seen_in_paragraph(&text), max, |c| is_unstorable(c) || c == '\r')
}

fn check(
    seen: &str,
    max: u32,
    refused: impl Fn(char) -> bool,
) -> Result<Option<String>, FaultCode> {
    let text = trimmed(seen);
    if let Some(c) = text.chars().find(|c| refused(*c)) {
        return Err(FaultCode::UnseenCharacters { code: u32::from(c) });
    }
    if text.is_empty() {
        return Ok(None);
    }
    if text.chars().count() > max as usize {
        return Err(FaultCode::TooLong { max });
    }
    Ok(Some(text.to_owned()))
}

/// A person's name part: no digits (SEVIS schema `\D+`).
pub fn name(raw: &str, max: u32) -> Result<Option<String>, FaultCode> {
    let name = line(raw, max)?;
    match &name {
        Some(text) if ascii(text).chars().any(|c| c.is_ascii_digit()) => {
            Err(FaultCode::NoDigitsHere)
        }
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
