//! In the gallery.

use super::Pager;
use leptos::prelude::*;

/// In the middle of five pages.
pub fn states() -> AnyView {
    view! { <h2>"Pages of a list"</h2><Pager path="#pages" page=2 pages=5/> }.into_any()
}
