//! A student's deadlines, computed from the record.

use crate::Date;
use crate::authorization::{Authorization, Kind, Status};
use crate::date::plus_days;
use crate::plan::EvaluationKind;
use crate::stem::{Confirmed, GRACE_DAYS, Validation, validations};
use crate::window::{closes_on, edit_until};
use serde::{Deserialize, Serialize};

/// What is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Duty {
    /// The days of unemployment are used up, with the employers now on record.
    Limit,
    /// A STEM validation, after so many months; with it an evaluation of the Form I-983 where that falls due.
    Validation(u32),
    /// The same where the evaluations have lines of their own, since the training plan is known here.
    Confirmation(u32),
    /// The same past its last day: the last one on which the school can still report it.
    Overdue(u32),
    /// An evaluation of the Form I-983.
    Evaluation(EvaluationKind),
    /// The same past its last day, for as long as it is told that the school does not have it.
    EvaluationOverdue(EvaluationKind),
    /// An authorization ends, and no other one begins: the last day of work.
    Ends(Kind),
    /// The same while a STEM extension is asked for. One that was filed in time lets the student work on for up
    /// to 180 days (8 CFR 274a.12(b)(6)(iv)).
    EndsUnlessExtended(Kind),
    /// The last day on which reports are taken here.
    LastReports,
    /// The last of the 60 days after the end (8 CFR 214.2(f)(5)(iv)).
    StayEnds,
    /// The same while a STEM extension is asked for.
    StayEndsUnlessExtended,
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
    let own: Vec<&Held> = held.iter().filter(|(about, _)| about.counts()).collect();
    let mut all: Vec<Deadline> =
        limit.map(|on| Deadline { on, duty: Duty::Limit }).into_iter().collect();
    let asked = held.iter().any(|(about, _)| {
        about.kind == Kind::Stem && matches!(about.status, Status::Requested | Status::Pending)
    });
    for (about, confirmed) in &own {
        if !own.iter().any(|(other, _)| other.continues(about)) {
            let duty = if asked { Duty::EndsUnlessExtended } else { Duty::Ends };
            all.push(Deadline { on: about.end, duty: duty(about.kind) });
        }
        let open = |one: &Validation| one.done_on(confirmed).is_none();
        let due = validations(about).into_iter().filter(open);
        all.extend(due.map(|one| of_validation(one, today)));
    }
    if let Some(end) = own.iter().map(|(about, _)| about.end).max() {
        let stay = if asked { Duty::StayEndsUnlessExtended } else { Duty::StayEnds };
        all.extend([
            Deadline { on: edit_until(end), duty: Duty::LastReports },
            Deadline { on: plus_days(end, GRACE_DAYS), duty: stay },
            Deadline { on: plus_days(closes_on(end), -1), duty: Duty::Closes },
        ]);
    }
    all.retain(|deadline| deadline.on >= today);
    all.sort_by_key(|deadline| deadline.on);
    all
}

/// A validation that is not confirmed; one that is late stays until the school cannot report it any more.
fn of_validation(one: Validation, today: Date) -> Deadline {
    if one.until() < today {
        Deadline { on: one.closes(), duty: Duty::Overdue(one.months) }
    } else {
        Deadline { on: one.until(), duty: Duty::Validation(one.months) }
    }
}
