//! Statistics of a school: what each chart counts, and its steps.

use crate::Date;
use crate::date::plus_days;

/// Weeks that are counted.
pub const WEEKS: i64 = 12;

/// The Mondays of the weeks that are counted, the oldest first; the last is that of this week.
pub fn mondays(today: Date) -> Vec<Date> {
    let this = plus_days(today, -i64::from(today.weekday().number_days_from_monday()));
    (0..WEEKS).rev().map(|back| plus_days(this, -7 * back)).collect()
}

/// Days from a report to the end of its check; 21 days is when it must be in SEVIS.
pub const REVIEW_STEPS: [(u32, u32); 6] =
    [(0, 0), (1, 2), (3, 5), (6, 10), (11, 21), (22, u32::MAX)];

/// Days of unemployment; 90 is the limit, 150 that of a STEM extension, and at 60, 75 and 85 schools write.
pub const UNEMPLOYED_STEPS: [(u32, u32); 8] =
    [(0, 0), (1, 30), (31, 59), (60, 74), (75, 84), (85, 90), (91, 150), (151, u32::MAX)];

/// How many lie in each step, of days with how many have each.
pub fn in_steps(steps: &[(u32, u32)], days: &[(u32, u64)]) -> Vec<u64> {
    let within = |(from, to): &(u32, u32)| {
        days.iter().filter(|(day, _)| (from..=to).contains(&day)).map(|(_, n)| n).sum()
    };
    steps.iter().map(within).collect()
}

/// A step in words.
pub fn step_words((from, to): (u32, u32)) -> String {
    match (from, to) {
        (0, 0) => "0 days".to_owned(),
        (from, u32::MAX) => format!("{from} days or more"),
        (from, to) => format!("{from} to {to} days"),
    }
}

/// The median number of days; `None` if there are none.
pub fn median(mut days: Vec<u32>) -> Option<u32> {
    days.sort_unstable();
    days.get(days.len().checked_sub(1)? / 2).copied()
}
