//! The numbers of a school.

use domain::Date;
use serde::{Deserialize, Serialize};

/// A week.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WeekRow {
    /// Its first day.
    pub monday: Date,
    /// Reports that came in.
    pub reports: u64,
    /// Mails that a mail server took.
    pub taken: u64,
    /// Mails that wait.
    pub waiting: u64,
    /// Mails that were given up.
    pub given_up: u64,
}

impl WeekRow {
    /// One in which nothing happened.
    pub fn of(monday: Date) -> Self {
        Self { monday, reports: 0, taken: 0, waiting: 0, given_up: 0 }
    }
}

/// The page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NumbersView {
    /// Weeks, the oldest first.
    pub weeks: Vec<WeekRow>,
    /// Reports of these weeks by the days until they were checked (`REVIEW_STEPS`).
    pub checked: Vec<u64>,
    /// The middle one of these days; none where nothing was checked.
    pub median: Option<u32>,
    /// Students whose authorization runs, by their days of unemployment (`UNEMPLOYED_STEPS`).
    pub used: Vec<u64>,
    /// Every student was looked at since something changed.
    pub whole: bool,
}
