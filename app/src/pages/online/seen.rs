//! "Who saw my record".

use crate::api::PageOf;
use crate::routes;
use crate::ui::{Heading, Pager, loaded, page_number};
use crate::wire::SeenView;
use leptos::prelude::*;

/// What staff looked at and did, for the person it is about.
#[component]
pub fn SeenPage() -> impl IntoView {
    loaded(PageOf::Seen(page_number()), |SeenView { page, pages, rows }, _| {
        let none = rows.is_empty();
        view! {
            <Heading title="Who saw my record"/>
            <p>"Each time someone at your school or on the help team views or changes your information, it is recorded here. No one can change or remove an entry."</p>
            {none.then(|| view! { <p>"No one has viewed your record yet."</p> })}
            <ul class="cards">
                {rows.into_iter().map(|row| view! {
                    <li class="card"><p><strong>{row.what}</strong>", "{row.at}</p><p>{row.who}</p></li>
                }).collect_view()}
            </ul>
            <Pager path=routes::SEEN page=page pages=pages/>
        }
        .into_any()
    })
}
