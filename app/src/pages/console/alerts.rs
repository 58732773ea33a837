//! Students whom an official should look at.

use crate::api::PageOf;
use crate::routes;
use crate::ui::{Heading, KindLink, kinds, loaded, page_data};
use crate::wire::{AlertRow, AlertsView};
use domain::alert::AlertKind;
use domain::date;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// The list, all of it or of one kind.
#[component]
pub fn Alerts() -> impl IntoView {
    let kind = use_query_map().with_untracked(|query| query.get("kind")).unwrap_or_default();
    let page = page_data(move || PageOf::Alerts(kind.clone()));
    loaded(page, |AlertsView { kind, counts, rows, more, whole }, _| {
        let file = routes::alerts_file(kind.map_or("", AlertKind::code));
        let body = if rows.is_empty() {
            let none = counts.is_empty();
            let words =
                if none { "Nobody needs you today." } else { "Nobody is listed under this." };
            view! { <p>{words}</p> }.into_any()
        } else {
            view! {
                {listed(rows)}
                <p><a class="usa-link alone" rel="external" href=file>"Download as a table (CSV)"</a></p>
            }
            .into_any()
        };
        view! {
            <Heading title="Alerts"/>
            {(!counts.is_empty()).then(|| links(kind, counts))}
            {body}
            {more.then(|| view! { <p>"There are more. The table to download has all of them."</p> })}
            {(!whole).then(|| view! { <p>"Your school has more students than are looked at here; the most recent ones may be missing."</p> })}
        }
        .into_any()
    })
}

/// All, and each kind, with how many there are.
fn links(show: Option<AlertKind>, counts: Vec<(AlertKind, usize)>) -> AnyView {
    let total: usize = counts.iter().map(|(_, n)| n).sum();
    let all = KindLink {
        href: routes::ALERTS.to_owned(),
        words: "All",
        count: show.is_none().then_some(total as u64),
        shown: show.is_none(),
    };
    let link = |(kind, n): (AlertKind, usize)| KindLink {
        href: routes::alerts(kind.code()),
        words: kind.words(),
        count: Some(n as u64),
        shown: show == Some(kind),
    };
    let each = counts.into_iter().map(link);
    kinds("Kinds of alerts", std::iter::once(all).chain(each).collect())
}

/// One row a reason, the most urgent first.
fn listed(rows: Vec<AlertRow>) -> AnyView {
    view! {
        <div class="table-scroll" tabindex="0" role="region" aria-label="Students to look at">
            <table class="usa-table usa-table--borderless scan">
                <thead><tr>
                    <th scope="col">"Student"</th><th scope="col">"Why"</th>
                    <th scope="col">"Unemployed"</th><th scope="col">"Authorized until"</th>
                </tr></thead>
                <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(row: AlertRow) -> AnyView {
    let AlertRow { student, name, sevis_id, kind, days, ends } = row;
    let days = days.map(|(used, allowed)| format!("{used} of {allowed} days"));
    view! {
        <tr>
            <th scope="row"><a class="usa-link alone" href=routes::student(&student)>{name}</a>" "<span class="usa-hint">{sevis_id}</span></th>
            <td>{kind.words()}</td>
            <td class="date">{days.unwrap_or_default()}</td>
            <td class="date">{ends.map(date::typed).unwrap_or_default()}</td>
        </tr>
    }
    .into_any()
}
