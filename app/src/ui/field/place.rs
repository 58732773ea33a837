//! Where an address is: ZIP code, city and state.

use super::{StateField, TextField};
use crate::api::FindPlace;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

/// The three fields. Where scripts run, city and state are offered from the ZIP code while both are empty (`frontend/forms.js`);
/// what that says stands below them, so that no field moves under the finger.
#[component]
pub fn PlaceFields(
    /// The address of whoever types it, which the browser may know.
    #[prop(optional)]
    own: bool,
) -> impl IntoView {
    let known = |name: &'static str| if own { name } else { "off" };
    view! {
        <TextField name="zip" autocomplete=known("postal-code") inputmode="numeric" width="m"/>
        <TextField name="city" optional=true autocomplete=known("address-level2")/>
        <StateField name="state" autocomplete=known("address-level1")/>
        <p class="usa-hint place" role="status" data-place=FindPlace::PATH></p>
    }
    .into_any()
}
