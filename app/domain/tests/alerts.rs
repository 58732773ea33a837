//! Who is listed, and why.

use domain::alert::{AlertKind, Door, alerts};
use domain::authorization::{Authorization, Kind, Schedule, Status};
use domain::date::plus_days;
use domain::unemployment::{Job, Period, count};
use time::macros::date;

fn opt(kind: Kind) -> Authorization {
    let start = date!(2026 - 01 - 01);
    let (status, schedule) = (Status::Approved, Schedule::FullTime);
    Authorization { kind, status, schedule, start, end: date!(2026 - 12 - 31) }
}

#[test]
fn the_steps_are_60_75_and_85_of_90_days_and_as_many_before_150() {
    for (kind, first) in [(Kind::PostCompletion, 60), (Kind::Stem, 120)] {
        let about = opt(kind);
        let periods = [Period { authorization: about.clone(), jobs: Vec::new() }];
        for (days, right) in [
            (first - 1, None),
            (first, Some(AlertKind::ThirtyLeft)),
            (first + 15, Some(AlertKind::FifteenLeft)),
            (first + 25, Some(AlertKind::FiveLeft)),
            (first + 30, Some(AlertKind::LimitReached)),
        ] {
            let today = plus_days(about.start, days - 1);
            let found =
                alerts(count(&periods, today).as_ref(), Some(&about), false, Door::Open, today);
            let steps: Vec<AlertKind> = found
                .into_iter()
                .filter(|kind| *kind != AlertKind::NoEmployer && *kind != AlertKind::Ending)
                .collect();
            assert_eq!(steps.first().copied(), right, "{kind:?} {days}");
        }
    }
}

#[test]
fn who_is_employed_is_listed_only_once_the_limit_is_reached() {
    let about = opt(Kind::PostCompletion);
    for (start, listed) in [(85, false), (95, true)] {
        let job = Job { name: "Acme".into(), start: plus_days(about.start, start), end: None };
        let periods = [Period { authorization: about.clone(), jobs: vec![job] }];
        let today = date!(2026 - 06 - 01);
        let count = count(&periods, today);
        let found = alerts(count.as_ref(), Some(&about), false, Door::Open, today);
        assert_eq!(found.contains(&AlertKind::LimitReached), listed);
        assert!(!found.contains(&AlertKind::NoEmployer));
    }
}

#[test]
fn an_invitation_is_told_after_a_week_and_an_end_60_days_before() {
    let about = opt(Kind::PostCompletion);
    let today = date!(2026 - 11 - 01);
    for (since, told) in [(6, false), (7, true)] {
        let door = Door::Invited(plus_days(today, -since));
        let found = alerts(None, Some(&about), false, door, today);
        assert_eq!(found.contains(&AlertKind::Unread), told);
    }
    for (today, told) in [(date!(2026 - 10 - 31), false), (date!(2026 - 11 - 01), true)] {
        let found = alerts(None, Some(&about), false, Door::Open, today);
        assert_eq!(found.contains(&AlertKind::Ending), told, "{today}");
    }
    assert_eq!(alerts(None, None, false, Door::None, today), Vec::new(), "nothing runs");
}

#[test]
fn an_open_job_of_an_authorization_that_is_over_saves_no_day_of_the_next_one() {
    let first = opt(Kind::PostCompletion);
    let start = plus_days(first.end, 1);
    let stem =
        Authorization { kind: Kind::Stem, start, end: plus_days(start, 730), ..first.clone() };
    let jobs = vec![Job { name: "Acme".into(), start: first.start, end: None }];
    let periods = [
        Period { authorization: first, jobs },
        Period { authorization: stem.clone(), jobs: Vec::new() },
    ];
    let today = plus_days(start, 121);
    let count = count(&periods, today);
    let found = alerts(count.as_ref(), Some(&stem), false, Door::Open, today);
    assert_eq!(found, [AlertKind::ThirtyLeft, AlertKind::NoEmployer]);
}

#[test]
fn while_a_pre_completion_opt_runs_the_count_of_an_opt_before_it_is_over() {
    let before = opt(Kind::PostCompletion);
    let start = plus_days(before.end, 900);
    let (kind, end) = (Kind::PreCompletion, plus_days(start, 300));
    let running = Authorization { kind, start, end, ..before.clone() };
    let today = plus_days(start, 10);
    let count = count(&[Period { authorization: before, jobs: Vec::new() }], today);
    assert_eq!(alerts(count.as_ref(), Some(&running), false, Door::Open, today), []);
}

#[test]
fn an_authorization_that_another_one_continues_does_not_end() {
    let about = opt(Kind::PostCompletion);
    let found = alerts(None, Some(&about), true, Door::Open, plus_days(about.end, -10));
    assert!(!found.contains(&AlertKind::Ending));
}
