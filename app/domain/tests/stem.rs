//! The confirmations of a STEM extension.

use domain::alert::{AlertKind, of_stem};
use domain::authorization::{Authorization, Kind, Schedule, Status};
use domain::date::{plus_days, plus_months};
use domain::stem::{Confirmed, due, late, validations};
use proptest::prelude::*;
use time::Date;
use time::macros::date;

fn stem(start: Date) -> Authorization {
    let end = plus_days(plus_months(start, 24), -1);
    let (status, schedule) = (Status::Approved, Schedule::FullTime);
    Authorization { kind: Kind::Stem, status, schedule, start, end }
}

#[test]
fn there_are_four_counted_from_the_first_day_and_short_months_end_early() {
    let days: Vec<Date> = validations(&stem(date!(2026 - 08 - 31))).iter().map(|v| v.on).collect();
    let right = [
        date!(2027 - 02 - 28),
        date!(2027 - 08 - 31),
        date!(2028 - 02 - 29),
        date!(2028 - 08 - 31),
    ];
    assert_eq!(days, right);
    let short = Authorization { end: date!(2027 - 12 - 01), ..stem(date!(2026 - 08 - 31)) };
    assert_eq!(validations(&short).len(), 2, "what ends early has fewer");
    for other in [
        Authorization { kind: Kind::PostCompletion, ..stem(date!(2026 - 01 - 01)) },
        Authorization { status: Status::Pending, ..stem(date!(2026 - 01 - 01)) },
    ] {
        assert!(validations(&other).is_empty());
    }
}

#[test]
fn the_window_is_thirty_days_on_both_sides_and_one_confirmation_fills_it() {
    let about = stem(date!(2026 - 01 - 15));
    let on = date!(2026 - 07 - 15);
    let confirmed = |months| [Confirmed { months, on: plus_days(on, -30) }];
    for (today, open) in [(-31, false), (-30, true), (0, true), (30, true), (31, false)] {
        let today = plus_days(on, today);
        assert_eq!(due(&about, &[], today).is_some(), open, "{today}");
        assert!(due(&about, &confirmed(6), today).is_none(), "it was confirmed");
    }
    assert!(due(&about, &confirmed(12), on).is_some(), "another one is not it");
}

#[test]
fn the_last_one_is_late_after_the_end_while_the_student_may_stay() {
    let about = stem(date!(2026 - 01 - 15));
    let (end, on) = (date!(2028 - 01 - 14), date!(2028 - 01 - 15));
    let all = [6, 12, 18].map(|months| Confirmed { months, on });
    for (days, kind) in [
        (-31, None),
        (1, Some(AlertKind::ValidationDue)),
        (11, Some(AlertKind::ValidationDue)),
        (12, Some(AlertKind::ValidationLate)),
        (60, Some(AlertKind::ValidationLate)),
        (61, None),
    ] {
        assert_eq!(of_stem(&about, &all, plus_days(end, days)), kind, "{days}");
    }
}

#[test]
fn it_is_late_after_ten_days_until_the_next_one_opens() {
    let about = stem(date!(2026 - 01 - 15));
    let on = date!(2026 - 07 - 15);
    let next = plus_days(date!(2027 - 01 - 15), -30);
    for (today, is) in [
        (plus_days(on, 10), false),
        (plus_days(on, 11), true),
        (plus_days(next, -1), true),
        (next, false),
    ] {
        assert_eq!(late(&about, &[], today).is_some(), is, "{today}");
    }
    assert!(
        late(&about, &[Confirmed { months: 6, on: plus_days(on, 25) }], plus_days(on, 40))
            .is_none(),
        "late, but there"
    );
}

proptest! {
    /// Against a count of days one by one.
    #[test]
    fn on_every_day_at_most_one_is_open(start in 0i64..3000, day in 0i64..900) {
        let about = stem(plus_days(date!(2024 - 01 - 01), start));
        let today = plus_days(about.start, day);
        let open: Vec<_> = validations(&about).into_iter().filter(|one| one.takes(today)).collect();
        prop_assert!(open.len() <= 1);
        prop_assert_eq!(due(&about, &[], today), open.first().copied());
        let done: Vec<_> = open.iter().map(|one| Confirmed { months: one.months, on: today }).collect();
        prop_assert_eq!(due(&about, &done, today), None);
        let near = (0..=30).any(|n| {
            validations(&about).iter().any(|one| plus_days(one.on, n) == today || plus_days(one.on, -n) == today)
        });
        prop_assert_eq!(!open.is_empty(), near);
    }
}
