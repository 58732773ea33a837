//! Pages of a long list, by `?page=`.

pub mod states;
#[cfg(test)]
mod tests;

use leptos::prelude::*;

/// Links to the page before and after.
#[component]
pub fn Pager(
    /// The list, with what was asked for.
    #[prop(into)]
    path: String,
    /// The page shown.
    page: u32,
    /// How many there are.
    pages: u32,
) -> impl IntoView {
    let more = if path.contains('?') { '&' } else { '?' };
    let link = |to: u32, words: &'static str| {
        (to >= 1 && to <= pages).then(
            || view! { <a class="usa-link alone" href=format!("{path}{more}page={to}")>{words}</a> },
        )
    };
    (pages > 1)
        .then(|| {
            view! {
                <nav class="pager" aria-label="Pages">
                    {link(page - 1, "Previous page")}
                    <span>{format!("Page {page} of {pages}")}</span>
                    {link(page + 1, "Next page")}
                </nav>
            }
        })
        .into_any()
}
