//! The count of whole calendars, with several OPTs, extensions, gaps and records that overlap.

use domain::authorization::{Authorization, Kind, Schedule, Status};
use domain::calendar::{DayReason, months};
use domain::date::plus_days;
use domain::unemployment::{Job, Period, count};
use proptest::prelude::*;
use time::{Date, macros::date};

fn job(start: Date, end: Option<Date>) -> Job {
    Job { name: format!("Job of {start}"), start, end }
}

fn of(kind: Kind, start: Date, end: Date) -> Authorization {
    let (status, schedule) = (Status::Approved, Schedule::FullTime);
    Authorization { kind, status, schedule, start, end }
}

#[test]
fn each_opt_has_ninety_days_of_its_own() {
    let first = Period {
        authorization: of(Kind::PostCompletion, date!(2022 - 06 - 01), date!(2023 - 05 - 31)),
        jobs: vec![job(date!(2022 - 08 - 10), None)],
    };
    let second = Period {
        authorization: of(Kind::PostCompletion, date!(2026 - 09 - 01), date!(2027 - 08 - 31)),
        jobs: vec![job(date!(2026 - 10 - 01), None)],
    };
    let both = [second, first];
    let now = count(&both, date!(2026 - 11 - 27)).expect("a count");
    assert_eq!((now.used, now.allowed, now.left()), (30, 90, 60));
    assert_eq!((now.opt.from, now.opt.earlier), (date!(2026 - 09 - 01), true));
    assert_eq!(now.stretches[0].from, date!(2026 - 09 - 01), "its own days only");
    let between = count(&both, date!(2024 - 01 - 01)).expect("a count");
    assert_eq!((between.used, between.opt.earlier), (70, false));
}

#[test]
fn an_opt_that_is_recorded_in_parts_has_one_allowance() {
    let part = |kind, start, end| Period { authorization: of(kind, start, end), jobs: vec![] };
    let (post, stem) = (Kind::PostCompletion, Kind::Stem);
    let parts = [
        part(post, date!(2026 - 06 - 01), date!(2026 - 08 - 31)),
        part(post, date!(2026 - 09 - 01), date!(2027 - 05 - 31)),
    ];
    let now = count(&parts, date!(2026 - 09 - 30)).expect("a count");
    assert_eq!((now.used, now.allowed, now.opt.earlier), (122, 90, false));
    let parts = [
        part(stem, date!(2026 - 06 - 01), date!(2026 - 10 - 31)),
        part(stem, date!(2026 - 11 - 01), date!(2028 - 05 - 31)),
    ];
    let now = count(&parts, date!(2026 - 11 - 30)).expect("a count");
    assert_eq!((now.used, now.allowed), (183, 150));
}

#[test]
fn a_stem_extension_continues_the_opt_before_it_and_no_other() {
    let bachelor = Period {
        authorization: of(Kind::PostCompletion, date!(2020 - 06 - 01), date!(2021 - 05 - 31)),
        jobs: vec![],
    };
    let stem = |start, end| Period { authorization: of(Kind::Stem, start, end), jobs: vec![] };
    let master = Period {
        authorization: of(Kind::PostCompletion, date!(2026 - 06 - 01), date!(2027 - 05 - 31)),
        jobs: vec![job(date!(2026 - 06 - 11), None)],
    };
    let all = [
        bachelor,
        stem(date!(2021 - 06 - 01), date!(2023 - 05 - 31)),
        master,
        stem(date!(2027 - 06 - 01), date!(2029 - 05 - 31)),
    ];
    let first = count(&all, date!(2021 - 06 - 30)).expect("a count");
    assert_eq!((first.used, first.allowed), (365 + 30, 150));
    let second = count(&all, date!(2027 - 06 - 05)).expect("a count");
    assert_eq!((second.used, second.allowed, second.opt.stem), (10 + 5, 150, true));
    // Before its own extension is approved an OPT has 90, whatever an earlier one had.
    let without = count(&all[..3], date!(2026 - 07 - 01)).expect("a count");
    assert_eq!((without.used, without.allowed), (10, 90));
}

#[test]
fn a_day_counts_once_where_records_overlap() {
    let wrong = Period {
        authorization: of(Kind::PostCompletion, date!(2026 - 06 - 01), date!(2027 - 05 - 31)),
        jobs: vec![],
    };
    let right = Period {
        authorization: of(Kind::PostCompletion, date!(2026 - 09 - 01), date!(2027 - 05 - 31)),
        jobs: vec![job(date!(2026 - 11 - 01), None)],
    };
    let count = count(&[wrong, right], date!(2026 - 12 - 31)).expect("a count");
    assert_eq!((count.used, count.allowed), (153, 90), "June to October, each day once");
}

