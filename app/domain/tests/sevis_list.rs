//! A list from SEVIS beside a record.

use domain::authorization::{Authorization, Kind, Schedule, Status};
use domain::date::plus_days;
use domain::sevis_list::{Job, ListDifference, Listed, OnRecord, Span, differences};
use proptest::prelude::*;
use time::macros::date;

const TODAY: time::Date = date!(2026 - 11 - 28);

fn opt(start: time::Date, end: time::Date) -> Authorization {
    let (kind, status, schedule) = (Kind::PostCompletion, Status::Approved, Schedule::FullTime);
    Authorization { kind, status, schedule, start, end }
}

fn job(name: &str, start: Option<time::Date>, end: Option<time::Date>) -> Job {
    Job { name: name.into(), start, end }
}

fn own() -> OnRecord {
    OnRecord {
        name: "Muñoz García José".into(),
        authorizations: vec![opt(date!(2026 - 06 - 01), date!(2027 - 05 - 31))],
        employers: vec![(job("Acme, Inc.", Some(date!(2026 - 07 - 01)), None), true)],
    }
}

/// What SEVIS would list of this record.
fn list_of(own: &OnRecord) -> Listed {
    let span = |one: &Authorization| Span { kind: Some(one.kind), start: one.start, end: one.end };
    Listed {
        name: fold(&own.name).to_uppercase(),
        status: "ACTIVE".into(),
        authorizations: Some(own.authorizations.iter().map(span).collect()),
        employers: Some(own.employers.iter().map(|(job, _)| job.clone()).collect()),
    }
}

fn fold(text: &str) -> String {
    let plain = |c| match c {
        'ñ' => 'n',
        'í' => 'i',
        'é' => 'e',
        c => c,
    };
    text.to_lowercase().chars().map(plain).collect()
}

fn found(listed: Option<&Listed>, was: &str, own: &OnRecord) -> Vec<ListDifference> {
    differences(listed, was, own, TODAY, &fold)
}

#[test]
fn a_list_that_says_the_same_differs_in_nothing_however_it_is_spelled() {
    let own = own();
    let mut listed = list_of(&own);
    assert_eq!(found(Some(&listed), "Active", &own), []);
    listed.name = "JOSE MUNOZ-GARCIA".into();
    listed.employers = Some(vec![job("ACME INC", Some(date!(2026 - 07 - 01)), None)]);
    assert_eq!(found(Some(&listed), "", &own), []);
    // What the list has no column for is not compared.
    assert_eq!(found(Some(&Listed::default()), "Active", &own), []);
}

#[test]
fn a_record_that_is_over_in_sevis_is_told_before_all_else() {
    let own = own();
    for status in ["TERMINATED", "Completed", " canceled "] {
        let listed = Listed { status: status.into(), name: "Other".into(), ..list_of(&own) };
        let told = found(Some(&listed), "ACTIVE", &own);
        assert_eq!(told[0], ListDifference::StatusOver(status.into()));
    }
    // Of an authorization that is over here too nobody need be told, but a change is.
    let ended = OnRecord {
        authorizations: vec![opt(date!(2025 - 06 - 01), date!(2026 - 05 - 31))],
        ..own.clone()
    };
    let listed = Listed { status: "COMPLETED".into(), ..list_of(&ended) };
    assert_eq!(found(Some(&listed), "completed", &ended), []);
    let (was, now) = ("ACTIVE".to_owned(), "COMPLETED".to_owned());
    assert_eq!(
        found(Some(&listed), "ACTIVE", &ended),
        [ListDifference::StatusChanged { was, now }]
    );
    assert_eq!(found(None, "", &ended), []);
    assert_eq!(found(None, "", &own), [ListDifference::NotListed]);
}

#[test]
fn days_and_employers_are_told_with_both_sides() {
    let own = own();
    let mut listed = list_of(&own);
    let span =
        Span { end: date!(2027 - 05 - 30), ..listed.authorizations.clone().expect("days")[0] };
    listed.authorizations = Some(vec![span]);
    let later = job("Acme Inc", Some(date!(2026 - 07 - 02)), None);
    let other = job("Harbor Robotics", None, None);
    listed.employers = Some(vec![later.clone(), other.clone()]);
    let known = own.employers[0].0.clone();
    assert_eq!(
        found(Some(&listed), "", &own),
        [
            ListDifference::Authorization(span),
            ListDifference::EmployerDays { sevis: later, own: known.clone() },
            ListDifference::EmployerUnknown(other),
        ]
    );
    listed = Listed { employers: Some(Vec::new()), ..list_of(&own) };
    assert_eq!(found(Some(&listed), "", &own), [ListDifference::EmployerGone(known)]);
    // What waits here for SEVIS's confirmation is not missed there.
    let waiting = OnRecord { employers: vec![(own.employers[0].0.clone(), false)], ..own.clone() };
    assert_eq!(found(Some(&listed), "", &waiting), []);
}

