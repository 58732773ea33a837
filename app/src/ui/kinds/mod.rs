//! The kinds of a list, of which one is shown.

pub mod states;
#[cfg(test)]
mod tests;

use crate::words::so_many;
use leptos::prelude::*;

/// One kind.
pub struct KindLink {
    /// Its page.
    pub href: String,
    /// What it is called.
    pub words: &'static str,
    /// How many there are, where that is told.
    pub count: Option<u64>,
    /// It is the one that is shown.
    pub shown: bool,
}

/// The kinds as links with their counts.
pub fn kinds(label: &'static str, all: Vec<KindLink>) -> AnyView {
    let link = |KindLink { href, words, count, shown }: KindLink| {
        let count = count.map(|count| view! { " "<span class="number">{so_many(count)}</span> });
        view! { <li><a href=href aria-current=shown.then_some("page")>{words}{count}</a></li> }
    };
    view! {
        <nav class="kinds" aria-label=label>
            <ul>{all.into_iter().map(link).collect_view()}</ul>
        </nav>
    }
    .into_any()
}
