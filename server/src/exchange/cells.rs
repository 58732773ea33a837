//! Cells of import files as values.

use domain::FaultCode;

/// A day as files have it.
pub fn day(text: &str) -> Result<Option<domain::Date>, FaultCode> {
    domain::date::parse_iso(text)
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
