//! When a device first tried.

use domain::first_try::{DAYS, first_try};
use proptest::prelude::*;
use time::macros::datetime;
use time::{Duration, OffsetDateTime};

const NOW: OffsetDateTime = datetime!(2026-11-21 18:00 UTC);

fn millis(at: OffsetDateTime) -> String {
    (at.unix_timestamp_nanos() / 1_000_000).to_string()
}

#[test]
fn an_attempt_of_the_last_weeks_is_told_to_the_second() {
    let at = NOW - Duration::seconds(90);
    assert_eq!(first_try(&millis(at), NOW), Some(at));
    assert_eq!(
        first_try(&millis(NOW - Duration::days(DAYS)), NOW),
        Some(NOW - Duration::days(DAYS))
    );
}

#[test]
fn one_that_is_to_come_or_long_ago_or_no_number_is_none() {
    for at in [NOW, NOW + Duration::seconds(1), NOW - Duration::days(DAYS) - Duration::seconds(1)] {
        assert_eq!(first_try(&millis(at), NOW), None, "{at}");
    }
    for raw in ["", "soon", "1e3", "-1", "99999999999999999999", "9223372036854775807", " 1"] {
        assert_eq!(first_try(raw, NOW), None, "{raw}");
    }
}

proptest! {
    #[test]
    fn whatever_is_posted_it_is_never_after_the_arrival(raw in "\\PC{0,30}", number in any::<i64>()) {
        for raw in [raw, number.to_string()] {
            prop_assert!(first_try(&raw, NOW).is_none_or(|at| at < NOW));
        }
    }
}
