//! The numbers of a school, each a table with its picture.

use crate::api::PageOf;
use crate::ui::{Bars, Heading, bars, loaded};
use crate::wire::{NumbersView, WeekRow};
use domain::date;
use domain::numbers::{REVIEW_STEPS, UNEMPLOYED_STEPS, step_words};
use leptos::prelude::*;

/// The page.
#[component]
pub fn Numbers() -> impl IntoView {
    loaded(PageOf::Numbers, |NumbersView { weeks, checked, median, used, whole }, _| {
        let by_week = |numbers: fn(&WeekRow) -> Vec<u64>| {
            weeks.iter().map(|week| (date::typed(week.monday), numbers(week))).collect()
        };
        let in_steps = |steps: &[(u32, u32)], counts: Vec<u64>| {
            let rows = steps.iter().zip(counts);
            rows.map(|(step, count)| (step_words(*step), vec![count])).collect()
        };
        let half = match median {
            None => "No reports from these weeks have been checked yet.".to_owned(),
            Some(0) => {
                "Half of the checked reports were checked on the day they arrived.".to_owned()
            }
            Some(1) => "Half of the checked reports were checked within 1 day.".to_owned(),
            Some(n) => format!("Half of the checked reports were checked within {n} days."),
        };
        view! {
            <Heading title="Numbers"/>
            <p>"The last 12 weeks, including the current week."</p>
            {bars(Bars { title: "Reports a week", head: "Week of", columns: &["Reports"], rows: by_week(|week| vec![week.reports]) })}
            {bars(Bars { title: "Days until a report was checked", head: "Within", columns: &["Reports"], rows: in_steps(&REVIEW_STEPS, checked) })}
            <p>{half}" Reports must be in SEVIS within 21 days."</p>
            {bars(Bars { title: "Days of unemployment of students currently on OPT", head: "Used", columns: &["Students"], rows: in_steps(&UNEMPLOYED_STEPS, used) })}
            {(!whole).then(|| view! { <p>"Much has changed at once, and not every student has been counted again yet. Load this page again in a minute."</p> })}
            {bars(Bars { title: "Emails to students a week", head: "Week of", columns: &["Taken", "Waiting", "Given up"], rows: by_week(|week| vec![week.taken, week.waiting, week.given_up]) })}
            <p class="usa-hint">"“Taken” means that a mail server accepted the email. We cannot tell whether anyone read it."</p>
        }
        .into_any()
    })
}
