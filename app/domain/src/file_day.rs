//! Calendar days in files: imports, and lists from SEVIS.

use crate::{Date, FaultCode, date, text};

/// A day as files have it: `YYYY-MM-DD`, with slashes, dots or nothing in their place, with midnight behind it, or with the month in
/// letters, as spreadsheets write it. `6/15/2026` and `15/6/2026` mean one day only; `6/1/2026` could mean two: refused.
pub fn parse(text: &str) -> Result<Option<Date>, FaultCode> {
    let text = text::ascii(text);
    let text = without_midnight(&text);
    if date::year_first(text) || date::names_month(text) {
        return date::parse(text);
    }
    // The day of the week does not say which of two numbers is the month.
    let parts = text.split([' ', ',']).filter(|part| !date::is_filler(part));
    let text = &parts.collect::<Vec<_>>().join(" ");
    match date::parse_iso(text) {
        Err(FaultCode::NotADate) => in_three(text),
        day => day,
    }
}

/// A day as SEVIS writes it: the same, and where two days could be meant, the month comes first.
pub fn parse_us(text: &str) -> Result<Option<Date>, FaultCode> {
    match parse(text) {
        Err(FaultCode::DayOrMonth) => date::parse(without_midnight(&text::ascii(text))),
        day => day,
    }
}

/// The text without a midnight time, as columns of dates and times have behind each day.
fn without_midnight(text: &str) -> &str {
    let zone = ["Z", "+00:00", "-00:00"].into_iter().find_map(|zone| text.strip_suffix(zone));
    let midnight = [
        "T00:00:00.000",
        "T00:00:00",
        "T00:00",
        " 00:00:00.000",
        " 00:00:00",
        " 00:00",
        " 0:00:00",
        " 0:00",
        " 12:00:00 AM",
        " 12:00 AM",
        " 12:00:00AM",
        " 12:00AM",
    ];
    let timed = zone.filter(|timed| timed.contains(':')).unwrap_or(text);
    let ends = |end: &&str| {
        let at = timed.len().checked_sub(end.len())?;
        timed.get(at..).filter(|last| last.eq_ignore_ascii_case(end)).and(timed.get(..at))
    };
    midnight.iter().find_map(ends).unwrap_or(text)
}

/// A day of three numbers, if only one of the first two can be the month, or both are the same, or the year comes first.
fn in_three(text: &str) -> Result<Option<Date>, FaultCode> {
    let parts: Vec<&str> = text.split(['/', '.', '-']).collect();
    let number = |part: &str| part.parse::<u8>().ok().filter(|_| part.len() <= 2);
    let [first, second, third] = parts[..] else { return Err(FaultCode::NotADate) };
    let (one, two, year) = match first.len() {
        4 => {
            let (month, day) = number(second).zip(number(third)).ok_or(FaultCode::NotADate)?;
            return date::parse_iso(&format!("{first}-{month:02}-{day:02}"));
        }
        _ => (first, second, third),
    };
    let (one, two) = number(one).zip(number(two)).ok_or(FaultCode::NotADate)?;
    match year.len() {
        4 => {}
        2 if number(year).is_some() => return Err(FaultCode::TwoDigitYear),
        _ => return Err(FaultCode::NotADate),
    }
    let (month, day) = match (one > 12, two > 12) {
        (false, true) => (one, two),
        (true, false) => (two, one),
        (false, false) if one == two => (one, two),
        (false, false) => return Err(FaultCode::DayOrMonth),
        (true, true) => return Err(FaultCode::NoSuchDay),
    };
    date::parse_iso(&format!("{year}-{month:02}-{day:02}"))
}
