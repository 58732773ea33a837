//! In the gallery.

use super::SevisTag;
use crate::wire::SevisState;
use leptos::prelude::*;

/// Every tag.
pub fn states() -> AnyView {
    view! {
        <h2>"Tags"</h2>
        <p class="tags">
            {SevisState::ALL.iter().map(|state| view! { <SevisTag state=*state/> }).collect_view()}
            <span class="tag tag--late">"Reported 15 days late"</span>
        </p>
    }
    .into_any()
}
