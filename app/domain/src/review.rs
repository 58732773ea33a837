//! How a school checks what a student reported.
//!
//! Sources: the student reports within 10 days (8 CFR 214.2(f)(12)(i)), the official passes it on within
//! 21 days (8 CFR 214.3(g)(2)(ii)) and reviews how the job relates to the degree (SEVP guidance of
//! September 27, 2019, on the direct relationship).

use crate::date::plus_days;
use crate::fault::{Fault, Faults};
use crate::text;
use time::Date;

crate::named_codes! {
    /// Where the check of a report stands.
    ReviewState {
        /// Nobody has decided.
        Open = "open", "To check";
        /// The school waits for the student.
        Asked = "asked", "Question asked";
        /// The student has answered; the school's turn.
        Answered = "answered", "Question answered";
        /// The school has accepted it.
        Accepted = "accepted", "Accepted";
    }
}

impl ReviewState {
    /// True while it is the school's turn.
    pub fn waits_for_school(self) -> bool {
        matches!(self, Self::Open | Self::Answered)
    }
}

crate::named_codes! {
    /// What was done in a check.
    ReviewAct {
        /// The school asked the student.
        Asked = "asked", "Question from the school";
        /// The student answered.
        Answered = "answered", "Answer";
        /// The school accepted the report.
        Accepted = "accepted", "Accepted";
        /// The acceptance was taken back.
        Reopened = "reopened", "Acceptance undone";
    }
}

crate::named_codes! {
    /// What the explanation of a job says, by the guidance of 2019.
    Point {
        /// Job title.
        Title = "title", "Job title";
        /// Employer.
        Employer = "employer", "Name of the employer";
        /// Field of study.
        Major = "major", "Major or field of study";
        /// Full time, or the average of hours.
        Hours = "hours", "Full time, or average hours a week";
        /// Duties.
        Duties = "duties", "What the student does there";
        /// How these relate to the degree.
        Relation = "relation", "How that draws on the degree";
    }
}

crate::named_codes! {
    /// Which reports an official looks at.
    ReviewFilter {
        /// The school's turn.
        Open = "open", "To check";
        /// The same, taken by whoever looks.
        Mine = "mine", "Mine";
        /// Not in SEVIS, and past its last day there, wherever the check stands.
        Late = "late", "Late for SEVIS";
        /// The student's turn.
        Asked = "asked", "Question asked";
        /// Accepted.
        Accepted = "accepted", "Accepted";
    }
}

/// Days in which a report must be in SEVIS (8 CFR 214.3(g)(2)(ii)).
pub const SEVIS_DAYS: i64 = 21;

/// Longest question and answer in characters.
pub const MAX_WORDS: u32 = 2000;

/// The last day on which a report made on this day is in SEVIS in time: the 21st day after it.
pub fn due_in_sevis(reported: Date) -> Date {
    plus_days(reported, SEVIS_DAYS)
}

/// A question or an answer, which needs words.
pub fn words(field: &'static str, typed: &str) -> Result<String, Vec<Fault>> {
    let mut faults = Faults::default();
    let words = faults.required(field, text::paragraph(typed, MAX_WORDS));
    words.ok_or_else(|| faults.into_vec())
}

/// The points that are ticked, as they are kept: codes with commas.
pub fn kept_points(points: &[Point]) -> String {
    points.iter().map(|point| point.code()).collect::<Vec<_>>().join(",")
}

/// The points that were kept.
pub fn points(kept: &str) -> Vec<Point> {
    kept.split(',').filter_map(Point::from_code).collect()
}
