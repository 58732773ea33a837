//! The attestation after each login.

use crate::api::{self, PageOf};
use crate::routes;
use crate::ui::{FaultSummary, Hidden, PostForm, SubmitButton, form_state, loaded, post, query};
use crate::wire::AttestView;
use leptos::prelude::*;

/// What the student promises before any other page.
#[component]
pub fn Attest() -> impl IntoView {
    loaded(PageOf::Attest, |view: AttestView, frame| {
        let action = post::<api::Attest>();
        let form = form_state(Default::default(), frame.replay.clone());
        let next = query("next");
        let next = routes::own_path(&next).unwrap_or_default().to_owned();
        view! {
            <FaultSummary form=form title="Before you go on"/>
            <h1>"Before you go on"</h1>
            <p class="usa-intro">{format!("{}, please read this each time you log in.", view.name)}</p>
            <p>"What you report here becomes part of your record in SEVIS. By choosing Continue you promise that you will not give false, fictitious or fraudulent information."</p>
            <PostForm to=action class="form">
                <Hidden name="next" value=next/>
                <SubmitButton words="Continue"/>
            </PostForm>
        }
        .into_any()
    })
}
