//! What a student should do next: the few things that an anxious reader needs first, the most urgent on top.

use crate::authorization::Kind;
use crate::date::days_between;
use crate::plan::EvaluationKind;
use crate::stem::Validation;
use crate::unemployment::Count;
use crate::window::Access;
use serde::{Deserialize, Serialize};
use time::Date;

/// Days left below which the end of the count is near.
pub const FEW_DAYS: u32 = 30;
/// Days before the end of the last authorization from which on it is spoken of.
pub const END_DAYS: i64 = 90;

/// One thing to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NextStep {
    /// All days of unemployment are used.
    LimitReached {
        /// Since when.
        on: Date,
        /// An employer is on record today.
        employed: bool,
    },
    /// The STEM record is to be confirmed, and the student's last day for it is past.
    ConfirmLate(Validation),
    /// Few days of unemployment are left, and none is saved by a job today.
    FewDaysLeft {
        /// Days left.
        left: u32,
        /// The day on which they are used up.
        on: Option<Date>,
    },
    /// The school waits for the answer to a question about a report.
    AnswerSchool,
    /// An employer says that the student has left, and the record says otherwise.
    EmployerSaysLeft {
        /// The last day, as the employer reports it.
        on: Date,
    },
    /// The school has sent a training plan back.
    MendPlan,
    /// An evaluation of the Form I-983 is late.
    EvaluationLate(EvaluationKind),
    /// The STEM record can be confirmed.
    Confirm(Validation),
    /// The last authorization ends soon.
    Ends {
        /// Which kind.
        kind: Kind,
        /// Its last day.
        on: Date,
    },
    /// No employer is on record today; there is time.
    NoJob {
        /// Days left.
        left: u32,
    },
    /// No employer is on record today, and one that is begins before the days are used up.
    JobBegins {
        /// Its first day.
        on: Date,
        /// Days that will be left by then.
        left: u32,
    },
    /// Address or phone is missing.
    ReportContact,
}

/// How soon something must be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Urgency {
    /// When there is time.
    Calm,
    /// In these days.
    Soon,
    /// It should have been done.
    Late,
}

impl NextStep {
    /// How soon.
    pub fn urgency(self) -> Urgency {
        match self {
            Self::LimitReached { .. } | Self::ConfirmLate(_) | Self::EvaluationLate(_) => {
                Urgency::Late
            }
            Self::FewDaysLeft { .. }
            | Self::AnswerSchool
            | Self::MendPlan
            | Self::EmployerSaysLeft { .. }
            | Self::Confirm(_) => Urgency::Soon,
            Self::Ends { .. }
            | Self::NoJob { .. }
            | Self::JobBegins { .. }
            | Self::ReportContact => Urgency::Calm,
        }
    }
}

/// What is known of a student.
#[derive(Clone, Copy, Debug)]
pub struct Situation<'a> {
    /// The count as of today, where one applies.
    pub count: Option<&'a Count>,
    /// The STEM validation that can be confirmed today.
    pub validation: Option<Validation>,
    /// Address and phone are on record.
    pub reachable: bool,
    /// The approved authorization that ends last.
    pub ends: Option<(Kind, Date)>,
    /// The first day of the next job on record that has not begun.
    pub next_job: Option<Date>,
    /// The school has asked something about a report.
    pub asked: bool,
    /// The school has sent a training plan back.
    pub plan_asked: bool,
    /// An evaluation of the Form I-983 that is late.
    pub evaluation_late: Option<EvaluationKind>,
    /// The last day that an employer reports of a job that goes on by the record.
    pub left: Option<Date>,
    /// What the student may do.
    pub access: Access,
    /// Today.
    pub today: Date,
}

/// What to do, the most urgent first. Nothing where no more reports are taken, but a confirmation that still is.
pub fn next_steps(of: &Situation<'_>) -> Vec<NextStep> {
    let mut steps = Vec::new();
    if let Some(due) = of.validation {
        let late = of.today > due.until();
        steps.push(if late { NextStep::ConfirmLate(due) } else { NextStep::Confirm(due) });
    }
    if of.asked {
        steps.push(NextStep::AnswerSchool);
    }
    if of.plan_asked {
        steps.push(NextStep::MendPlan);
    }
    steps.extend(of.evaluation_late.map(NextStep::EvaluationLate));
    if matches!(of.access, Access::Edit { .. }) {
        steps.extend(of.left.map(|on| NextStep::EmployerSaysLeft { on }));
        let count = of.count.filter(|count| of.today <= count.opt.to);
        steps.extend(count.and_then(|count| of_count(count, of.next_job)));
        let soon = |(_, on): &(Kind, Date)| (0..=END_DAYS).contains(&days_between(of.today, *on));
        steps.extend(of.ends.filter(soon).map(|(kind, on)| NextStep::Ends { kind, on }));
        if !of.reachable {
            steps.push(NextStep::ReportContact);
        }
    }
    steps.sort_by_key(|step| std::cmp::Reverse(step.urgency()));
    steps
}

/// What the count asks for, where the next job on record begins on a day.
fn of_count(count: &Count, next_job: Option<Date>) -> Option<NextStep> {
    let left = count.left();
    if let Some(on) = count.reached_on.filter(|_| left == 0) {
        return Some(NextStep::LimitReached { on, employed: count.employed() });
    }
    let last = count.stretches.last()?;
    if !last.employers.is_empty() || last.to < count.as_of {
        return None;
    }
    if let Some(on) = next_job.filter(|_| count.reached_on.is_none()) {
        // Today is among the days used already.
        let until = u32::try_from(days_between(count.as_of, on) - 1).unwrap_or_default();
        return Some(NextStep::JobBegins { on, left: left.saturating_sub(until) });
    }
    Some(if left < FEW_DAYS {
        NextStep::FewDaysLeft { left, on: count.reached_on }
    } else {
        NextStep::NoJob { left }
    })
}
