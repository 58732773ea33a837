//! The unemployment count: the test vectors of the research dossier §10, and its laws.

use domain::authorization::{Authorization, Kind, Schedule, Status};
use domain::date::plus_days;
use domain::unemployment::{Job, Period, count};
use proptest::prelude::*;
use time::{Date, macros::date};

fn opt() -> Authorization {
    Authorization {
        kind: Kind::PostCompletion,
        status: Status::Approved,
        schedule: Schedule::FullTime,
        start: date!(2026 - 06 - 01),
        end: date!(2027 - 05 - 31),
    }
}

fn job(start: Date, end: Option<Date>) -> Job {
    Job { name: format!("Job of {start}"), start, end }
}

fn used(jobs: Vec<Job>, today: Date) -> u32 {
    count(&[Period { authorization: opt(), jobs }], today).map_or(0, |count| count.used)
}

#[test]
fn without_an_employer_every_day_counts_and_the_first_is_day_one() {
    assert_eq!(used(vec![], date!(2026 - 06 - 01)), 1);
    assert_eq!(used(vec![], date!(2026 - 08 - 29)), 90);
    assert_eq!(used(vec![], date!(2026 - 08 - 30)), 91);
}

#[test]
fn an_open_job_stops_the_count_for_good() {
    let jobs = vec![job(date!(2026 - 06 - 11), None)];
    assert_eq!(used(jobs.clone(), date!(2026 - 06 - 11)), 10);
    assert_eq!(used(jobs, date!(2027 - 05 - 31)), 10);
}

#[test]
fn the_last_day_of_a_job_counts_as_employed() {
    let a = job(date!(2026 - 06 - 11), Some(date!(2026 - 07 - 10)));
    let next_day = vec![a.clone(), job(date!(2026 - 07 - 11), None)];
    let two_days_later = vec![a, job(date!(2026 - 07 - 13), None)];
    assert_eq!(used(next_day, date!(2026 - 12 - 01)), 10);
    assert_eq!(used(two_days_later, date!(2026 - 12 - 01)), 12);
}

#[test]
fn two_jobs_at_once_give_no_double_credit() {
    let jobs = vec![
        job(date!(2026 - 06 - 11), Some(date!(2026 - 07 - 10))),
        job(date!(2026 - 06 - 20), Some(date!(2026 - 07 - 10))),
    ];
    assert_eq!(used(jobs, date!(2026 - 07 - 20)), 20);
}

#[test]
fn deleting_a_job_gives_its_days_back_to_the_count() {
    let b = job(date!(2026 - 07 - 11), None);
    let both = vec![job(date!(2026 - 06 - 11), Some(date!(2026 - 07 - 10))), b.clone()];
    let today = date!(2026 - 12 - 01);
    assert_eq!(used(vec![b], today) - used(both, today), 30);
}

#[test]
fn stem_allows_150_in_all_and_takes_over_what_was_used() {
    let first = Period { authorization: opt(), jobs: vec![job(date!(2026 - 08 - 10), None)] };
    let stem = Period {
        authorization: Authorization {
            kind: Kind::Stem,
            start: date!(2027 - 06 - 01),
            end: date!(2029 - 05 - 31),
            ..opt()
        },
        jobs: vec![job(date!(2027 - 06 - 01), None)],
    };
    let count = count(&[stem, first], date!(2027 - 06 - 01)).expect("a count");
    assert_eq!((count.used, count.allowed, count.left()), (70, 150, 80));
    assert_eq!(count.reached_on, None);
}

#[test]
fn days_outside_the_authorization_are_ignored() {
    assert_eq!(used(vec![], date!(2030 - 01 - 01)), 365);
    let before = vec![job(date!(2026 - 05 - 01), Some(date!(2026 - 06 - 10)))];
    assert_eq!(used(before, date!(2026 - 06 - 12)), 2);
}

#[test]
fn the_forecast_is_the_day_on_which_the_last_allowed_day_is_used() {
    let period = Period { authorization: opt(), jobs: vec![] };
    let early = count(std::slice::from_ref(&period), date!(2026 - 06 - 01)).expect("a count");
    assert_eq!(early.reached_on, Some(date!(2026 - 08 - 29)));
    let late = count(&[period], date!(2026 - 12 - 01)).expect("a count");
    assert_eq!(late.reached_on, Some(date!(2026 - 08 - 29)));
}

#[test]
fn nothing_counts_before_approval_or_for_pre_completion() {
    for (status, kind) in
        [(Status::Pending, Kind::PostCompletion), (Status::Approved, Kind::PreCompletion)]
    {
        let authorization = Authorization { status, kind, ..opt() };
        assert_eq!(count(&[Period { authorization, jobs: vec![] }], date!(2026 - 07 - 01)), None);
    }
}

fn jobs() -> impl Strategy<Value = Vec<Job>> {
    prop::collection::vec((-20i64..400, prop::option::of(0i64..200)), 0..5).prop_map(|spans| {
        spans
            .into_iter()
            .map(|(offset, length)| {
                let start = plus_days(opt().start, offset);
                job(start, length.map(|days| plus_days(start, days)))
            })
            .collect()
    })
}

proptest! {
    #[test]
    fn the_count_equals_asking_each_day_by_itself(jobs in jobs(), after in 0i64..500) {
        let today = plus_days(opt().start, after);
        let last = today.min(opt().end);
        let naive = (0..)
            .map(|n| plus_days(opt().start, n))
            .take_while(|day| *day <= last)
            .filter(|day| !jobs.iter().any(|j| j.start <= *day && j.end.is_none_or(|end| *day <= end)))
            .count();
        prop_assert_eq!(used(jobs, today) as usize, naive);
    }

    #[test]
    fn the_stretches_cover_each_day_once_and_add_up(jobs in jobs(), after in 0i64..400) {
        let today = plus_days(opt().start, after);
        let count = count(&[Period { authorization: opt(), jobs }], today).expect("a count");
        let mut next = opt().start;
        let mut unemployed = 0;
        for stretch in &count.stretches {
            prop_assert_eq!(stretch.from, next);
            if stretch.employers.is_empty() {
                unemployed += stretch.days();
            }
            prop_assert_eq!(i64::from(stretch.used), unemployed);
            next = plus_days(stretch.to, 1);
        }
        prop_assert_eq!(next, plus_days(today.min(opt().end), 1));
        prop_assert_eq!(i64::from(count.used), unemployed);
    }

    #[test]
    fn one_more_job_never_raises_the_count(jobs in jobs(), offset in 0i64..300, after in 0i64..400) {
        let today = plus_days(opt().start, after);
        let without = used(jobs.clone(), today);
        let mut more = jobs;
        more.push(job(plus_days(opt().start, offset), None));
        prop_assert!(used(more, today) <= without);
    }
}
