//! What a student is told to do first.

use domain::authorization::{Authorization, Kind, Schedule, Status};
use domain::date::plus_days;
use domain::next_step::{NextStep, Situation, Urgency, next_steps};
use domain::plan::EvaluationKind;
use domain::stem::Validation;
use domain::unemployment::{Count, Job, Period, count};
use domain::window::Access;
use proptest::prelude::*;
use time::{Date, macros::date};

const START: Date = date!(2026 - 06 - 01);
const END: Date = date!(2027 - 05 - 31);

fn counted(jobs: Vec<Job>, today: Date) -> Count {
    let (status, schedule) = (Status::Approved, Schedule::FullTime);
    let kind = Kind::PostCompletion;
    let authorization = Authorization { kind, status, schedule, start: START, end: END };
    count(&[Period { authorization, jobs }], today).expect("a count")
}

fn job(start: Date, end: Option<Date>) -> Job {
    Job { name: "Cedar Analytics".into(), start, end }
}

fn of(count: &Count, today: Date) -> Situation<'_> {
    let access = Access::Edit { until: plus_days(END, 15) };
    Situation {
        count: Some(count),
        validation: None,
        reachable: true,
        ends: None,
        next_job: None,
        asked: false,
        plan_asked: false,
        evaluation_late: None,
        left: None,
        access,
        today,
    }
}

#[test]
fn whoever_has_a_job_and_is_reachable_has_nothing_to_do() {
    let today = date!(2026 - 08 - 01);
    let count = counted(vec![job(START, None)], today);
    assert_eq!(next_steps(&of(&count, today)), []);
}

#[test]
fn without_a_job_the_days_left_say_how_soon_to_act() {
    let steps = |day: i64| {
        let today = plus_days(START, day - 1);
        let count = counted(vec![], today);
        next_steps(&of(&count, today))
    };
    assert_eq!(steps(60), [NextStep::NoJob { left: 30 }]);
    let last = plus_days(START, 89);
    assert_eq!(steps(61), [NextStep::FewDaysLeft { left: 29, on: Some(last) }]);
    assert_eq!(steps(89), [NextStep::FewDaysLeft { left: 1, on: Some(last) }]);
    assert_eq!(steps(90), [NextStep::LimitReached { on: last, employed: false }]);
    assert_eq!(steps(200), [NextStep::LimitReached { on: last, employed: false }]);
}

#[test]
fn a_job_that_begins_in_time_presses_nobody() {
    let (today, begins) = (plus_days(START, 80), plus_days(START, 85));
    let count = counted(vec![job(begins, None)], today);
    let of = Situation { next_job: Some(begins), ..of(&count, today) };
    // 81 days are used today; the four before the first day of work follow.
    assert_eq!(next_steps(&of), [NextStep::JobBegins { on: begins, left: 5 }]);
    let (late, today) = (plus_days(START, 95), plus_days(START, 80));
    let count = counted(vec![job(late, None)], today);
    let of = Situation { next_job: Some(late), ..of };
    let of = Situation { count: Some(&count), ..of };
    assert!(matches!(next_steps(&of)[..], [NextStep::FewDaysLeft { left: 9, on: Some(_) }]));
}

#[test]
fn what_waits_for_the_student_is_never_nothing() {
    let today = date!(2026 - 08 - 01);
    let count = counted(vec![job(START, None)], today);
    let on = date!(2026 - 07 - 28);
    let of = Situation { asked: true, left: Some(on), ..of(&count, today) };
    assert_eq!(next_steps(&of), [NextStep::AnswerSchool, NextStep::EmployerSaysLeft { on }]);
}

#[test]
fn few_days_left_do_not_press_while_a_job_goes_on() {
    let today = date!(2026 - 10 - 01);
    let count = counted(vec![job(date!(2026 - 08 - 20), None)], today);
    assert_eq!((count.left(), next_steps(&of(&count, today))), (10, vec![]));
}

#[test]
fn a_late_confirmation_comes_before_few_days_left_and_those_before_a_missing_phone() {
    let today = plus_days(START, 79);
    let count = counted(vec![], today);
    let due = Validation { months: 6, on: plus_days(today, -11) };
    let mut situation = of(&count, today);
    situation.validation = Some(due);
    situation.reachable = false;
    let limit = plus_days(START, 89);
    let expected = [
        NextStep::ConfirmLate(due),
        NextStep::FewDaysLeft { left: 10, on: Some(limit) },
        NextStep::ReportContact,
    ];
    assert_eq!(next_steps(&situation), expected);
    // On the student's last day it is not late.
    situation.validation = Some(Validation { months: 6, on: plus_days(today, -10) });
    assert_eq!(next_steps(&situation)[0].urgency(), Urgency::Soon);
}

#[test]
fn the_end_is_spoken_of_ninety_days_before_it_and_never_after_it() {
    let said = |today: Date| {
        let count = counted(vec![job(START, None)], today);
        let ends = Some((Kind::PostCompletion, END));
        !next_steps(&Situation { ends, ..of(&count, today) }).is_empty()
    };
    assert!(!said(plus_days(END, -91)) && said(plus_days(END, -90)));
    assert!(said(END) && !said(plus_days(END, 1)));
}

#[test]
fn once_the_authorization_is_over_no_job_is_asked_for() {
    let today = plus_days(END, 3);
    let count = counted(vec![], today);
    assert_eq!(next_steps(&of(&count, today)), []);
}

#[test]
fn a_late_evaluation_and_a_plan_that_was_sent_back_are_told() {
    let today = date!(2026 - 08 - 01);
    let count = counted(vec![job(START, None)], today);
    let evaluation_late = Some(EvaluationKind::Progress);
    let of = Situation { plan_asked: true, evaluation_late, ..of(&count, today) };
    let steps = next_steps(&of);
    assert_eq!(steps, [NextStep::EvaluationLate(EvaluationKind::Progress), NextStep::MendPlan]);
}

proptest! {
    #[test]
    fn where_reports_are_not_taken_only_a_confirmation_is_asked_for(
        day in 0i64..800, due in prop::option::of(-60i64..60), reachable: bool,
    ) {
        let today = plus_days(START, day);
        let count = counted(vec![], today);
        let validation = due.map(|days| Validation { months: 6, on: plus_days(today, days) });
        let access = Access::ReadOnly { closes: plus_days(today, 10) };
        let ends = Some((Kind::PostCompletion, END));
        let of = of(&count, today);
        let steps = next_steps(&Situation { validation, reachable, ends, access, ..of });
        prop_assert_eq!(steps.len(), usize::from(validation.is_some()));
        prop_assert!(steps.iter().all(|step| matches!(step, NextStep::Confirm(_) | NextStep::ConfirmLate(_))));
    }
}
