//! Students whom an official should look at.

use crate::api::PageOf;
use crate::routes;
use crate::ui::{Heading, loaded, page_data};
use crate::wire::{AlertRow, AlertsView};
use domain::date;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// The list, all of it or of one kind.
#[component]
pub fn Alerts() -> impl IntoView {
    let kind = use_query_map().with_untracked(|query| query.get("kind")).unwrap_or_default();
    let page = page_data(move || PageOf::Alerts(kind.clone()));
    loaded(page, |AlertsView { kind, counts, rows, more, whole }, _| {
        let none = rows.is_empty();
        let one = |(of, n): (domain::alert::AlertKind, usize)| {
            let words = format!("{} ({n})", of.words());
            if kind == Some(of) {
                view! { <li><strong aria-current="true">{words}</strong></li> }.into_any()
            } else {
                view! { <li><a class="usa-link alone" href=routes::alerts(of.code())>{words}</a></li> }.into_any()
            }
        };
        view! {
            <Heading title="Alerts"/>
            {none.then(|| view! { <p>"Nobody needs you today."</p> })}
            <ul class="usa-list">{counts.into_iter().map(one).collect_view()}</ul>
            {kind.map(|_| view! { <p><a class="usa-link alone" href=routes::ALERTS>"Show all"</a></p> })}
            {(!none).then(|| view! { <ul class="cards">{rows.into_iter().map(row).collect_view()}</ul> })}
            {(!none).then(|| view! { <p><a class="usa-link alone" rel="external" href=routes::alerts_file(kind.map_or("", domain::alert::AlertKind::code))>"Download as a table (CSV)"</a></p> })}
            {more.then(|| view! { <p>"There are more. Choose one kind to see them."</p> })}
            {(!whole).then(|| view! { <p>"Your school has more students than are looked at here; the most recent ones may be missing."</p> })}
        }
        .into_any()
    })
}

fn row(row: AlertRow) -> AnyView {
    let AlertRow { student, name, sevis_id, kind, days, ends } = row;
    let days = days.map(|(used, allowed)| format!("{used} of {allowed} days of unemployment"));
    let ends = ends.map(|day| format!("authorized until {}", date::long(day)));
    let facts = [days, ends].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    view! {
        <li class="card">
            <p><strong>{kind.words()}</strong></p>
            <p><a class="usa-link alone" href=routes::student(&student)>{name}</a></p>
            <p class="usa-hint">{sevis_id}" · "{facts}</p>
        </li>
    }
    .into_any()
}
