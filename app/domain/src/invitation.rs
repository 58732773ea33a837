//! The life of a mailed link (invitation, password reset, account reset, copy of a record): open, used, replaced, lapsed or
//! locked.

use crate::date;
use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

/// Days an invitation lives, the day of sending being day 1.
pub const LIFE_DAYS: i64 = 14;
/// Attempts to type the SEVIS ID, in all, for one link.
pub const CHANCES: u8 = 3;

/// The day after the last on which a link sent on `sent` works; it lapses as that day begins.
pub fn lapses_on(sent: Date) -> Date {
    date::plus_days(sent, LIFE_DAYS)
}

crate::named_codes! {
    /// What a link is for.
    LinkKind {
        /// Creates a portal account.
        Registration = "registration", "Registration";
        /// An official's reset: SEVIS ID, then a new password.
        AccountReset = "account_reset", "Account reset";
        /// Forgot password.
        PasswordReset = "password_reset", "Password reset";
        /// An official's first password.
        Enrolment = "enrolment", "Enrollment";
        /// A copy of the record: SEVIS ID, then its files.
        RecordCopy = "record_copy", "Copy of the record";
    }
}

/// What is stored of a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// First instant at which it no longer works.
    pub lapses_at: OffsetDateTime,
    /// Wrong SEVIS IDs given.
    pub failures: u8,
    /// Used to set a password.
    pub used: bool,
    /// A newer one was sent.
    pub replaced: bool,
}

/// What a link is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LinkState {
    /// It works; so many chances are left.
    Open {
        /// Chances left to give the SEVIS ID.
        left: u8,
    },
    /// Its time is over.
    Lapsed,
    /// A password was set with it.
    Used,
    /// A newer link was mailed.
    Replaced,
    /// Three wrong SEVIS IDs.
    Locked,
    /// No such link.
    Unknown,
}

impl Link {
    /// What the link is good for at `now`.
    pub fn state(&self, now: OffsetDateTime) -> LinkState {
        if self.used {
            LinkState::Used
        } else if self.replaced {
            LinkState::Replaced
        } else if self.failures >= CHANCES {
            LinkState::Locked
        } else if now >= self.lapses_at {
            LinkState::Lapsed
        } else {
            LinkState::Open { left: CHANCES - self.failures }
        }
    }

    /// The link after a wrong SEVIS ID.
    #[must_use]
    pub fn after_wrong_id(mut self) -> Self {
        self.failures = self.failures.saturating_add(1).min(CHANCES);
        self
    }
}
