//! The days that a student must not miss.

use domain::Date;
use domain::authorization::{Authorization, Kind, Schedule, Status};
use domain::date::plus_days;
use domain::deadlines::{Duty, deadlines};
use domain::stem::Confirmed;
use proptest::prelude::*;
use time::macros::date;

fn held(kind: Kind, start: Date, end: Date) -> Authorization {
    Authorization { kind, status: Status::Approved, schedule: Schedule::FullTime, start, end }
}

#[test]
fn the_last_authorization_says_when_the_stay_ends_and_each_one_when_work_ends() {
    let opt = held(Kind::PostCompletion, date!(2025 - 06 - 01), date!(2026 - 05 - 31));
    let stem = held(Kind::Stem, date!(2026 - 06 - 01), date!(2028 - 05 - 31));
    let before = held(Kind::PreCompletion, date!(2024 - 06 - 01), date!(2029 - 05 - 31));
    let asked = Authorization { status: Status::Requested, ..stem.clone() };
    let all = [(opt.clone(), Vec::new()), (before, Vec::new()), (asked, Vec::new())];
    let found = deadlines(&all, Some(date!(2026 - 03 - 01)), date!(2026 - 01 - 01));
    let right = [
        (date!(2026 - 03 - 01), Duty::Limit),
        (date!(2026 - 05 - 31), Duty::EndsUnlessExtended(Kind::PostCompletion)),
        (date!(2026 - 06 - 15), Duty::LastReports),
        (date!(2026 - 07 - 30), Duty::StayEndsUnlessExtended),
        (date!(2026 - 11 - 29), Duty::Closes),
    ];
    let found: Vec<_> = found.into_iter().map(|one| (one.on, one.duty)).collect();
    assert_eq!(found, right);
    let done = [6, 12].map(|months| Confirmed { months, on: date!(2027 - 06 - 01) }).to_vec();
    let found = deadlines(&[(opt, Vec::new()), (stem, done)], None, date!(2027 - 06 - 02));
    let found: Vec<_> = found.into_iter().map(|one| (one.on, one.duty)).collect();
    assert_eq!(found[0], (date!(2027 - 12 - 11), Duty::Validation(18)));
    assert_eq!(found[1], (date!(2028 - 05 - 31), Duty::Ends(Kind::Stem)));
    assert_eq!(found[2], (date!(2028 - 06 - 11), Duty::Validation(24)));
    assert_eq!(found[3], (date!(2028 - 06 - 15), Duty::LastReports));
}

#[test]
fn who_goes_on_with_an_extension_is_not_told_to_stop() {
    let opt = held(Kind::PostCompletion, date!(2025 - 06 - 01), date!(2026 - 05 - 31));
    let stem = held(Kind::Stem, date!(2026 - 06 - 01), date!(2028 - 05 - 31));
    let late = held(Kind::Stem, date!(2026 - 06 - 02), date!(2028 - 05 - 31));
    let ends = |all: &[Authorization]| -> Vec<Date> {
        let all: Vec<_> = all.iter().map(|about| (about.clone(), Vec::new())).collect();
        let found = deadlines(&all, None, date!(2026 - 01 - 01));
        let ends = found.into_iter().filter(|one| matches!(one.duty, Duty::Ends(_)));
        ends.map(|one| one.on).collect()
    };
    assert_eq!(ends(std::slice::from_ref(&opt)), [opt.end]);
    assert_eq!(ends(&[opt.clone(), stem.clone()]), [stem.end]);
    assert_eq!(ends(&[opt.clone(), late]), [opt.end, stem.end], "a day between is a day without");
}

#[test]
fn a_late_validation_stays_until_the_school_cannot_report_it() {
    let stem = held(Kind::Stem, date!(2026 - 06 - 01), date!(2028 - 05 - 31));
    let first = |today: Date| {
        let found = deadlines(&[(stem.clone(), Vec::new())], None, today);
        (found[0].on, found[0].duty)
    };
    let on = date!(2026 - 12 - 01);
    assert_eq!(first(plus_days(on, 10)), (plus_days(on, 10), Duty::Validation(6)));
    assert_eq!(first(plus_days(on, 11)), (plus_days(on, 30), Duty::Overdue(6)));
    assert_eq!(first(plus_days(on, 31)).1, Duty::Validation(12));
}

proptest! {
    #[test]
    fn nothing_past_is_told_and_the_next_one_comes_first(start in 0i64..2000, days in 1i64..900, day in 0i64..3000) {
        let start = plus_days(date!(2024 - 01 - 01), start);
        let about = held(Kind::Stem, start, plus_days(start, days));
        let today = plus_days(date!(2024 - 01 - 01), day);
        let end = about.end;
        let found = deadlines(&[(about, Vec::new())], None, today);
        prop_assert!(found.iter().all(|one| one.on >= today));
        prop_assert!(found.windows(2).all(|two| two[0].on <= two[1].on));
        prop_assert_eq!(found.iter().any(|one| one.duty == Duty::StayEnds), today <= plus_days(end, 60));
    }
}
