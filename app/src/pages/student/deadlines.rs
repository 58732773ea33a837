//! The days that a student must not miss.

use crate::api::PageOf;
use crate::routes;
use crate::ui::{Heading, loaded};
use crate::words::duty_words;
use domain::date;
use domain::deadlines::{Deadline, Duty};
use leptos::prelude::*;

/// The list, and the calendar to take along.
#[component]
pub fn Deadlines() -> impl IntoView {
    loaded(PageOf::Deadlines, |all: Vec<Deadline>, _| {
        let none = all.is_empty();
        view! {
            <Heading title="Deadlines"/>
            <p class="usa-intro">"Report a new name, address, phone or employer, or the end of a job, within 10 days. Based on your record now, these are your other deadlines:"</p>
            {none.then(|| view! { <p>"You have no upcoming deadlines."</p> })}
            <dl class="facts">{all.into_iter().map(row).collect_view()}</dl>
            {(!none).then(|| view! { <p><a class="usa-button" download="" href=routes::DEADLINES_FILE>"Add them to my calendar"</a></p><p class="usa-hint">"This file works with any calendar and has a reminder one week before each deadline. It does not name you or an employer. If your record changes, download a new file."</p> })}
        }
        .into_any()
    })
}

fn row(one: Deadline) -> AnyView {
    let more = match one.duty {
        Duty::Validation(_) | Duty::Confirmation(_) | Duty::Overdue(_) => Some(routes::VALIDATION),
        Duty::Limit => Some(routes::EMPLOYMENT),
        Duty::Evaluation(_) | Duty::EvaluationOverdue(_) => Some(routes::PLANS),
        _ => None,
    };
    let words = duty_words(one.duty);
    let what = match more {
        Some(path) => view! { <a class="usa-link alone" href=path>{words}</a> }.into_any(),
        None => words.into_any(),
    };
    view! { <div><dt>{date::long(one.on)}</dt><dd>{what}</dd></div> }.into_any()
}
