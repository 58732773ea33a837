//! Backup codes to print, copy or download.

pub mod states;

use leptos::prelude::*;

/// The codes, and the ways to keep them. Downloading works without scripts.
#[component]
pub fn Codes(
    /// The codes.
    codes: Vec<String>,
    /// Where they are served as a file.
    file: &'static str,
) -> impl IntoView {
    let text = codes.join("\n");
    view! {
        <ul class="codes" data-codes=text>
            {codes.into_iter().map(|code| view! { <li><code>{code}</code></li> }).collect_view()}
        </ul>
        <p class="code-ways">
            <a class="usa-button usa-button--outline" href=file download="">"Download"</a>
            // The script fills in what needs one.
            <button type="button" class="usa-button usa-button--outline" data-print="" hidden="">"Print"</button>
            <button type="button" class="usa-button usa-button--outline" data-copy="" hidden="">"Copy"</button>
        </p>
    }
    .into_any()
}
