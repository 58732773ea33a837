//! What can be begun while the portal cannot be reached.

use crate::pages::student::EmployerFields;
use crate::routes;
use crate::ui::{form_state, html};
use domain::employer::EmployerForm;
use leptos::prelude::*;

/// The fields of a new employer, of nobody. What is typed into them stays on the device, and is offered in the form itself once
/// that can be opened (`frontend/forms.js`).
pub fn begun_offline() -> String {
    html(|| {
        use crate::wire::Form as _;
        let state = form_state(EmployerForm::begun(String::new()).values(), None);
        view! {
            <section data-begin="" hidden>
                <h2>"Begin the report of an employer"</h2>
                <p>"What you type here is kept on this device, encrypted, until you log out, for seven days at most. Once you are connected, open “Add employer”: it is offered to you there, to be checked and saved. It is not sent by itself. On STEM OPT, your school adds an employer; write to your school instead."</p>
                <form class="form" novalidate=true data-begun=routes::NEW_EMPLOYER>
                    <EmployerFields state=state stem=false self_employment=true late=false/>
                    <button type="submit" class="usa-button">"Keep this report"</button>
                </form>
            </section>
        }
        .into_any()
    })
}
