//! What needs an official today.

use crate::api::{PageOf, SearchStudents};
use crate::routes;
use crate::ui::{FaultSummary, Post, PostForm, SubmitButton, TextField, form_state, loaded, post};
use crate::wire::ConsoleHomeView;
use crate::words::{counted, number_of, so_many};
use domain::paging::{COUNTED, FOUND};
use domain::plan::PlanFilter;
use domain::review::ReviewFilter;
use leptos::prelude::*;
use std::collections::BTreeMap;

/// The console's first page: what is late, what is to be done, and where everything else is.
#[component]
pub fn Overview() -> impl IntoView {
    let action = post::<SearchStudents>();
    provide_context(action);
    loaded(PageOf::Console, |view: ConsoleHomeView, frame| {
        let action = expect_context::<Post>();
        let form = form_state(BTreeMap::new(), frame.replay.clone());
        let (late, due) = (late(&view), to_do(&view));
        let calm = late.is_empty() && due.is_empty();
        view! {
            <FaultSummary form=form title="Overview"/>
            <h1>{view.school.clone()}</h1>
            <PostForm to=action class="search">
                <TextField name="q"/>
                <SubmitButton words="Find"/>
            </PostForm>
            {tasks("Do these first", "tasks late", late)}
            {tasks("To do", "tasks", due)}
            {calm.then(|| view! { <p class="calm">"Nothing is waiting for you: all reports are checked, and nothing is late."</p> })}
            <h2>"Everything else"</h2>
            <ul class="elsewhere">
                {way(routes::STUDENTS, "Students", counted(view.students, COUNTED, "student on record", "students on record"))}
                {way(routes::ALERTS, "Alerts", "Students to check: days without a job, missing reports, returned email")}
                {way(routes::SCHOOL_PLANS, "Training plans", "Form I-983: waiting signatures and plans to upload to SEVIS")}
                {way(routes::BATCHES, "The way to SEVIS", "Changes waiting, sent, or to enter by hand")}
                {way(routes::BOTH_SIDES, "Both sides", "Where your file and a student’s report differ")}
                {way(routes::IMPORT, "Import students", "Import from files after a preview, or compare lists from SEVIS")}
                {way(routes::NUMBERS, "Numbers", "Reports, checks, days and mails, week by week")}
                {view.audit.then(|| view! {
                    {way(routes::OFFICIALS, "Officials", "Invite a colleague, change a role, end access")}
                    {way(routes::SCHOOL, "School settings", "Time zone, checks, training plans, the way to SEVIS")}
                    {way(routes::AUDIT, "Who looked, who did", "Every record viewed and every action, with the time")}
                })}
            </ul>
        }
        .into_any()
    })
}

/// Where else an official goes, and what for. Some of these pages are made by the server alone.
fn way(to: &'static str, name: &'static str, what: impl Into<String>) -> AnyView {
    let what = what.into();
    view! { <li><a class="usa-link" href=to>{name}</a><span class="usa-hint">{what}</span></li> }
        .into_any()
}

/// One thing that waits: how many of it, where it is done, and why now.
struct Task {
    what: String,
    to: String,
    why: String,
}

/// A task, where there is any of it.
fn task(count: u64, what: String, to: impl Into<String>, why: impl Into<String>) -> Option<Task> {
    (count > 0).then(|| Task { what, to: to.into(), why: why.into() })
}

/// What is late, or cannot wait.
fn late(view: &ConsoleHomeView) -> Vec<Task> {
    let overdue = format!("{} late for SEVIS", so_many(view.overdue));
    let refused = format!("{} not accepted by SEVIS", view.not_taken);
    let trouble = number_of(view.in_trouble, "batch with a problem", "batches with a problem");
    let ended = number_of(
        view.departures,
        "employer reports the end of a job",
        "employers report the end of a job",
    );
    let tasks = [
        task(
            view.overdue,
            overdue,
            routes::reviews(ReviewFilter::Late),
            "More than 21 days have passed since the report.",
        ),
        task(
            view.not_taken,
            refused,
            routes::BATCHES,
            "Correct what SEVIS refused and send it again, or enter it by hand.",
        ),
        task(
            view.in_trouble,
            trouble,
            routes::BATCHES,
            "It could not be sent, or SEVIS has not answered.",
        ),
        task(
            view.departures,
            ended,
            routes::school_plans(PlanFilter::AtSchool),
            "Compare with the student’s record and close the job.",
        ),
    ];
    tasks.into_iter().flatten().collect()
}

/// What has its time.
fn to_do(view: &ConsoleHomeView) -> Vec<Task> {
    let age = match view.oldest_report_days {
        0 => "the oldest from today".to_owned(),
        1 => "the oldest 1 day old".to_owned(),
        n => format!("the oldest {n} days old"),
    };
    let must = if view.open_reports == 1 { "It must be" } else { "Each must be" };
    let reports = counted(view.open_reports, FOUND, "report to check", "reports to check");
    let answered = counted(
        view.answered,
        FOUND,
        "question answered by the student",
        "questions answered by students",
    );
    let plans = number_of(view.plans_to_check, "training plan to check", "training plans to check");
    let hand = number_of(
        view.plans_to_hand,
        "training plan to upload to SEVIS",
        "training plans to upload to SEVIS",
    );
    let tasks = [
        task(
            view.open_reports,
            reports,
            routes::REVIEW,
            format!("{must} in SEVIS within 21 days; {age}."),
        ),
        task(view.answered, answered, routes::REVIEW, "Among the reports to check."),
        task(
            view.plans_to_check,
            plans,
            routes::school_plans(PlanFilter::AtSchool),
            "Signed by student and employer.",
        ),
        task(
            view.plans_to_hand,
            hand,
            routes::school_plans(PlanFilter::ToHand),
            "Accepted, and not in SEVIS yet.",
        ),
    ];
    tasks.into_iter().flatten().collect()
}

/// Tasks under a heading; nothing where there are none.
fn tasks(title: &'static str, class: &'static str, tasks: Vec<Task>) -> Option<AnyView> {
    let row = |task: Task| {
        view! { <li><a class="usa-link" href=task.to>{task.what}</a><span class="usa-hint">{task.why}</span></li> }
    };
    (!tasks.is_empty()).then(|| {
        let rows = tasks.into_iter().map(row).collect_view();
        view! { <section class=class><h2>{title}</h2><ul>{rows}</ul></section> }.into_any()
    })
}
