//! In the gallery.

use super::TenSteps;
use leptos::prelude::*;

/// The fourth of ten.
pub fn states() -> AnyView {
    view! { <h2>"Steps"</h2><TenSteps now=4 words="Choose a second step"/> }.into_any()
}
