//! Calendar days as people type them. Days, never instants: a day has no time zone.

use crate::fault::FaultCode;
use time::{Date, Month};

/// Reads `MM/DD/YYYY` (one-digit month and day too) or `YYYY-MM-DD`; blank gives `None`.
pub fn parse(raw: &str) -> Result<Option<Date>, FaultCode> {
    let text = raw.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let slashed: Vec<&str> = text.split('/').collect();
    let dashed: Vec<&str> = text.split('-').collect();
    let (year, month, day) = match (slashed.as_slice(), dashed.as_slice()) {
        ([month, day, year], _) => (*year, *month, *day),
        (_, [year, month, day]) => (*year, *month, *day),
        _ => return Err(FaultCode::NotADate),
    };
    let number = |part: &str, longest: usize| {
        (!part.is_empty() && part.len() <= longest && part.bytes().all(|b| b.is_ascii_digit()))
            .then(|| part.parse::<u16>().ok())
            .flatten()
            .ok_or(FaultCode::NotADate)
    };
    if year.len() != 4 {
        return Err(FaultCode::NotADate);
    }
    let (year, month, day) = (number(year, 4)?, number(month, 2)?, number(day, 2)?);
    if !(1900..=2199).contains(&year) {
        return Err(FaultCode::NoSuchDay);
    }
    let month = u8::try_from(month).ok().and_then(|m| Month::try_from(m).ok());
    match (month, u8::try_from(day)) {
        (Some(month), Ok(day)) => Date::from_calendar_date(i32::from(year), month, day)
            .map(Some)
            .map_err(|_| FaultCode::NoSuchDay),
        _ => Err(FaultCode::NoSuchDay),
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

/// The day `days` later, held at the calendar's ends.
pub fn plus_days(date: Date, days: i64) -> Date {
    date.saturating_add(time::Duration::days(days))
}

/// The same day of the month `months` later; a day the month lacks becomes its last.
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
