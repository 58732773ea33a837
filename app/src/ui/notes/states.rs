//! In the gallery.

use super::unsent;
use leptos::prelude::*;

/// What was typed and could not be sent.
pub fn states() -> AnyView {
    let typed = "I work for the robotics group.\nMy supervisor changed in May.";
    view! {
        <h2>"What somebody wrote"</h2>
        {unsent("Your school withdrew its question meanwhile. You had typed:", typed.into())}
    }
    .into_any()
}
