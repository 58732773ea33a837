//! The browser's entry: takes over the page that the server rendered.

use wasm_bindgen::prelude::wasm_bindgen;

/// Hydrates the page. Called once by the script in the page's head.
#[wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_body(app::App);
}
