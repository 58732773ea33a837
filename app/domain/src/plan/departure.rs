//! An employer tells the school that a job has ended: within five business days (8 CFR
//! 214.2(f)(10)(ii)(C)(6)), which leave out weekends and federal holidays (5 U.S.C. 6103).

use crate::Date;
use crate::date::{self, plus_days};
use crate::fault::{Fault, FaultCode, Faults};
use crate::text;
use time::{Month, Weekday};

crate::named_codes! {
    /// How a job ended.
    Departed {
        /// The employer ended it.
        Ended = "ended", "The employment was ended";
        /// The student left.
        Left = "left", "The student left";
        /// Absent for five business days in a row without consent.
        Absent = "absent", "Absent for five business days in a row without consent";
    }
}

/// The nth weekday of a month; the last one for `n` 5 or more.
fn nth(year: i32, month: Month, weekday: Weekday, n: u8) -> Option<Date> {
    let days = (1..=31).filter_map(|day| Date::from_calendar_date(year, month, day).ok());
    let mut all: Vec<Date> = days.filter(|day| day.weekday() == weekday).collect();
    if n >= 5 { all.pop() } else { all.get(usize::from(n) - 1).copied() }
}

/// A holiday of a fixed day is kept on Friday or Monday where it falls on a weekend (5 U.S.C. 6103(b)).
fn kept(day: Date) -> Date {
    match day.weekday() {
        Weekday::Saturday => plus_days(day, -1),
        Weekday::Sunday => plus_days(day, 1),
        _ => day,
    }
}

/// The days on which a year's federal holidays are kept; New Year's Day may be kept in the year before.
fn holidays(year: i32) -> Vec<Date> {
    let fixed = [
        (Month::January, 1),
        (Month::June, 19),
        (Month::July, 4),
        (Month::November, 11),
        (Month::December, 25),
    ];
    let fixed = fixed
        .into_iter()
        .filter_map(|(month, day)| Date::from_calendar_date(year, month, day).ok().map(kept));
    let floating = [
        (Month::January, Weekday::Monday, 3),
        (Month::February, Weekday::Monday, 3),
        (Month::May, Weekday::Monday, 5),
        (Month::September, Weekday::Monday, 1),
        (Month::October, Weekday::Monday, 2),
        (Month::November, Weekday::Thursday, 4),
    ];
    let floating = floating.into_iter().filter_map(|(month, day, n)| nth(year, month, day, n));
    fixed.chain(floating).collect()
}

/// A day on which federal offices work.
fn is_business_day(day: Date) -> bool {
    let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
    let year = day.year();
    !weekend && !holidays(year).contains(&day) && !holidays(year + 1).contains(&day)
}

/// The last day on which an end or departure is reported in time: five business days. Whoever is absent has departed once five
/// such days have passed (8 CFR 214.2(f)(10)(ii)(C)(6)).
pub fn report_by(last_day: Date, how: Departed) -> Date {
    let mut day = last_day;
    let mut left = if how == Departed::Absent { 10 } else { 5 };
    while left > 0 && day < Date::MAX {
        day = plus_days(day, 1);
        left -= i32::from(is_business_day(day));
    }
    day
}

/// Most days in the future that a last day of work may lie.
const AHEAD_DAYS: i64 = 60;

/// An employer's report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Departure {
    /// The last day of work.
    pub last_day: Date,
    /// How it ended.
    pub how: Departed,
    /// What else the employer says; empty for nothing.
    pub note: String,
    /// Who reports.
    pub name: String,
}

/// The report as it is typed.
#[derive(Clone, Copy, Debug)]
pub struct DepartureForm<'a> {
    /// The last day of work.
    pub last_day: &'a str,
    /// Code of how it ended.
    pub how: &'a str,
    /// Anything else.
    pub note: &'a str,
    /// Who reports.
    pub name: &'a str,
}

impl DepartureForm<'_> {
    /// Reads the report and returns every fault at once. `began` is the first day of the job; the last day may lie at most
    /// 60 days after `today`.
    pub fn parse(&self, began: Option<Date>, today: Date) -> Result<Departure, Vec<Fault>> {
        let mut faults = Faults::default();
        let last_day = faults.required("last_day", date::parse(self.last_day));
        if last_day.zip(began).is_some_and(|(last, began)| last < began) {
            faults.add("last_day", FaultCode::EndNotAfterStart);
        }
        let latest = plus_days(today, AHEAD_DAYS);
        if last_day.is_some_and(|last| last > latest) {
            faults.add("last_day", FaultCode::AfterAuthorization { end: latest });
        }
        let how = Departed::from_code(self.how);
        if how.is_none() {
            faults.add("how", FaultCode::NotAChoice);
        }
        let note = faults.keep("remark", text::paragraph(self.note, 1000)).flatten();
        let name = faults.required("signed_name", text::line(self.name, 80));
        match (last_day, how, name) {
            (Some(last_day), Some(how), Some(name)) if faults.is_empty() => {
                Ok(Departure { last_day, how, note: note.unwrap_or_default(), name })
            }
            _ => Err(faults.into_vec()),
        }
    }
}
