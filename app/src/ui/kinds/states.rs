//! In the gallery.

use super::{KindLink, kinds};
use leptos::prelude::*;

/// Three kinds, of which the first is shown.
pub fn states() -> AnyView {
    let kind = |words, count, shown| KindLink { href: "#kinds".into(), words, count, shown };
    let all = vec![
        kind("All", None, true),
        kind("Late", Some(3), false),
        kind("Waiting", Some(0), false),
    ];
    view! { <h2>"Kinds of a list"</h2>{kinds("Kinds", all)} }.into_any()
}
