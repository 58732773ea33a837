//! The clocks and words of a check.

use domain::review::{Point, due_in_sevis, kept_points, points, words};
use proptest::prelude::*;
use time::macros::date;

#[test]
fn a_report_is_due_in_sevis_on_the_twenty_first_day_over_years_and_leap_days() {
    for (reported, due) in [
        (date!(2026 - 12 - 15), date!(2027 - 01 - 05)),
        (date!(2028 - 02 - 08), date!(2028 - 02 - 29)),
        (date!(2028 - 02 - 09), date!(2028 - 03 - 01)),
        (date!(2027 - 02 - 08), date!(2027 - 03 - 01)),
        (date!(2026 - 12 - 31), date!(2027 - 01 - 21)),
    ] {
        assert_eq!(due_in_sevis(reported), due);
    }
}

#[test]
fn a_question_needs_words_and_keeps_its_lines() {
    assert!(words("question", " \u{200b}\r\n ").is_err());
    assert!(words("question", &"x".repeat(2001)).is_err());
    assert_eq!(
        words("question", "Which team?\r\nSince when?").as_deref(),
        Ok("Which team?\nSince when?")
    );
}

proptest! {
    #[test]
    fn points_are_kept_as_they_were_ticked(ticks in proptest::collection::vec(any::<bool>(), Point::ALL.len())) {
        let ticked: Vec<Point> =
            Point::ALL.iter().zip(ticks).filter_map(|(point, on)| on.then_some(*point)).collect();
        prop_assert_eq!(points(&kept_points(&ticked)), ticked);
    }
}
