//! Cells of import files as values.

use domain::FaultCode;

/// A day as files have it: `YYYY-MM-DD`, or with the month in letters, as some spreadsheets write it.
/// `6/15/2026` and `15/6/2026` are of one day; `6/1/2026` is of two and is refused.
pub fn day(text: &str) -> Result<Option<domain::Date>, FaultCode> {
    let text = domain::text::ascii(text);
    match domain::date::parse_iso(&text) {
        Err(FaultCode::NotADate) if text.contains('/') => slashed(&text),
        Err(FaultCode::NotADate) if text.chars().any(|c| c.is_ascii_alphabetic()) => {
            domain::date::parse(&text)
        }
        day => day,
    }
}

/// A day with slashes, if only one of the first two numbers can be the month, or both are the same.
fn slashed(text: &str) -> Result<Option<domain::Date>, FaultCode> {
    let parts: Vec<&str> = text.split('/').collect();
    let number = |part: &str| part.parse::<u8>().ok().filter(|_| part.len() <= 2);
    let [one, two, year] = parts[..] else { return Err(FaultCode::NotADate) };
    let (one, two) = number(one).zip(number(two)).ok_or(FaultCode::NotADate)?;
    let (month, day) = match (one > 12, two > 12) {
        (false, true) => (one, two),
        (true, false) => (two, one),
        (false, false) if one == two => (one, two),
        _ => return Err(FaultCode::NotADate),
    };
    domain::date::parse_iso(&format!("{year}-{month:02}-{day:02}"))
}

/// States whose ZIP codes begin with a zero, which spreadsheets drop from numbers.
const ZERO_STATES: [&str; 11] = ["CT", "MA", "ME", "NH", "NJ", "PR", "RI", "VI", "VT", "AE", "NY"];

/// A cell with the zero that a spreadsheet has dropped in front, where there is no doubt: a ZIP code
/// of a state whose codes begin with one, or an EIN of eight digits.
pub fn with_zeros(column: &str, cell: &str, state: &str) -> Option<String> {
    if cell.is_empty() || !cell.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    match (column, cell.len()) {
        ("zip" | "mailing_zip", 3 | 4) if ZERO_STATES.contains(&state) => {
            Some(format!("{cell:0>5}"))
        }
        ("ein", 8) => Some(format!("0{cell}")),
        _ => None,
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
