//! The steps in which a school's numbers are counted.

use domain::numbers::{REVIEW_STEPS, UNEMPLOYED_STEPS, in_steps, median, mondays, step_words};
use proptest::prelude::*;
use time::{Duration, Weekday, macros::date};

proptest! {
    #[test]
    fn every_number_of_days_lies_in_one_step(days in proptest::collection::vec(0u32..400, 0..60)) {
        for steps in [&REVIEW_STEPS[..], &UNEMPLOYED_STEPS[..]] {
            let each: Vec<(u32, u64)> = days.iter().map(|day| (*day, 3)).collect();
            prop_assert_eq!(in_steps(steps, &each).iter().sum::<u64>(), 3 * days.len() as u64);
        }
    }

    #[test]
    fn the_median_has_no_more_than_half_on_either_side(days in proptest::collection::vec(0u32..400, 1..60)) {
        let middle = median(days.clone()).expect("one");
        let (less, more) = (
            days.iter().filter(|day| **day < middle).count(),
            days.iter().filter(|day| **day > middle).count(),
        );
        prop_assert!(2 * less <= days.len() && 2 * more <= days.len());
    }

    #[test]
    fn the_weeks_begin_on_mondays_and_the_last_holds_today(days in 0i64..4000) {
        let today = date!(2024 - 01 - 01) + Duration::days(days);
        let all = mondays(today);
        prop_assert!(all.iter().all(|day| day.weekday() == Weekday::Monday));
        prop_assert!(all.windows(2).all(|pair| pair[1] - pair[0] == Duration::days(7)));
        let last = *all.last().expect("a week");
        prop_assert!(last <= today && today - last < Duration::days(7));
    }
}

#[test]
fn steps_are_told_in_words() {
    assert_eq!(step_words((0, 0)), "0 days");
    assert_eq!(step_words((11, 21)), "11 to 21 days");
    assert_eq!(step_words((22, u32::MAX)), "22 days or more");
    assert_eq!(median(Vec::new()), None);
}
