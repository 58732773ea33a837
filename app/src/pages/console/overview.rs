//! What needs an official today.

use crate::api::PageOf;
use crate::routes;
use crate::ui::{Title, loaded};
use crate::wire::ConsoleHomeView;
use crate::words::number_of;
use domain::plan::PlanFilter;
use domain::review::ReviewFilter;
use leptos::prelude::*;

/// The console's first page.
#[component]
pub fn Overview() -> impl IntoView {
    loaded(PageOf::Console, |view: ConsoleHomeView, _| {
        let age = match view.oldest_report_days {
            0 => "the oldest from today".to_owned(),
            1 => "the oldest 1 day old".to_owned(),
            n => format!("the oldest {n} days old"),
        };
        view! {
            <Title text="Overview"/>
            <h1>{view.school.clone()}</h1>
            <div class="doors">
                <section class="door">
                    <h2>{number_of(view.open_reports, "report to check", "reports to check")}</h2>
                    {(view.open_reports > 0).then(|| view! { <p>{format!("{} in SEVIS within 21 days; {age}.", if view.open_reports == 1 { "It must be" } else { "They must be" })}</p> })}
                    {(view.answered > 0).then(|| view! { <p><a class="usa-link alone" href=routes::REVIEW>{format!("{} answered by the student", view.answered)}</a></p> })}
                    {(view.overdue > 0).then(|| view! { <p><a class="usa-link alone" href=routes::reviews(ReviewFilter::Late)>{format!("{} late for SEVIS", view.overdue)}</a></p> })}
                    {(view.not_taken > 0).then(|| view! { <p><a class="usa-link alone" href=routes::BATCHES>{format!("{} not taken by SEVIS", view.not_taken)}</a></p> })}
                    {(view.in_trouble > 0).then(|| view! { <p><a class="usa-link alone" href=routes::BATCHES>{number_of(view.in_trouble, "batch with a problem", "batches with a problem")}</a></p> })}
                    <a class="usa-button" href=routes::REVIEW>"Check reports"</a>
                </section>
                <section class="door">
                    <h2>{number_of(view.students, "student", "students")}</h2>
                    <p>"Find one by name, SEVIS ID or email."</p>
                    <a class="usa-button usa-button--outline" href=routes::STUDENTS>"Find a student"</a>
                </section>
                {plans(&view)}
            </div>
            <h2>"Everything else"</h2>
            <ul class="elsewhere">
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
fn way(to: &'static str, name: &'static str, what: &'static str) -> AnyView {
    view! { <li><a class="usa-link" href=to>{name}</a><span class="usa-hint">{what}</span></li> }
        .into_any()
}

/// What waits of training plans.
fn plans(view: &ConsoleHomeView) -> AnyView {
    let line = |count: u64, one: &str, many: &str, show: PlanFilter| {
        let words = number_of(count, one, many);
        (count > 0).then(|| view! { <li><a class="usa-link alone" href=routes::school_plans(show)>{words}</a></li> })
    };
    let (check, hand, ended) = (view.plans_to_check, view.plans_to_hand, view.departures);
    if check + hand + ended == 0 {
        return ().into_any();
    }
    view! {
        <section class="door">
            <h2>"Training plans"</h2>
            <ul class="usa-list">
            {line(ended, "employer reports the end of a job", "employers report the end of a job", PlanFilter::AtSchool)}
            {line(check, "training plan to check", "training plans to check", PlanFilter::AtSchool)}
            {line(hand, "training plan to hand to SEVIS", "training plans to hand to SEVIS", PlanFilter::ToHand)}
            </ul>
        </section>
    }
    .into_any()
}
