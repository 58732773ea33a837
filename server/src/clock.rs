//! The only reader of time, and the only place that knows time zones.

use domain::{Date, OffsetDateTime};
use jiff::{Timestamp, tz::TimeZone};
use std::sync::Mutex;
use time::Month;

/// Tells the time.
pub trait Clock: Send + Sync {
    /// Now, in UTC.
    fn now(&self) -> OffsetDateTime;
}

/// The machine's clock.
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> OffsetDateTime {
        OffsetDateTime::from(std::time::SystemTime::now())
    }
}

/// A new identity, sortable by the time it was made.
pub fn sortable_id() -> String {
    uuid::Uuid::now_v7().to_string()
}

/// Measures how long something takes.
#[derive(Clone, Copy)]
pub struct Stopwatch(tokio::time::Instant);

impl Stopwatch {
    /// Starts now.
    pub fn start() -> Self {
        Self(tokio::time::Instant::now())
    }

    /// How long ago that was.
    pub fn elapsed(self) -> std::time::Duration {
        self.0.elapsed()
    }

    /// Waits until so long after the start.
    pub async fn wait_until(self, since_start: std::time::Duration) {
        tokio::time::sleep_until(self.0 + since_start).await;
    }
}

/// A clock that stands still until it is set; for tests.
pub struct ManualClock(Mutex<OffsetDateTime>);

impl ManualClock {
    /// Stands at `at`.
    pub fn new(at: OffsetDateTime) -> Self {
        Self(Mutex::new(at))
    }

    /// Goes forward, or back.
    pub fn advance(&self, by: time::Duration) {
        *self.0.lock().expect("clock") += by;
    }
}

impl Clock for ManualClock {
    fn now(&self) -> OffsetDateTime {
        *self.0.lock().expect("clock")
    }
}

/// Milliseconds since 1970, as the database keeps instants.
pub fn millis(at: OffsetDateTime) -> i64 {
    i64::try_from(at.unix_timestamp_nanos() / 1_000_000).unwrap_or(i64::MAX)
}

/// The instant of stored milliseconds.
pub fn instant(millis: i64) -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp_nanos(i128::from(millis) * 1_000_000)
        .unwrap_or(OffsetDateTime::UNIX_EPOCH)
}

/// A school's time zone.
#[derive(Clone, Debug)]
pub struct Zone(TimeZone);

/// An instant for programs (RFC 3339).
pub fn rfc3339(at: OffsetDateTime) -> String {
    at.format(&time::format_description::well_known::Rfc3339).unwrap_or_default()
}

/// A stored instant in words, for accounts that have no school and so no zone.
pub fn utc_words(at: i64) -> String {
    Zone::of("UTC").words(instant(at))
}

impl Zone {
    /// The zone of an IANA name, or none.
    pub fn named(name: &str) -> Option<Self> {
        TimeZone::get(name).ok().map(Self)
    }

    /// The zone of a stored school; names are checked when a school is added.
    pub fn of(name: &str) -> Self {
        Self::named(name).unwrap_or(Self(TimeZone::UTC))
    }

    fn zoned(&self, at: OffsetDateTime) -> jiff::Zoned {
        Timestamp::from_millisecond(millis(at)).unwrap_or_default().to_zoned(self.0.clone())
    }

    /// The calendar day at an instant.
    pub fn day(&self, at: OffsetDateTime) -> Date {
        let day = self.zoned(at).date();
        u8::try_from(day.month())
            .ok()
            .and_then(|m| Month::try_from(m).ok())
            .zip(u8::try_from(day.day()).ok())
            .and_then(|(m, d)| Date::from_calendar_date(i32::from(day.year()), m, d).ok())
            .unwrap_or(Date::MIN)
    }

    /// The first instant of a day.
    pub fn begins(&self, day: Date) -> OffsetDateTime {
        self.hour(day, 0)
    }

    /// An hour of a day by the clock on the wall; where the clocks skip it, the one after.
    pub fn hour(&self, day: Date, hour: i8) -> OffsetDateTime {
        let civil = jiff::civil::Date::new(
            i16::try_from(day.year()).unwrap_or(9999),
            i8::try_from(u8::from(day.month())).unwrap_or(1),
            i8::try_from(day.day()).unwrap_or(1),
        );
        civil
            .ok()
            .and_then(|date| date.at(hour, 0, 0, 0).to_zoned(self.0.clone()).ok())
            .map_or(OffsetDateTime::UNIX_EPOCH, |zoned| instant(zoned.timestamp().as_millisecond()))
    }

    /// `Nov 21, 2026, 6:07 PM EST`.
    pub fn words(&self, at: OffsetDateTime) -> String {
        self.zoned(at).strftime("%b %-d, %Y, %-I:%M %p %Z").to_string()
    }

    /// `2026-11`.
    pub fn month(&self, at: OffsetDateTime) -> String {
        self.zoned(at).strftime("%Y-%m").to_string()
    }
}
