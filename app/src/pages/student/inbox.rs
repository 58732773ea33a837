//! The emails about one's record, and about the account that opens it.

use crate::api::PageOf;
use crate::routes;
use crate::ui::{Heading, Pager, loaded, page_number};
use crate::wire::{InboxRow, InboxView};
use leptos::prelude::*;

/// The inbox.
#[component]
pub fn Inbox() -> impl IntoView {
    loaded(PageOf::Inbox(page_number()), |InboxView { rows, page, pages }, _| {
        let none = rows.is_empty();
        view! {
            <Heading title="Inbox"/>
            <p class="usa-intro">"The emails that we have sent about your record and your account. If you got one that is not listed here, do not open its links: ask your school whether it is real."</p>
            <p><a class="usa-button usa-button--outline" href=routes::REACH>"Choose how we reach you"</a></p>
            {none.then(|| view! { <p>"There have been no emails so far. When your school asks you something, or something is due, you find it here."</p> })}
            <ol class="inbox">{rows.into_iter().map(row).collect_view()}</ol>
            <Pager path=routes::INBOX page=page pages=pages/>
        }
        .into_any()
    })
}

fn row(row: InboxRow) -> AnyView {
    let InboxRow { at, subject, state, before, after, page } = row;
    let kept = !before.is_empty();
    let paragraphs =
        |all: Vec<String>| all.into_iter().map(|words| view! { <p>{words}</p> }).collect_view();
    view! {
        <li>
            <h2>{subject}</h2>
            <p class="usa-hint">{format!("{at} · {state}")}</p>
            {paragraphs(before)}
            {page.map(|page| view! { <p><a class="usa-link alone" href=page>"Open the page it is about"</a></p> })}
            {paragraphs(after)}
            {(!kept).then(|| view! { <p class="usa-hint">"What it said is not kept here. Emails of this kind can hold codes and links that are meant for you alone."</p> })}
        </li>
    }
    .into_any()
}
