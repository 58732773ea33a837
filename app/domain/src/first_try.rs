//! When a device first tried to send a report whose line dropped. It is what the device's clock says: told beside the time of
//! arrival, it decides nothing.

use time::{Duration, OffsetDateTime};

/// Days for which a device keeps on trying; what is older is no attempt at this report.
pub const DAYS: i64 = 30;

/// The instant, from the milliseconds since 1970 that a form posts; none where it is missing, no number, not before `now`, or too
/// long ago.
pub fn first_try(raw: &str, now: OffsetDateTime) -> Option<OffsetDateTime> {
    let millis: i64 = raw.parse().ok()?;
    let at = OffsetDateTime::from_unix_timestamp_nanos(i128::from(millis) * 1_000_000).ok()?;
    (at < now && at >= now - Duration::days(DAYS)).then_some(at)
}
