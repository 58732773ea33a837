//! Cells of import files as values.

use domain::FaultCode;

/// A day as files have it: `YYYY-MM-DD`, or with the month in letters, as some spreadsheets write it.
/// `6/1/2026` is of two days and is refused.
pub fn day(text: &str) -> Result<Option<domain::Date>, FaultCode> {
    let text = domain::text::ascii(text);
    match domain::date::parse_iso(&text) {
        Err(FaultCode::NotADate) if text.chars().any(|c| c.is_ascii_alphabetic()) => {
            domain::date::parse(&text)
        }
        day => day,
    }
}

/// `Y`, `N` or nothing.
pub fn yes(text: &str) -> Result<bool, FaultCode> {
    match text {
        "Y" | "y" => Ok(true),
        "N" | "n" | "" => Ok(false),
        _ => Err(FaultCode::NotAChoice),
    }
}

/// A value by its code.
pub fn code<T>(text: &str, known: impl Fn(&str) -> Option<T>) -> Result<Option<T>, FaultCode> {
    if text.is_empty() { Ok(None) } else { known(text).map(Some).ok_or(FaultCode::NotAChoice) }
}
