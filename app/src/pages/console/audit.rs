//! The audit as the school's PDSO reads it.

use crate::api::PageOf;
use crate::routes;
use crate::ui::{Heading, Pager, loaded, page_number, query};
use crate::wire::{AuditOf, AuditRow, AuditView};
use crate::words::number_of;
use leptos::prelude::*;

/// So many names are shown as they are.
const FEW: usize = 3;

/// Who looked and who did, by person and by official.
#[component]
pub fn AuditPage() -> impl IntoView {
    let of =
        AuditOf { official: query("official"), student: query("student"), page: page_number() };
    loaded(PageOf::Audit(of), |view: AuditView, _| {
        let AuditView { of, official, student, total, pages, rows } = view;
        let about = match (official, student) {
            (Some(official), Some(student)) => format!("What {official} did with {student}."),
            (Some(official), None) => format!("What {official} looked at and did."),
            (None, Some(student)) => {
                format!("Who looked at the record of {student}, and what was done.")
            }
            (None, None) => {
                "Everything that officials of your school looked at and did.".to_owned()
            }
        };
        let entries = number_of(total, "entry.", "entries.");
        let all = of.official.is_empty() && of.student.is_empty();
        view! {
            <Heading title="Who looked, who did"/>
            <p>{about}" "{entries}" No one can change or remove an entry."</p>
            {(!all).then(|| view! { <p><a class="usa-link alone" href=routes::AUDIT>"Show everything for the school"</a></p> })}
            <ul class="cards">{rows.into_iter().map(entry).collect_view()}</ul>
            <Pager path=routes::audit(&of) page=of.page pages=pages/>
        }
        .into_any()
    })
}

fn entry(row: AuditRow) -> impl IntoView {
    let AuditRow { at, official, who, what, whom, before, after } = row;
    let changed = match (before.is_empty(), after.is_empty()) {
        (true, true) => None,
        (true, false) => Some(after),
        (false, _) => Some(format!("{before} → {after}")),
    };
    let who = if official.is_empty() {
        view! { <strong>{who}</strong> }.into_any()
    } else {
        let path = routes::audit_by(&official);
        view! { <a class="usa-link" href=path>{who}</a> }.into_any()
    };
    let many = whom.len();
    view! {
        <li class="card">
            <p><strong>{what}</strong>", "{at}</p>
            <p>"By "{who}</p>
            {(many > 0).then(|| about(whom))}
            {changed.map(|words| view! { <p class="usa-hint">{words}</p> })}
        </li>
    }
}

/// Whom an act is about; a long list is folded.
fn about(whom: Vec<(String, String)>) -> AnyView {
    let many = whom.len();
    let names = whom.into_iter().enumerate().map(|(n, (id, name))| {
        let path = routes::audit_about(&id);
        view! { {(n > 0).then_some(", ")}<a class="usa-link" href=path>{name}</a> }
    });
    let names = names.collect_view();
    if many > FEW {
        view! { <details><summary>{format!("About {many} students")}</summary><p>{names}</p></details> }
            .into_any()
    } else {
        view! { <p>"About "{names}</p> }.into_any()
    }
}
