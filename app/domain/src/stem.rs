//! The duties of a STEM extension: every six months from its start the student confirms name, address and
//! employers, even where nothing changed and even without an employer (8 CFR 214.2(f)(10)(ii)(C)(8)).
//!
//! The days are counted from the first day of the extension, not of a job; where a month is too short, its last
//! day counts. The student has ten days from the day itself; SEVIS takes the school's report from 30 days before
//! to 30 days after, once (S1131).

use crate::Date;
use crate::authorization::Authorization;
use crate::date::{plus_days, plus_months};
use serde::{Deserialize, Serialize};

/// Months after the start at which a student confirms.
pub const MONTHS: [u32; 4] = [6, 12, 18, 24];
/// SEVIS takes the school's report from this many days before the due day to as many after it.
pub const WINDOW_DAYS: i64 = 30;
/// Days that the student has to confirm, from the due day on.
pub const STUDENT_DAYS: i64 = 10;

/// Days after its end for which a student may stay (8 CFR 214.2(f)(5)(iv)).
pub const GRACE_DAYS: i64 = 60;

/// One confirmation that falls due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Validation {
    /// Months after the start: 6, 12, 18 or 24.
    pub months: u32,
    /// The day itself.
    pub on: Date,
}

impl Validation {
    /// From when on it is taken.
    pub fn opens(self) -> Date {
        plus_days(self.on, -WINDOW_DAYS)
    }

    /// The student's last day.
    pub fn until(self) -> Date {
        plus_days(self.on, STUDENT_DAYS)
    }

    /// The last day on which SEVIS takes it.
    pub fn closes(self) -> Date {
        plus_days(self.on, WINDOW_DAYS)
    }

    /// An evaluation of the Form I-983 falls due with it.
    pub fn with_evaluation(self) -> bool {
        self.months == 12 || self.months == 24
    }

    /// True for a day on which it is taken.
    pub fn takes(self, day: Date) -> bool {
        self.opens() <= day && day <= self.closes()
    }

    /// The day on which it was confirmed, if it was.
    pub fn done_on(self, confirmed: &[Confirmed]) -> Option<Date> {
        confirmed.iter().find(|one| one.months == self.months).map(|one| one.on)
    }
}

/// A confirmation of an extension that is on record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Confirmed {
    /// Of which validation: 6, 12, 18 or 24.
    pub months: u32,
    /// When.
    pub on: Date,
}

/// The confirmations of an extension; the last one falls on the day after it.
pub fn validations(about: &Authorization) -> Vec<Validation> {
    if !about.extends() {
        return Vec::new();
    }
    let last = plus_days(about.end, 1);
    let of = |months: &u32| Validation { months: *months, on: plus_months(about.start, *months) };
    MONTHS.iter().map(of).filter(|one| one.on <= last).collect()
}

/// What can be confirmed on a day, and is not.
pub fn due(about: &Authorization, confirmed: &[Confirmed], today: Date) -> Option<Validation> {
    let open = validations(about).into_iter().find(|one| one.takes(today))?;
    open.done_on(confirmed).is_none().then_some(open)
}

/// What was not confirmed in time, for as long as it matters: until the next one opens, and the last one
/// while the student may stay.
pub fn late(about: &Authorization, confirmed: &[Confirmed], today: Date) -> Option<Validation> {
    let past = validations(about).into_iter().rfind(|one| one.until() < today)?;
    let next = validations(about).into_iter().find(|one| one.months > past.months);
    let stays = plus_days(about.end, GRACE_DAYS);
    let matters = next.map_or(today <= stays, |next| today < next.opens());
    (matters && past.done_on(confirmed).is_none()).then_some(past)
}
