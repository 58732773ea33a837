//! Students whom an official should look at.

use super::not_whole;
use crate::api::PageOf;
use crate::routes;
use crate::ui::{Heading, KindLink, Pager, kinds, loaded, page_number, query};
use crate::wire::{AlertRow, AlertsOf, AlertsView};
use domain::alert::{AlertKind, AlertSort};
use domain::date;
use leptos::prelude::*;

/// The list, all of it or of one kind.
#[component]
pub fn Alerts() -> impl IntoView {
    let of = AlertsOf {
        kind: AlertKind::from_code(&query("kind")),
        sort: AlertSort::from_code(&query("sort")).unwrap_or(AlertSort::Urgent),
        page: page_number(),
    };
    loaded(PageOf::Alerts(of), |AlertsView { kind, sort, counts, rows, page, pages, whole }, _| {
        let shown = kind.map_or("", AlertKind::code);
        let file = move |ending| routes::as_file(&routes::alerts(shown, sort.code()), ending);
        let body = if rows.is_empty() {
            let none = counts.is_empty();
            let words = if none {
                "No students need attention today."
            } else {
                "No students have this alert."
            };
            view! { <p>{words}</p> }.into_any()
        } else {
            view! {
                {listed(rows, shown, sort)}
                <p class="actions">
                    <a class="usa-link alone" href=file("xlsx")>"Download as a workbook (XLSX)"</a>
                    <a class="usa-link alone" href=file("csv")>"Download as a table (CSV)"</a>
                </p>
            }
            .into_any()
        };
        view! {
            <Heading title="Alerts"/>
            {(!counts.is_empty()).then(|| links(kind, sort, counts))}
            {body}
            <Pager path=routes::alerts(shown, sort.code()) page=page pages=pages/>
            {(!whole).then(not_whole)}
        }
        .into_any()
    })
}

/// All, and each kind, with how many there are.
fn links(show: Option<AlertKind>, sort: AlertSort, counts: Vec<(AlertKind, u64)>) -> AnyView {
    let total: u64 = counts.iter().map(|(_, n)| n).sum();
    let all = KindLink {
        href: routes::alerts("", sort.code()),
        words: "All",
        count: show.is_none().then_some(total),
        shown: show.is_none(),
    };
    let link = |(kind, n): (AlertKind, u64)| KindLink {
        href: routes::alerts(kind.code(), sort.code()),
        words: kind.words(),
        count: Some(n),
        shown: show == Some(kind),
    };
    let each = counts.into_iter().map(link);
    kinds("Kinds of alerts", std::iter::once(all).chain(each).collect())
}

/// One row a reason; each heading is a link that puts them in its order.
fn listed(rows: Vec<AlertRow>, kind: &str, sort: AlertSort) -> AnyView {
    let heading = |by: AlertSort| {
        let falls = by == AlertSort::Days;
        let order = (by == sort).then_some(if falls { "descending" } else { "ascending" });
        let href = routes::alerts(kind, by.code());
        view! { <th scope="col" aria-sort=order><a class="usa-link alone" href=href>{by.words()}</a></th> }
    };
    view! {
        <div class="table-scroll" tabindex="0" role="region" aria-label="Students to look at">
            <table class="usa-table usa-table--borderless scan">
                <thead><tr>
                    {heading(AlertSort::Name)}{heading(AlertSort::Urgent)}
                    {heading(AlertSort::Days)}{heading(AlertSort::Ends)}
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
