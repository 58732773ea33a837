//! Waiting times after failures: growing, short, and never a lock that only others can open.

use time::{Duration, OffsetDateTime};

/// Failures without a wait.
const FREE: u32 = 4;
/// Seconds to wait after the fifth failure; each further failure doubles the wait.
const FIRST: i64 = 30;
/// The longest wait, in seconds.
const LONGEST: i64 = 15 * 60;
/// Failures are forgotten after a day without any.
pub const FORGOTTEN: Duration = Duration::hours(24);

/// Consecutive failures for one account from one kind of place: a known browser, a network, or anywhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Throttle {
    /// How many.
    pub failures: u32,
    /// When the last was.
    pub last: Option<OffsetDateTime>,
}

impl Throttle {
    /// How long to wait after so many failures.
    pub fn delay(failures: u32) -> Duration {
        match failures.checked_sub(FREE + 1) {
            None => Duration::ZERO,
            Some(doublings) => Duration::seconds((FIRST << doublings.min(10)).min(LONGEST)),
        }
    }

    /// Seconds until the next try counts, rounded up; none when it may be made now. A clock that
    /// went backwards makes nobody wait longer than the wait itself.
    pub fn wait(&self, now: OffsetDateTime) -> Option<u32> {
        let delay = Self::delay(self.failures);
        let left = (self.last? + delay - now).min(delay);
        let seconds = (left.whole_milliseconds() + 999).div_euclid(1000);
        u32::try_from(seconds).ok().filter(|seconds| *seconds > 0)
    }

    /// After one more failure. Tries made while waiting are refused and do not count.
    #[must_use]
    pub fn failed(self, now: OffsetDateTime) -> Self {
        let quiet = self.last.is_some_and(|last| now - last >= FORGOTTEN);
        let failures = if quiet { 0 } else { self.failures };
        Self { failures: failures.saturating_add(1), last: Some(now) }
    }
}
