//! The unemployment count (8 CFR 214.2(f)(10)(ii)(E)): every day of an approved authorization on which
//! no employer is on record, each calendar day once.
//!
//! "Students may not accrue an aggregate of more than 90 days of unemployment during *any*
//! post-completion OPT period", so each post-completion OPT, one at each higher level of education, has
//! 90 days of its own. A STEM extension continues the one OPT that it extends, "not more than 150 days
//! … during a total OPT period, including any post-completion OPT period … and any subsequent 24-month
//! extension period". The count is of the OPT that has begun last.

use crate::authorization::{Authorization, Kind};
use crate::date;
use serde::{Deserialize, Serialize};
use time::Date;

/// Days allowed on one post-completion OPT.
pub const LIMIT: u32 = 90;
/// Days allowed on it and its STEM extension together, once that is approved.
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

/// An OPT: a post-completion authorization with what continues it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opt {
    /// First day of the post-completion OPT; of the extension, where only that is on record.
    pub from: Date,
    /// Last day, with the extension.
    pub to: Date,
    /// A STEM extension is approved.
    pub stem: bool,
    /// There was an OPT before it, whose days do not count here.
    pub earlier: bool,
}

/// The count as of a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// The day it is of.
    pub as_of: Date,
    /// What is counted.
    pub opt: Opt,
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

    /// True where an employer is on record on the day it is of. A job without a last day ends with its authorization.
    pub fn employed(&self) -> bool {
        let last = self.stretches.last();
        last.is_some_and(|last| last.to == self.as_of && !last.employers.is_empty())
    }
}

/// The approved authorizations, cut into OPTs in the order of time.
fn opts(periods: &[Period]) -> Vec<Vec<&Period>> {
    let mut counted: Vec<&Period> = periods.iter().filter(|p| p.authorization.counts()).collect();
    counted.sort_by_key(|p| (p.authorization.start, p.authorization.end));
    let mut opts: Vec<Vec<&Period>> = Vec::new();
    for period in counted {
        // One that is recorded in parts is one OPT, with one allowance (8 CFR 214.2(f)(10)(ii)(E)): another one needs a
        // higher degree, which takes more than a night. Overlapping records are refused now, but older databases may have
        // some.
        let continues = |opt: &Vec<&Period>| {
            let of = |stem: bool| {
                opt.iter().filter(move |p| (p.authorization.kind == Kind::Stem) == stem)
            };
            let adjoins = |p: &&Period| p.authorization.adjoins(&period.authorization);
            let overlaps = |p: &&Period| p.authorization.overlaps(&period.authorization);
            match period.authorization.kind {
                // It continues exactly one OPT, and one alone does.
                Kind::Stem => of(true).next().is_none() || of(true).any(&adjoins),
                _ => of(false).any(adjoins) || of(true).any(overlaps),
            }
        };
        match opts.last_mut() {
            Some(opt) if continues(opt) => opt.push(period),
            _ => opts.push(vec![period]),
        }
    }
    opts
}

/// Counts up to and including `as_of`; `None` where no approved authorization counts yet.
pub fn count(periods: &[Period], as_of: Date) -> Option<Count> {
    let opts = opts(periods);
    let at = opts.iter().rposition(|opt| opt[0].authorization.start <= as_of)?;
    let current = &opts[at];
    let opt = Opt {
        from: current[0].authorization.start,
        to: current.iter().map(|p| p.authorization.end).max()?,
        stem: current.iter().any(|p| p.authorization.kind == Kind::Stem),
        earlier: at > 0,
    };
    let allowed = if opt.stem { LIMIT_WITH_STEM } else { LIMIT };
    let (mut used, mut reached_on, mut stretches) = (0, None, Vec::<Stretch>::new());
    let mut used_as_of = 0;
    for (from, to, employers) in runs(current) {
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
    Some(Count { as_of, opt, used: used_as_of, allowed, reached_on, stretches })
}

/// The days of an OPT cut into runs with the same employers; days between authorizations are none of
/// it.
fn runs(opt: &[&Period]) -> Vec<(Date, Date, Vec<String>)> {
    let mut cuts = Vec::new();
    for period in opt {
        let (first, after) =
            (period.authorization.start, date::plus_days(period.authorization.end, 1));
        let own = period.jobs.iter().flat_map(|job| {
            let last = job.end.unwrap_or(period.authorization.end);
            [job.start, date::plus_days(last, 1)]
        });
        cuts.extend([first, after]);
        cuts.extend(own.filter(|day| *day >= first && *day <= after));
    }
    cuts.sort_unstable();
    cuts.dedup();
    let mut runs: Vec<(Date, Date, Vec<String>)> = Vec::new();
    for pair in cuts.windows(2) {
        let (from, to) = (pair[0], date::plus_days(pair[1], -1));
        let Some(names) = employers(opt, from, to) else { continue };
        match runs.last_mut() {
            Some((_, end, same)) if *same == names && date::plus_days(*end, 1) == from => *end = to,
            _ => runs.push((from, to, names)),
        }
    }
    runs
}

/// Who employed the student on these days, which no authorization or job begins or ends within; `None`
/// where no authorization covers them. A job counts within its own authorization.
fn employers(opt: &[&Period], from: Date, to: Date) -> Option<Vec<String>> {
    let covering =
        opt.iter().filter(|p| p.authorization.start <= from && p.authorization.end >= to);
    let mut covered = false;
    let mut names = Vec::new();
    for period in covering {
        covered = true;
        let last = period.authorization.end;
        let works = |job: &&Job| job.start <= from && job.end.unwrap_or(last) >= to;
        names.extend(period.jobs.iter().filter(works).map(|job| job.name.clone()));
    }
    names.sort();
    covered.then_some(names)
}
