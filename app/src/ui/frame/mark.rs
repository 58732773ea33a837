//! Foothold's mark: steps that lead up to a point, each of them a hold for a foot. `public/favicon.svg` is the same drawing.

use leptos::prelude::*;

/// The mark, an ornament beside the name.
pub fn mark() -> impl IntoView {
    view! {
        <svg viewBox="0 0 32 32" aria-hidden="true" focusable="false">
            <rect width="32" height="32" rx="8" fill="#0f5e50"/>
            <path d="M6 24.5h6.5v-6h6.5v-6h6.5" fill="none" stroke="#fff" stroke-width="3.2" stroke-linecap="round" stroke-linejoin="round"/>
            <circle cx="12" cy="9.5" r="3" fill="#f2b134"/>
        </svg>
    }
}
