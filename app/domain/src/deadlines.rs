//! The days that a student must not miss, from what is on record.

use crate::Date;
use crate::authorization::{Authorization, Kind, Status};
use crate::date::plus_days;
use crate::stem::{Confirmed, GRACE_DAYS, Validation, validations};
use crate::window::{closes_on, edit_until};
use serde::{Deserialize, Serialize};

/// What is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Duty {
    /// The days of unemployment are used up, with the employers now on record.
    Limit,
    /// A STEM validation, after so many months.
    Validation(u32),
    /// An authorization ends: the last day of work.
    Ends(Kind),
    /// The last day on which reports are taken here.
    LastReports,
    /// The last of the 60 days after the end (8 CFR 214.2(f)(5)(iv)).
    StayEnds,
    /// The record closes.
    Closes,
}

/// A day that must not be missed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deadline {
    /// The last day.
    pub on: Date,
    /// For what.
    pub duty: Duty,
}

/// What is on record of an authorization, and what was confirmed of it.
pub type Held = (Authorization, Vec<Confirmed>);

/// The deadlines from today on, the next one first. `limit` is the day on which the unemployment limit is
/// reached.
pub fn deadlines(held: &[Held], limit: Option<Date>, today: Date) -> Vec<Deadline> {
    let counts = |about: &Authorization| {
        about.status == Status::Approved && about.kind != Kind::PreCompletion
    };
    let own: Vec<&Held> = held.iter().filter(|(about, _)| counts(about)).collect();
    let mut all: Vec<Deadline> =
        limit.map(|on| Deadline { on, duty: Duty::Limit }).into_iter().collect();
    for (about, confirmed) in &own {
        all.push(Deadline { on: about.end, duty: Duty::Ends(about.kind) });
        let open = |one: &Validation| one.done_on(confirmed).is_none();
        let due = validations(about).into_iter().filter(open);
        all.extend(due.map(|one| Deadline { on: one.until(), duty: Duty::Validation(one.months) }));
    }
    if let Some(end) = own.iter().map(|(about, _)| about.end).max() {
        all.extend([
            Deadline { on: edit_until(end), duty: Duty::LastReports },
            Deadline { on: plus_days(end, GRACE_DAYS), duty: Duty::StayEnds },
            Deadline { on: plus_days(closes_on(end), -1), duty: Duty::Closes },
        ]);
    }
    all.retain(|deadline| deadline.on >= today);
    all.sort_by_key(|deadline| deadline.on);
    all
}
