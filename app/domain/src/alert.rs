//! Reasons for an official to look at a student before the student's stay is at risk. The steps of unemployment are
//! those at which schools write to their students: 60, 75 and 85 of 90 days, that is 30, 15 and 5 days before the
//! limit; a STEM extension has the same steps before its limit of 150 days.

use crate::Date;
use crate::authorization::Authorization;
use crate::date::{days_between, plus_days};
use crate::plan::Evaluation;
use crate::stem::{self, Confirmed};
use crate::unemployment::Count;

crate::named_codes! {
    /// Why a student is listed, the most urgent first.
    AlertKind {
        /// The days of unemployment are used up.
        LimitReached = "limit_reached", "Unemployment limit reached";
        /// At most 5 days are left.
        FiveLeft = "five_left", "5 days of unemployment or fewer left";
        /// At most 15 days are left.
        FifteenLeft = "fifteen_left", "15 days of unemployment or fewer left";
        /// At most 30 days are left.
        ThirtyLeft = "thirty_left", "30 days of unemployment or fewer left";
        /// An authorization runs and nobody employs the student.
        NoEmployer = "no_employer", "No employer on record";
        /// The last list from SEVIS says otherwise than the record.
        SevisList = "sevis_list", "Differs from the SEVIS list";
        /// A STEM validation was not confirmed in time.
        ValidationLate = "validation_late", "STEM validation late";
        /// An evaluation of a training plan is not with the school in time.
        EvaluationLate = "evaluation_late", "Evaluation late";
        /// A STEM validation can be confirmed.
        ValidationDue = "validation_due", "STEM validation due";
        /// An evaluation of a training plan can be written.
        EvaluationDue = "evaluation_due", "Evaluation due";
        /// The account is locked.
        Locked = "locked", "Account locked";
        /// The invitation lapsed or cannot be sent.
        NotInvited = "not_invited", "Cannot register";
        /// The invitation was not opened for a week.
        Unread = "unread", "Invitation unread for a week";
        /// A mail of the last weeks was given up.
        Undelivered = "undelivered", "Email could not be delivered";
        /// Another record has the same name and date of birth.
        Twice = "twice", "Possible duplicate record";
        /// The authorization ends within 60 days.
        Ending = "ending", "Authorization ends within 60 days";
    }
}

crate::named_codes! {
    /// The order of a list of alerts.
    AlertSort {
        /// The most urgent first.
        Urgent = "urgent", "Why";
        /// By name.
        Name = "name", "Student";
        /// The most days of unemployment first.
        Days = "days", "Unemployed";
        /// The first to end first.
        Ends = "ends", "Authorized until";
    }
}

/// Days for which a mail that could not be delivered is listed.
pub const UNDELIVERED_DAYS: i64 = 60;
/// Days after which an unopened invitation is listed.
pub const UNREAD_DAYS: i64 = 7;
/// Days before its end from which an authorization is listed.
pub const ENDING_DAYS: i64 = 60;

/// How far a student's account is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Door {
    /// The student can log in.
    Open,
    /// The account or the registration is locked.
    Locked,
    /// An invitation is open since this day.
    Invited(Date),
    /// There is no way in: it lapsed, or no address is on record.
    None,
}

/// The reasons to look at a student on a day, the most urgent first. `count` is as of that day; `goes_on` where another approved
/// authorization continues the one that runs.
pub fn alerts(
    count: Option<&Count>,
    running: Option<&Authorization>,
    goes_on: bool,
    door: Door,
    today: Date,
) -> Vec<AlertKind> {
    let mut kinds = Vec::new();
    // A pre-completion OPT uses no days, and those of an OPT before it are over.
    let count = count.filter(|_| running.is_some_and(Authorization::counts));
    let employed = count.is_some_and(Count::employed);
    // Who is employed loses no days.
    let left = count.map(Count::left);
    kinds.extend(left.filter(|left| *left == 0 || !employed).and_then(step));
    if running.is_some_and(Authorization::counts) && !employed {
        kinds.push(AlertKind::NoEmployer);
    }
    if running.is_some() {
        kinds.extend(match door {
            Door::Open => None,
            Door::Locked => Some(AlertKind::Locked),
            Door::None => Some(AlertKind::NotInvited),
            Door::Invited(since) => {
                (days_between(since, today) >= UNREAD_DAYS).then_some(AlertKind::Unread)
            }
        });
    }
    let ends = |running: &Authorization| running.end <= plus_days(today, ENDING_DAYS);
    if running.is_some_and(ends) && !goes_on {
        kinds.push(AlertKind::Ending);
    }
    kinds
}

/// The alert for a number of days left; none above 30.
fn step(left: u32) -> Option<AlertKind> {
    match left {
        0 => Some(AlertKind::LimitReached),
        1..=5 => Some(AlertKind::FiveLeft),
        6..=15 => Some(AlertKind::FifteenLeft),
        16..=30 => Some(AlertKind::ThirtyLeft),
        _ => None,
    }
}

/// What a STEM student has not confirmed, of an extension that runs or has ended; the last confirmation falls
/// on the day after its end.
pub fn of_stem(about: &Authorization, confirmed: &[Confirmed], today: Date) -> Option<AlertKind> {
    if stem::late(about, confirmed, today).is_some() {
        return Some(AlertKind::ValidationLate);
    }
    stem::due(about, confirmed, today).map(|_| AlertKind::ValidationDue)
}

/// What is due or late of the evaluations of a training plan that the school does not have; one that is long over is told
/// no more.
pub fn of_evaluations(missing: &[Evaluation], today: Date) -> Option<AlertKind> {
    let told = |one: &&Evaluation| (one.opens()..=one.told_until()).contains(&today);
    let open = || missing.iter().filter(told);
    if open().any(|one| one.until() < today) {
        return Some(AlertKind::EvaluationLate);
    }
    open().next().map(|_| AlertKind::EvaluationDue)
}
