//! How long a student may report and read after the authorization ends (`sevp-portal` §1.9).

use crate::authorization::Authorization;
use crate::date;
use serde::{Deserialize, Serialize};
use time::Date;

/// Days after the authorization's end on which edits are still taken.
pub const EDIT_DAYS_AFTER_END: i64 = 15;
/// Months after the authorization's end until the account closes.
pub const READ_MONTHS_AFTER_END: u32 = 6;
/// Days in which a change must be reported (8 CFR 214.2(f)(12)(i)).
pub const REPORT_DAYS: i64 = 10;

/// What a student may still do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Access {
    /// Report and edit until the given day, inclusive.
    Edit {
        /// Last day of editing.
        until: Date,
    },
    /// Read only; the account closes on the given day.
    ReadOnly {
        /// First day without access.
        closes: Date,
    },
    /// No access since the given day.
    Closed {
        /// First day without access.
        since: Date,
    },
    /// No authorization has opened the portal yet.
    NotYet,
}

/// The last day on which edits are taken for an authorization that ends on `end`.
pub fn edit_until(end: Date) -> Date {
    date::plus_days(end, EDIT_DAYS_AFTER_END)
}

/// The first day without access.
pub fn closes_on(end: Date) -> Date {
    date::plus_months(end, READ_MONTHS_AFTER_END)
}

/// Access by the authorization that ends last among those that open the portal.
pub fn access(authorizations: &[Authorization], today: Date) -> Access {
    let Some(end) = authorizations.iter().filter(|a| a.opens_portal(today)).map(|a| a.end).max()
    else {
        return Access::NotYet;
    };
    if today <= edit_until(end) {
        Access::Edit { until: edit_until(end) }
    } else if today < closes_on(end) {
        Access::ReadOnly { closes: closes_on(end) }
    } else {
        Access::Closed { since: closes_on(end) }
    }
}

/// Days by which a report of something that happened on `happened` is late; 0 when in time.
pub fn days_late(happened: Date, today: Date) -> i64 {
    (date::days_between(happened, today) - REPORT_DAYS).max(0)
}

/// What a student is told about the end of access, one mail a stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ClosingStage {
    /// The authorization runs.
    Running,
    /// It has ended; the record can be read until it closes.
    Ended,
    /// The record closes within 30 days.
    Closing,
    /// It is closed.
    Closed,
}

impl ClosingStage {
    /// The stage of a day, for an authorization that ends (last of several) on `end`.
    pub fn on(today: Date, end: Date) -> Self {
        let closes = closes_on(end);
        match today {
            day if day >= closes => Self::Closed,
            day if day >= crate::date::plus_days(closes, -30) => Self::Closing,
            day if day > end => Self::Ended,
            _ => Self::Running,
        }
    }

    /// Its number in the database, from 0.
    pub fn number(self) -> i32 {
        self as i32
    }
}

/// The oldest last day of an authorization whose student may still be invited on `today`: who closed
/// long ago is not. Six months, with days to spare for the lengths of months.
pub fn oldest_invitable(today: Date) -> Date {
    crate::date::plus_days(today, -190)
}
