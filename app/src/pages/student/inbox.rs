//! Every email about one's record: what is not here is not from us.

use crate::api::PageOf;
use crate::routes;
use crate::ui::{Heading, Pager, loaded, page_number};
use crate::wire::{InboxRow, InboxView, MailState};
use leptos::prelude::*;

/// The inbox.
#[component]
pub fn Inbox() -> impl IntoView {
    loaded(PageOf::Inbox(page_number()), |InboxView { rows, page, pages }, _| {
        let none = rows.is_empty();
        view! {
            <Heading title="Inbox"/>
            <p class="usa-intro">"Every email that we have sent you about your record is listed here. One that is not here is not from us: do not open its links, and tell your school."</p>
            <p><a class="usa-button usa-button--outline" href=routes::REACH>"Choose how we reach you"</a></p>
            {none.then(|| view! { <p>"There have been no emails so far. When your school asks you something, or something is due, you find it here."</p> })}
            <ol class="inbox">{rows.into_iter().map(row).collect_view()}</ol>
            <Pager path=routes::INBOX page=page pages=pages/>
        }
        .into_any()
    })
}

fn row(row: InboxRow) -> AnyView {
    let InboxRow { at, subject, to, state, words, page } = row;
    let facts = match state {
        MailState::Here | MailState::Daily => format!("{at} · {}", state.words()),
        _ => format!("{at} · To {to} · {}", state.words()),
    };
    let kept = !words.is_empty();
    view! {
        <li>
            <h2>{subject}</h2>
            <p class="usa-hint">{facts}</p>
            {words.into_iter().map(|words| view! { <p>{words}</p> }).collect_view()}
            {page.filter(|_| kept).map(|page| view! { <p><a class="usa-link alone" href=page>"Open the page it is about"</a></p> })}
            {(!kept).then(|| view! { <p class="usa-hint">"What it said is not kept here, because such an email can hold a code or a link that logs you in."</p> })}
        </li>
    }
    .into_any()
}
