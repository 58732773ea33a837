//! The days of evaluations, and by when the end of a job is reported.

use domain::Date;
use domain::date::{plus_days, plus_months};
use domain::plan::{Departed, EvaluationKind, evaluations, report_by};
use proptest::prelude::*;
use time::Weekday;
use time::macros::date;

fn days() -> impl Strategy<Value = Date> {
    (0i64..9000).prop_map(|n| plus_days(date!(2016 - 01 - 01), n))
}

#[test]
fn five_business_days_leave_out_weekends_and_federal_holidays() {
    for (last, by) in [
        // Thanksgiving.
        (date!(2026 - 11 - 20), date!(2026 - 11 - 30)),
        // Independence Day on a Saturday is kept on Friday.
        (date!(2026 - 06 - 30), date!(2026 - 07 - 08)),
        // New Year's Day on a Saturday is kept in the year before.
        (date!(2027 - 12 - 27), date!(2028 - 01 - 04)),
        // Juneteenth, and a leap year's end of February.
        (date!(2026 - 06 - 15), date!(2026 - 06 - 23)),
        (date!(2028 - 02 - 25), date!(2028 - 03 - 03)),
        (date!(2026 - 12 - 24), date!(2027 - 01 - 04)),
    ] {
        assert_eq!(report_by(last, Departed::Ended), by, "{last}");
    }
}

#[test]
fn an_absence_is_a_departure_once_five_business_days_have_passed() {
    // Last at work on a Friday, absent for a week: five more business days from then on.
    assert_eq!(report_by(date!(2026 - 10 - 02), Departed::Absent), date!(2026 - 10 - 19));
    assert_eq!(report_by(date!(2026 - 10 - 02), Departed::Left), date!(2026 - 10 - 09));
}

#[test]
fn the_first_evaluation_counts_from_the_extension_and_not_from_the_job() {
    let stem = (date!(2026 - 05 - 20), date!(2028 - 05 - 19));
    let all = evaluations(stem, (date!(2026 - 06 - 01), None));
    assert_eq!(all[0].on, date!(2027 - 05 - 20));
    assert_eq!(all[1].on, stem.1);
    let short = evaluations(stem, (date!(2026 - 06 - 01), Some(date!(2027 - 05 - 01))));
    assert_eq!(short.iter().map(|one| one.kind).collect::<Vec<_>>(), [EvaluationKind::Last]);
    assert_eq!(short[0].on, date!(2027 - 05 - 01));
    let later = evaluations(stem, (date!(2027 - 03 - 01), None));
    assert_eq!(later.len(), 2, "twelve months and more with the employer");
    let late = evaluations(stem, (date!(2027 - 06 - 01), None));
    assert_eq!(late.len(), 1);
}

proptest! {
    #[test]
    fn between_a_last_day_and_its_report_lie_five_business_days(last in days()) {
        let by = report_by(last, Departed::Ended);
        let weekdays = (1..=20).map(|n| plus_days(last, n)).take_while(|day| *day <= by)
            .filter(|day| !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)).count();
        // At most three holidays fall into one stretch of five days.
        prop_assert!((5..=8).contains(&weekdays), "{last} {by}");
        prop_assert!(!matches!(by.weekday(), Weekday::Saturday | Weekday::Sunday));
        prop_assert!(report_by(plus_days(last, 1), Departed::Left) >= by);
    }

    #[test]
    fn evaluations_lie_within_extension_and_job(
        from in days(), months in 1u32..=24, begins in -400i64..800, lasts in prop::option::of(0i64..900),
    ) {
        let stem = (from, plus_days(plus_months(from, months), -1));
        let job = plus_days(from, begins);
        let end = lasts.map(|days| plus_days(job, days));
        let all = evaluations(stem, (job, end));
        for one in &all {
            prop_assert!(stem.0 <= one.on && one.on <= plus_days(stem.1, 1));
            prop_assert!(end.is_none_or(|end| one.on <= end));
        }
        let last = all.iter().filter(|one| one.kind == EvaluationKind::Last).count();
        prop_assert_eq!(last, usize::from(end.is_none_or(|end| end >= stem.0) && job <= stem.1));
    }
}

#[test]
fn whoever_begins_when_the_first_year_is_over_has_the_final_evaluation_only() {
    let stem = (date!(2026 - 05 - 20), date!(2028 - 05 - 19));
    let all = evaluations(stem, (date!(2027 - 05 - 20), None));
    assert_eq!(all.iter().map(|one| one.kind).collect::<Vec<_>>(), [EvaluationKind::Last]);
    assert_eq!(evaluations(stem, (date!(2027 - 05 - 19), None)).len(), 2);
}
