//! What can be begun while the portal cannot be reached.

use crate::pages::student::EmployerFields;
use crate::routes;
use crate::ui::{PlaceFields, TextField, form_state, html};
use crate::wire::Form as _;
use domain::employer::EmployerForm;
use domain::profile::ProfileForm;
use leptos::prelude::*;

/// The fields of a new employer, and of a new address and phone, of nobody. What is typed into them stays on the device, and is
/// offered in the form itself once that can be opened (`frontend/forms.js`, which shows one of the two at a time).
pub fn begun_offline() -> String {
    html(|| {
        view! {
            <section data-begin="" hidden>
                <h2>"Begin a report"</h2>
                <p>"What you type here is kept on this device, encrypted, until you log out, for seven days at most. Once you are connected, open the form itself: what you typed is offered to you there, to be checked and saved. It is not sent by itself."</p>
                <p class="buttons">
                    <button type="button" class="usa-button usa-button--outline" data-start=routes::PROFILE>"New address or phone"</button>
                    <button type="button" class="usa-button usa-button--outline" data-start=routes::NEW_EMPLOYER>"New employer"</button>
                </p>
                {profile()}
                {employer()}
            </section>
        }
        .into_any()
    })
}

fn employer() -> impl IntoView {
    let state = form_state(EmployerForm::begun(String::new()).values(), None);
    view! {
        <form class="form begun" novalidate=true data-begun=routes::NEW_EMPLOYER data-opens="“Add employer”">
            <h3 tabindex="-1">"New employer"</h3>
            <p>"On STEM OPT, your school adds an employer. Write to your school instead."</p>
            <EmployerFields state=state stem=false self_employment=true late=false/>
            <button type="submit" class="usa-button">"Keep this report"</button>
        </form>
    }
}

/// Only what has changed is typed: an address or a phone that is left empty as a whole stays as it is on record.
fn profile() -> impl IntoView {
    form_state(ProfileForm::default().values(), None);
    view! {
        <form class="form begun" novalidate=true data-begun=routes::PROFILE data-opens="“Profile”">
            <h3 tabindex="-1">"New address or phone"</h3>
            <p>"Leave a part empty if it has not changed."</p>
            <fieldset class="usa-fieldset" data-whole="">
                <legend class="usa-legend usa-legend--large">"Where you live"</legend>
                <p class="usa-hint">"If it has changed, type all of the new address."</p>
                <TextField name="street" autocomplete="address-line1" hint="With apartment or suite number" optional=true/>
                <TextField name="line2" autocomplete="address-line2" optional=true/>
                <PlaceFields own=true/>
            </fieldset>
            <fieldset class="usa-fieldset" data-whole="">
                <legend class="usa-legend usa-legend--large">"Phone"</legend>
                <TextField name="us_phone" kind="tel" autocomplete="tel-national" inputmode="tel" optional=true/>
            </fieldset>
            <button type="submit" class="usa-button">"Keep this report"</button>
        </form>
    }
}
