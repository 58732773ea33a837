//! What a change of a record does to the count of days of unemployment. The form shows the effect before it saves, and
//! saves only if the effect is still the one that was shown.

use crate::Date;
use crate::date::iso;
use crate::unemployment::Count;
use serde::{Deserialize, Serialize};

/// Days used and allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Days {
    /// Used.
    pub used: u32,
    /// Allowed.
    pub allowed: u32,
    /// The day on which the limit is reached with what is on record.
    pub reached_on: Option<Date>,
}

/// The count before and after; none where nothing is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Effect {
    /// As it is.
    pub before: Option<Days>,
    /// As it would be.
    pub after: Option<Days>,
}

impl Effect {
    /// From the count as it is to the count as it would be.
    pub fn of(before: Option<&Count>, after: Option<&Count>) -> Self {
        let days = |count: &Count| Days {
            used: count.used,
            allowed: count.allowed,
            reached_on: count.reached_on,
        };
        Self { before: before.map(days), after: after.map(days) }
    }

    /// The effect as text for a hidden form field: what the person was shown.
    pub fn seen(&self) -> String {
        let one = |Days { used, allowed, reached_on }: Days| {
            let day =
                reached_on.map_or_else(|| "never".to_owned(), |day| iso(day).replace('-', ""));
            format!("{used}.{allowed}.{day}")
        };
        let days = |days: Option<Days>| days.map_or_else(|| "none".to_owned(), one);
        format!("{}-{}", days(self.before), days(self.after))
    }
}