#[test]
fn an_authorization_that_the_list_leaves_blank_is_missed_and_one_without_columns_is_not() {
    let own = own();
    let blank = Listed { authorizations: Some(Vec::new()), ..list_of(&own) };
    let one = Span {
        kind: Some(Kind::PostCompletion),
        start: date!(2026 - 06 - 01),
        end: date!(2027 - 05 - 31),
    };
    assert_eq!(found(Some(&blank), "", &own), [ListDifference::AuthorizationGone(one)]);
    let without = Listed { authorizations: None, ..list_of(&own) };
    assert_eq!(found(Some(&without), "", &own), []);
}

#[test]
fn a_job_that_has_ended_is_not_missed_in_a_list_of_those_who_work() {
    let ended = job("Acme", Some(date!(2026 - 07 - 01)), Some(date!(2026 - 08 - 01)));
    let own = OnRecord { employers: vec![(ended, true)], ..own() };
    let listed = Listed { employers: Some(Vec::new()), ..list_of(&own) };
    assert_eq!(found(Some(&listed), "", &own), []);
}

#[test]
fn names_are_one_persons_whatever_parts_and_blanks_they_have() {
    for (sevis, own_name) in [
        ("LI", "Li Wei"),
        ("WEIMING CHEN", "Wei-Ming Chen"),
        ("DELACRUZ MARIA", "De la Cruz Maria"),
        ("KUMAR FNU", "Kumar FNU"),
        ("KUMAR FNU", "Kumar"),
        ("KUMAR", "FNU Kumar"),
    ] {
        let own = OnRecord { name: own_name.into(), ..own() };
        let listed = Listed { name: sevis.into(), ..list_of(&own) };
        assert_eq!(found(Some(&listed), "", &own), [], "{sevis}, {own_name}");
    }
    let listed = Listed { name: "OTHER SAM".into(), ..list_of(&own()) };
    assert!(matches!(found(Some(&listed), "", &own())[..], [ListDifference::Name { .. }]));
}

#[test]
fn who_worked_somewhere_twice_is_compared_job_by_job() {
    let (first, second) = (date!(2026 - 07 - 01), date!(2026 - 10 - 01));
    let ended = Some(date!(2026 - 08 - 01));
    let own = OnRecord {
        employers: vec![
            (job("Acme", Some(first), ended), true),
            (job("Acme", Some(second), None), true),
        ],
        ..own()
    };
    let mut listed = list_of(&own);
    listed.employers.as_mut().expect("employers").reverse();
    assert_eq!(found(Some(&listed), "", &own), []);
    // The first job has ended and is not missed; the one that lasts is.
    listed.employers.as_mut().expect("employers").pop();
    assert_eq!(found(Some(&listed), "", &own), []);
    listed.employers.as_mut().expect("employers").clear();
    assert!(matches!(found(Some(&listed), "", &own)[..], [ListDifference::EmployerGone(_)]));
}

proptest! {
    #[test]
    fn what_sevis_would_list_of_a_record_never_differs_from_it(
        names in "[a-zA-Z]{1,8}( [a-zA-Z]{1,8}){0,2}",
        starts in prop::collection::vec(0_i64..300, 0..4),
        jobs in prop::collection::vec(("[A-C]{1,2}", 0_i64..300, prop::option::of(1_i64..50)), 0..6),
    ) {
        let day = |n: i64| plus_days(date!(2026 - 01 - 01), n);
        let one = |(name, from, to): (String, i64, Option<i64>)| {
            (job(&name, Some(day(from)), to.map(|to| day(from + to))), true)
        };
        let mut employers: Vec<(Job, bool)> = jobs.into_iter().map(one).collect();
        employers.dedup();
        let own = OnRecord {
            name: names,
            authorizations: starts.into_iter().map(|n| opt(day(n), day(n + 100))).collect(),
            employers,
        };
        let listed = list_of(&own);
        // An open end is no day that SEVIS would differ in; the order of rows is nobody's word.
        let mut turned = listed.clone();
        turned.employers.as_mut().expect("employers").reverse();
        for listed in [listed, turned] {
            let told = found(Some(&listed), "active", &own);
            let days = |one: &ListDifference| matches!(one, ListDifference::EmployerDays { .. });
            prop_assert!(told.iter().all(days) , "{:?}", told);
        }
    }
}
