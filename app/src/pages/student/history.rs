//! Every change and mail, filtered by kind and month.

use crate::api::PageOf;
use crate::routes;
use crate::ui::{HistoryList, Title, loaded, query};
use crate::wire::{HistoryFilter, HistoryView};
use domain::date;
use domain::history::Event;
use leptos::prelude::*;

/// The history.
#[component]
pub fn History() -> impl IntoView {
    let filter = HistoryFilter { kind: query("kind"), month: query("month") };
    loaded(PageOf::History(filter), |HistoryView { entries, months, kinds, filter }, _| {
        // Only what there is to choose, in the order of the rules.
        let all = Event::ALL.iter().map(|e| (e.code(), e.words())).chain([("mail", "Emails")]);
        let offered = all.filter(|(code, _)| kinds.contains(*code));
        let filtered = !filter.kind.is_empty() || !filter.month.is_empty();
        view! {
            <Title text="History"/>
            <h1>"History"</h1>
            <form method="get" class="filter">
                <div>
                    <label class="usa-label" for="kind">"Show"</label>
                    <select class="usa-select" id="kind" name="kind">
                        <option value="">"Everything"</option>
                        {offered.map(|(code, words)| view! { <option value=code selected=filter.kind == code>{words}</option> }).collect_view()}
                    </select>
                </div>
                <div>
                    <label class="usa-label" for="month">"Month"</label>
                    <select class="usa-select" id="month" name="month">
                        <option value="">"All months"</option>
                        {months.into_iter().map(|month| view! { <option value=month.clone() selected=filter.month == month>{spoken(&month)}</option> }).collect_view()}
                    </select>
                </div>
                <button type="submit" class="usa-button usa-button--outline">"Filter"</button>
            </form>
            <p class="actions">
                <a class="usa-link alone" href=routes::INBOX>"Your inbox: every email we sent you"</a>
                <a class="usa-link alone" download="" href=routes::RECORD_FILES[0]>"Your whole record as a PDF"</a>
                <a class="usa-link alone" download="" href=routes::RECORD_FILES[1]>"The same as JSON"</a>
            </p>
            {(filtered && entries.is_empty()).then(|| view! { <p>"Nothing of this kind, or in this month, has happened so far. "<a class="usa-link" href=routes::HISTORY>"Show everything"</a></p> })}
            {(!filtered || !entries.is_empty()).then(|| view! { <h2 class="usa-sr-only">"What happened"</h2><HistoryList entries=entries/> })}
        }
        .into_any()
    })
}

/// `2026-11` as one says it; what is none stays as it is.
fn spoken(month: &str) -> String {
    let first = date::parse_iso(&format!("{month}-01")).ok().flatten();
    first.map_or_else(|| month.to_owned(), |day| format!("{} {}", day.month(), day.year()))
}
