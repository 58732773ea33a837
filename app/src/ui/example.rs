//! One invented student’s year, in which components are shown and tested. Its today is the first of September 2026.

use crate::wire::AuthorizationView;
use domain::Date;
use domain::authorization::{Authorization, Kind, Schedule, Status};
use domain::date::plus_days;
use domain::unemployment::{Count, Job, Period, count};
use time::Month;

/// A day of that year.
pub fn day(month: Month, day: u8) -> Date {
    Date::from_calendar_date(2026, month, day).unwrap_or(Date::MIN)
}

/// Its today.
pub fn today() -> Date {
    day(Month::September, 1)
}

/// Post-completion OPT from June on.
pub fn opt() -> Authorization {
    let (start, end) = (day(Month::June, 1), plus_days(day(Month::June, 1), 364));
    let (kind, status) = (Kind::PostCompletion, Status::Approved);
    Authorization { kind, status, schedule: Schedule::FullTime, start, end }
}

/// The same, as a page shows it, and the STEM extension after it.
pub fn opt_and_stem() -> [AuthorizationView; 2] {
    let opt_view = AuthorizationView {
        id: String::new(),
        authorization: opt(),
        remarks: String::new(),
        employers: Vec::new(),
        may_add: false,
    };
    let (start, end) = (plus_days(opt().end, 1), plus_days(opt().end, 730));
    let stem = Authorization { kind: Kind::Stem, start, end, ..opt() };
    [AuthorizationView { authorization: stem, ..opt_view.clone() }, opt_view]
}

/// The count of an OPT that begins on a day.
pub fn counted(from: Date, jobs: Vec<Job>) -> Option<Count> {
    let authorization = Authorization { start: from, ..opt() };
    count(&[Period { authorization, jobs }], today())
}

/// A job.
pub fn job(start: Date, end: Option<Date>) -> Job {
    Job { name: "Cedar Analytics".into(), start, end }
}
