//! Messages that wait for an answer, and the others.

use crate::api::PageOf;
use crate::pages::online::ThreadList;
use crate::routes;
use crate::ui::{Heading, Pager, loaded, page_number};
use crate::wire::QueueView;
use leptos::prelude::*;

/// The list.
#[component]
pub fn Queue() -> impl IntoView {
    loaded(PageOf::Queue(page_number()), |QueueView { waiting, page, pages, threads }, _| {
        let words = match waiting {
            0 => "No one is waiting for an answer.".to_owned(),
            1 => "One conversation is waiting for an answer.".to_owned(),
            n => format!("{n} conversations are waiting for an answer, the longest wait first."),
        };
        view! {
            <Heading title="Messages"/>
            <p role="status">{words}</p>
            <ThreadList threads=threads/>
            <Pager path=routes::QUEUE page=page pages=pages/>
        }
        .into_any()
    })
}
