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
            None => "No report of these weeks is checked yet.".to_owned(),
            Some(0) => {
                "Half of those that are checked were checked on the day they came.".to_owned()
            }
            Some(1) => "Half of those that are checked were checked within 1 day.".to_owned(),
            Some(n) => format!("Half of those that are checked were checked within {n} days."),
        };
        view! {
            <Heading title="Numbers"/>
            <p>"The last 12 weeks. The last one is not over."</p>
            {bars(Bars { title: "Reports a week", head: "Week of", columns: &["Reports"], rows: by_week(|week| vec![week.reports]) })}
            {bars(Bars { title: "Days until a report was checked", head: "Within", columns: &["Reports"], rows: in_steps(&REVIEW_STEPS, checked) })}
            <p>{half}" In SEVIS it must be within 21 days."</p>
            {bars(Bars { title: "Days of unemployment of students whose OPT runs", head: "Used", columns: &["Students"], rows: in_steps(&UNEMPLOYED_STEPS, used) })}
            {(!whole).then(|| view! { <p>"Your school has more students than are looked at here."</p> })}
            {bars(Bars { title: "Mails to students a week", head: "Week of", columns: &["Taken", "Waiting", "Given up"], rows: by_week(|week| vec![week.taken, week.waiting, week.given_up]) })}
            <p class="usa-hint">"Taken means that a mail server took it; whether somebody read it is not known."</p>
        }
        .into_any()
    })
}
