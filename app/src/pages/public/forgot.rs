//! Forgot password: also the way out of every lock.

use crate::api::{self, PageOf};
use crate::ui::{FaultSummary, PostForm, SubmitButton, TextField, form_state, loaded, post};
use crate::wire::{ForgotForm, Form};
use leptos::prelude::*;

/// Asks for a link to a new password.
#[component]
pub fn Forgot() -> impl IntoView {
    loaded(PageOf::Frame(ForgotForm::NAME.into()), |(), frame| {
        let action = post::<api::Forgot>();
        let form = form_state(Default::default(), frame.replay.clone());
        view! {
            <FaultSummary form=form title="Forgot password"/>
            <h1>"Forgot password"</h1>
            <p>"We will email you a link to choose a new password. This also unlocks a locked account and replaces a registration link that has expired or is locked."</p>
            <PostForm to=action class="form">
                <TextField name="email" kind="email" autocomplete="username" inputmode="email"/>
                <TextField autocomplete="off" name="sevis_id" hint="The letter N and ten digits, at the top left of your Form I-20. School officials and online account holders leave this empty."/>
                <SubmitButton words="Submit"/>
            </PostForm>
        }
        .into_any()
    })
}
