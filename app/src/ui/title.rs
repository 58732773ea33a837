//! The title of a page: the server writes it into the document's head once the page is rendered.

use leptos::prelude::*;
use std::sync::{Arc, Mutex, PoisonError};

/// The title of the page that is being rendered, without the product's name.
#[derive(Clone, Debug, Default)]
pub struct PageTitle(Arc<Mutex<String>>);

impl PageTitle {
    /// What was said last; empty if nothing was.
    pub fn text(&self) -> String {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Says the page's title. Fixed words only: names do not belong into the browser's history.
#[component]
pub fn Title(
    /// The words.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    if let Some(PageTitle(title)) = use_context::<PageTitle>() {
        *title.lock().unwrap_or_else(PoisonError::into_inner) = text;
    }
}
