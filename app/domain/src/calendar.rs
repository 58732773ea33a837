//! The days of an OPT as a calendar: a row for each month, and in it each day with the reason why it counts or does not.

use crate::date::plus_days;
use crate::unemployment::Count;
use time::{Date, Month};

/// What is to be said of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayReason {
    /// An employer was on record.
    Employed,
    /// None was, so the day counts.
    Counted,
    /// No authorization covered it.
    Outside,
    /// It is still to come.
    Ahead,
}

/// Days of one month with the same reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayRun {
    /// First day of the month, from 1.
    pub from: u8,
    /// Last day.
    pub to: u8,
    /// Why.
    pub reason: DayReason,
}

/// A month of the calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MonthRow {
    /// Year.
    pub year: i32,
    /// Month.
    pub month: Month,
    /// Its days within the OPT, in order.
    pub runs: Vec<DayRun>,
}

/// Every day of the OPT that is counted, month by month.
pub fn months(count: &Count) -> Vec<MonthRow> {
    let mut rows: Vec<MonthRow> = Vec::new();
    let mut next = count.opt.from;
    for stretch in &count.stretches {
        add(&mut rows, next, plus_days(stretch.from, -1), DayReason::Outside);
        let none = stretch.employers.is_empty();
        let reason = if none { DayReason::Counted } else { DayReason::Employed };
        add(&mut rows, stretch.from, stretch.to, reason);
        next = plus_days(stretch.to, 1);
    }
    add(&mut rows, next, count.as_of.min(count.opt.to), DayReason::Outside);
    let ahead = plus_days(count.as_of, 1).max(next);
    add(&mut rows, ahead, count.opt.to, DayReason::Ahead);
    rows
}

/// Adds days with one reason; none where `to` is before `from`.
fn add(rows: &mut Vec<MonthRow>, mut from: Date, to: Date, reason: DayReason) {
    while from <= to {
        let (year, month) = (from.year(), from.month());
        let last = from.replace_day(month.length(year)).unwrap_or(from).min(to);
        let run = DayRun { from: from.day(), to: last.day(), reason };
        match rows.last_mut() {
            Some(row) if (row.year, row.month) == (year, month) => row.runs.push(run),
            _ => rows.push(MonthRow { year, month, runs: vec![run] }),
        }
        // The calendar's own last day has none after it.
        let Some(next) = last.next_day() else { break };
        from = next;
    }
}
