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
    /// The mailing address, which may be left out.
    #[prop(optional)]
    mailing: bool,
) -> impl IntoView {
    let of = if mailing { "mailing_" } else { "" };
    let [zip, city, state] = if mailing {
        ["mailing_zip", "mailing_city", "mailing_state"]
    } else {
        ["zip", "city", "state"]
    };
    let known = |name: &'static str| if own { name } else { "" };
    view! {
        <TextField name=zip autocomplete=known("postal-code") inputmode="numeric" width="m" optional=mailing/>
        <TextField name=city optional=true autocomplete=known("address-level2")/>
        <StateField name=state autocomplete=known("address-level1") optional=true/>
        <p class="usa-hint place" role="status" data-place=FindPlace::PATH data-of=of></p>
    }
    .into_any()
}
