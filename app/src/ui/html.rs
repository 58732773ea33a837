//! A component as the server writes it.

use leptos::prelude::*;
use leptos::reactive::owner::Owner;

/// The HTML of a view, without the marks that hydration would need.
pub fn html(view: impl FnOnce() -> AnyView) -> String {
    Owner::new().with(|| view().to_html()).replace("<!>", "")
}
