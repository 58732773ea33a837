//! In the gallery.

use super::CountPanel;
use crate::ui::example::{counted, day, job};
use leptos::prelude::*;
use time::Month;

/// With a job, near the limit, past it.
pub fn states() -> AnyView {
    let all = [
        counted(day(Month::June, 1), vec![job(day(Month::June, 20), None)]),
        counted(day(Month::June, 12), Vec::new()),
        counted(day(Month::May, 1), Vec::new()),
    ];
    view! {
        <h2>"The count"</h2>
        <p class="usa-hint">"With a job, near the limit, past it."</p>
        {all.into_iter().flatten().map(|count| view! { <CountPanel count=count/> }).collect_view()}
    }
    .into_any()
}