/// Authorizations of a student in the order of time, none sharing a day, with jobs each.
fn calendar() -> impl Strategy<Value = Vec<Period>> {
    let job = (-40i64..500, prop::option::of(0i64..300));
    let one = (
        any::<bool>(),
        prop_oneof![Just(0i64), 0i64..400],
        1i64..800,
        prop::collection::vec(job, 0..4),
    );
    prop::collection::vec(one, 1..6).prop_map(|all| {
        let mut next = date!(2020 - 01 - 01);
        let mut periods = Vec::new();
        for (stem, gap, length, jobs) in all {
            let start = plus_days(next, gap);
            let end = plus_days(start, length);
            next = plus_days(end, 1);
            let kind = if stem { Kind::Stem } else { Kind::PostCompletion };
            let jobs = jobs.into_iter().map(|(offset, length)| {
                let from = plus_days(start, offset);
                self::job(from, length.map(|days| plus_days(from, days)))
            });
            periods.push(Period { authorization: of(kind, start, end), jobs: jobs.collect() });
        }
        periods
    })
}

/// True for a record with which a count begins: a post-completion OPT, the first record of all, and an extension right
/// behind another one, since that has no OPT of its own on record; but none of the same kind that goes on the day after.
fn begins(periods: &[Period], at: usize) -> bool {
    let of = |at: usize| &periods[at].authorization;
    let goes_on = |from: usize| from > 0 && of(from).start <= plus_days(of(from - 1).end, 1);
    let kind = |at: usize| of(at).kind;
    at == 0
        || match (kind(at - 1), kind(at)) {
            (Kind::Stem, Kind::Stem) => !goes_on(at),
            (Kind::Stem, _) => true,
            (_, Kind::Stem) => false,
            (_, _) => !goes_on(at),
        }
}

/// The count as one would do it with a calendar and a pencil: go back from the day to the last record that has begun and
/// with which a count begins, then tick every day from there.
fn by_pencil(periods: &[Period], today: Date) -> Option<(u32, u32)> {
    let first = (0..periods.len())
        .rev()
        .find(|at| periods[*at].authorization.start <= today && begins(periods, *at))?;
    let until = (first + 1..periods.len()).find(|at| begins(periods, *at)).unwrap_or(periods.len());
    let own = &periods[first..until];
    let allowed = if own.iter().any(|p| p.authorization.kind == Kind::Stem) { 150 } else { 90 };
    let mut used = 0;
    let mut day = own[0].authorization.start;
    while day <= today {
        let within =
            own.iter().find(|p| p.authorization.start <= day && day <= p.authorization.end);
        if let Some(period) = within {
            let works =
                period.jobs.iter().any(|j| j.start <= day && j.end.is_none_or(|e| day <= e));
            used += u32::from(!works);
        }
        day = plus_days(day, 1);
    }
    Some((used, allowed))
}

proptest! {
    #[test]
    fn any_calendar_gives_the_count_of_calendar_and_pencil(periods in calendar(), after in -30i64..3000) {
        let today = plus_days(date!(2020 - 01 - 01), after);
        let mut shuffled = periods.clone();
        shuffled.reverse();
        let counted = count(&shuffled, today);
        let counted = counted.map(|count| (count.used, count.allowed));
        prop_assert_eq!(counted, by_pencil(&periods, today));
    }

    #[test]
    fn no_calendar_day_stands_twice_whatever_overlaps(periods in calendar(), shift in -300i64..300, after in 0i64..3000) {
        let today = plus_days(date!(2020 - 01 - 01), after);
        let mut both = periods.clone();
        for mut period in periods {
            period.authorization.start = plus_days(period.authorization.start, shift);
            period.authorization.end = plus_days(period.authorization.end, shift);
            both.push(period);
        }
        if let Some(count) = count(&both, today) {
            let mut last = None;
            for stretch in &count.stretches {
                prop_assert!(last.is_none_or(|last| last < stretch.from) && stretch.from <= stretch.to);
                last = Some(stretch.to);
            }
            let days: i64 = count.stretches.iter().filter(|s| s.employers.is_empty()).map(|s| s.days()).sum();
            prop_assert_eq!(days, i64::from(count.used));
        }
    }

    #[test]
    fn the_limit_is_reached_on_the_day_whose_count_is_the_limit(periods in calendar(), after in 0i64..3000) {
        let today = plus_days(date!(2020 - 01 - 01), after);
        if let Some(at) = count(&periods, today).and_then(|count| count.reached_on) {
            let then = count(&periods, at).expect("a count");
            if then.opt == count(&periods, today).expect("a count").opt {
                prop_assert_eq!((then.used, then.left()), (then.allowed, 0));
            }
        }
    }
}

proptest! {
    #[test]
    fn every_day_of_an_opt_stands_once_in_its_calendar_with_the_reason_of_the_count(periods in calendar(), after in 0i64..3000) {
        let today = plus_days(date!(2020 - 01 - 01), after);
        let Some(count) = count(&periods, today) else { return Ok(()) };
        let mut next = count.opt.from;
        let mut counted = 0;
        for row in months(&count) {
            for run in &row.runs {
                let day = |day: u8| Date::from_calendar_date(row.year, row.month, day).expect("a day");
                prop_assert_eq!(day(run.from), next, "no day is left out, none comes twice");
                next = plus_days(day(run.to), 1);
                prop_assert_eq!(run.reason == DayReason::Ahead, day(run.from) > today);
                counted += u32::from(run.to - run.from + 1) * u32::from(run.reason == DayReason::Counted);
            }
        }
        prop_assert_eq!(next, plus_days(count.opt.to, 1), "to its last day");
        prop_assert_eq!(counted, count.used);
    }
}
