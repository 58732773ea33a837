//! Until when a student may edit and read (`sevp-portal` §1.9).

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
