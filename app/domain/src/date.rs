//! Calendar days as people type them. Days, never instants: a day has no time zone.

use crate::fault::FaultCode;
use time::{Date, Month};

/// Names of the months.
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Reads a day as people type it, month first: `3/7/2026`, `03-07-2026`, `03072026` (phones' keypads
/// have no slash), `Mar 7, 2026`, `Saturday, March 7, 2026`; with the month in letters in any order: `7 March 2026`; and
/// `2026-03-07`, `20260307`. Blank gives `None`. A day before the month, a two-digit year
/// and a day that does not exist are refused, each with its own fault.
pub fn parse(raw: &str) -> Result<Option<Date>, FaultCode> {
    let text = crate::text::ascii(raw);
    if text.is_empty() {
        return Ok(None);
    }
    let parts: Vec<&str> = if text.len() == 8 && digits(&text) {
        // No month is 19, 20 or 21.
        match year_first(&text) {
            true => vec![&text[..4], &text[4..6], &text[6..]],
            false => vec![&text[..2], &text[2..4], &text[4..]],
        }
    } else {
        text.split(['/', '-', '.', ',', ' ']).filter(|part| !is_filler(part)).collect()
    };
    let [first, second, third] = parts[..] else {
        return Err(FaultCode::NotADate);
    };
    let (year, month, day) = if first.len() == 4 && digits(first) {
        (first, second, third)
    } else if month_named(second).is_some() {
        (third, second, first)
    } else {
        (third, first, second)
    };
    let named = month_named(month);
    let month = match named {
        Some(month) => month,
        None => number(month, 2)?,
    };
    let day = number(ordinal(day), 2)?;
    match year.len() {
        4 => {}
        2 if digits(year) => return Err(FaultCode::TwoDigitYear),
        _ => return Err(FaultCode::NotADate),
    }
    if named.is_none() && (13..=31).contains(&month) && (1..=12).contains(&day) {
        return Err(FaultCode::MonthFirst);
    }
    calendar(number(year, 4)?, month, day).map(Some)
}

/// True for eight digits of which the first four are a year.
pub(crate) fn year_first(text: &str) -> bool {
    text.len() == 8 && digits(text) && ("1900".."2200").contains(&&text[..4])
}

/// Says nothing of which day is meant: the day of the week, as spreadsheets write it, and "the 7th of March".
pub(crate) fn is_filler(part: &str) -> bool {
    const WEEK: [&str; 7] =
        ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let lower = part.to_ascii_lowercase();
    let of_week = |day: &&str| lower.len() >= 3 && day.starts_with(lower.as_str());
    lower.is_empty() || lower == "of" || lower == "the" || WEEK.iter().any(of_week)
}

/// True where some part of a day is the name of a month.
pub(crate) fn names_month(text: &str) -> bool {
    text.split(['/', '-', '.', ',', ' ']).any(|part| month_named(part).is_some())
}

fn digits(part: &str) -> bool {
    part.bytes().all(|b| b.is_ascii_digit())
}

/// `24th` is 24.
fn ordinal(day: &str) -> &str {
    let lower = |end: &str| {
        day.len() > 2
            && day.is_char_boundary(day.len() - 2)
            && day[day.len() - 2..].eq_ignore_ascii_case(end)
    };
    if ["st", "nd", "rd", "th"].into_iter().any(lower) { &day[..day.len() - 2] } else { day }
}

fn month_named(typed: &str) -> Option<u16> {
    let at = MONTHS.iter().position(|name| named(typed, name))?;
    u16::try_from(at + 1).ok()
}

/// `mar`, `Mar`, `March`: the name of the month, or its first letters, three at least. A month name
/// of another language is refused: `marraskuu` is Finnish for November.
fn named(typed: &str, month: &str) -> bool {
    let lower = typed.to_ascii_lowercase();
    lower.len() >= 3 && month.starts_with(lower.as_str())
}

fn number(part: &str, longest: usize) -> Result<u16, FaultCode> {
    (!part.is_empty() && part.len() <= longest && part.bytes().all(|b| b.is_ascii_digit()))
        .then(|| part.parse::<u16>().ok())
        .flatten()
        .ok_or(FaultCode::NotADate)
}

fn calendar(year: u16, month: u16, day: u16) -> Result<Date, FaultCode> {
    if !(1900..=2199).contains(&year) {
        return Err(FaultCode::NoSuchDay);
    }
    let month = u8::try_from(month).ok().and_then(|m| Month::try_from(m).ok());
    match (month, u8::try_from(day)) {
        (Some(month), Ok(day)) => {
            Date::from_calendar_date(i32::from(year), month, day).map_err(|_| FaultCode::NoSuchDay)
        }
        _ => Err(FaultCode::NoSuchDay),
    }
}

/// Reads `YYYY-MM-DD` and nothing else, as files and the command line have it.
pub fn parse_iso(text: &str) -> Result<Option<Date>, FaultCode> {
    if text.is_empty() {
        return Ok(None);
    }
    let parts: Vec<&str> = text.split('-').collect();
    match parts[..] {
        [year, month, day] if year.len() == 4 && month.len() == 2 && day.len() == 2 => {
            calendar(number(year, 4)?, number(month, 2)?, number(day, 2)?).map(Some)
        }
        _ => Err(FaultCode::NotADate),
    }
}

/// `MM/DD/YYYY`, as forms show and take it.
pub fn typed(date: Date) -> String {
    format!("{:02}/{:02}/{:04}", u8::from(date.month()), date.day(), date.year())
}

/// `YYYY-MM-DD`, for files and machines.
pub fn iso(date: Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year(), u8::from(date.month()), date.day())
}

/// `March 5, 2026`, for reading.
pub fn long(date: Date) -> String {
    format!("{} {}, {}", date.month(), date.day(), date.year())
}

/// Whole days from `a` to `b`; negative when `b` is earlier.
pub fn days_between(a: Date, b: Date) -> i64 {
    i64::from(b.to_julian_day()) - i64::from(a.to_julian_day())
}

/// The day `days` later; beyond the calendar's first or last day, that day.
pub fn plus_days(date: Date, days: i64) -> Date {
    date.saturating_add(time::Duration::days(days))
}

/// The same day of the month `months` later; a day that the month does not have becomes the month's last day.
pub fn plus_months(date: Date, months: u32) -> Date {
    let zero_based =
        i64::from(date.year()) * 12 + i64::from(u8::from(date.month())) - 1 + i64::from(months);
    let year = i32::try_from(zero_based.div_euclid(12)).unwrap_or(9999);
    let month = u8::try_from(zero_based.rem_euclid(12) + 1)
        .ok()
        .and_then(|m| Month::try_from(m).ok())
        .unwrap_or(Month::December);
    let day = date.day().min(month.length(year));
    Date::from_calendar_date(year, month, day).unwrap_or(Date::MAX)
}
