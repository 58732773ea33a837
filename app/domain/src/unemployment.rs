//! The unemployment count (8 CFR 214.2(f)(10)(ii)(E); `sevp-portal` §3.3): every day of an
//! approved authorization on which no employer is on record. 90 days in all, 150 with STEM OPT.

use crate::authorization::{Authorization, Kind};
use crate::date;
use serde::{Deserialize, Serialize};
use time::Date;

/// Days allowed on post-completion OPT.
pub const LIMIT: u32 = 90;
/// Days allowed in all once a STEM extension is approved.
pub const LIMIT_WITH_STEM: u32 = 150;

/// A job for the count: its days and its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Job {
    /// Whose job.
    pub name: String,
    /// First day.
    pub start: Date,
    /// Last day; open when `None`.
    pub end: Option<Date>,
}

/// An authorization with its jobs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Period {
    /// The authorization; only approved post-completion and STEM ones count.
    pub authorization: Authorization,
    /// The employers reported for it.
    pub jobs: Vec<Job>,
}

/// A run of days with the same reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stretch {
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// Who employed the student; empty means the days count as unemployment.
    pub employers: Vec<String>,
    /// Days used at the end of the stretch.
    pub used: u32,
}

impl Stretch {
    /// How many days the stretch has.
    pub fn days(&self) -> i64 {
        date::days_between(self.from, self.to) + 1
    }
}

/// The count as of a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// The day it is of.
    pub as_of: Date,
    /// Days used, `as_of` included.
    pub used: u32,
    /// Days allowed.
    pub allowed: u32,
    /// With the employers now on record, the day on which `used` is or was `allowed`.
    pub reached_on: Option<Date>,
    /// Why, day by day.
    pub stretches: Vec<Stretch>,
}

impl Count {
    /// Days left; 0 when the limit is reached or passed.
    pub fn left(&self) -> u32 {
        self.allowed.saturating_sub(self.used)
    }
}

/// Counts up to and including `as_of`; `None` where no approved authorization counts yet.
pub fn count(periods: &[Period], as_of: Date) -> Option<Count> {
    let mut counted: Vec<&Period> = periods.iter().filter(|p| p.authorization.counts()).collect();
    counted.sort_by_key(|p| p.authorization.start);
    if !counted.iter().any(|p| p.authorization.start <= as_of) {
        return None;
    }
    let stem = counted.iter().any(|p| p.authorization.kind == Kind::Stem);
    let allowed = if stem { LIMIT_WITH_STEM } else { LIMIT };
    let (mut used, mut reached_on, mut stretches) = (0, None, Vec::<Stretch>::new());
    let mut used_as_of = 0;
    for period in counted {
        for (from, to, employers) in runs(period) {
            let days = u32::try_from(date::days_between(from, to) + 1).unwrap_or(0);
            if employers.is_empty() {
                if reached_on.is_none() && used < allowed && used + days >= allowed {
                    reached_on = Some(date::plus_days(from, i64::from(allowed - used) - 1));
                }
                used += days;
            }
            if from <= as_of {
                let to_seen = to.min(as_of);
                if employers.is_empty() {
                    let seen = u32::try_from(date::days_between(from, to_seen) + 1).unwrap_or(0);
                    used_as_of += seen;
                }
                stretches.push(Stretch { from, to: to_seen, employers, used: used_as_of });
            }
        }
    }
    Some(Count { as_of, used: used_as_of, allowed, reached_on, stretches })
}

/// The period cut into runs of days with the same employers.
fn runs(period: &Period) -> Vec<(Date, Date, Vec<String>)> {
    let (first, last) = (period.authorization.start, period.authorization.end);
    let mut cuts = vec![first, date::plus_days(last, 1)];
    for job in &period.jobs {
        cuts.push(job.start);
        cuts.push(date::plus_days(job.end.unwrap_or(last), 1));
    }
    cuts.retain(|day| *day >= first && *day <= date::plus_days(last, 1));
    cuts.sort_unstable();
    cuts.dedup();
    let mut runs: Vec<(Date, Date, Vec<String>)> = Vec::new();
    for pair in cuts.windows(2) {
        let (from, to) = (pair[0], date::plus_days(pair[1], -1));
        let mut names: Vec<String> = period
            .jobs
            .iter()
            .filter(|job| job.start <= from && job.end.unwrap_or(last) >= to)
            .map(|job| job.name.clone())
            .collect();
        names.sort();
        match runs.last_mut() {
            Some((_, end, same)) if *same == names => *end = to,
            _ => runs.push((from, to, names)),
        }
    }
    runs
}
