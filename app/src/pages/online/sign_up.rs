//! Steps 1 and 2 of the sign-up: one person, one account; the email.

use crate::api::{PageOf, SignUp};
use crate::routes;
use crate::ui::{
    FaultSummary, PostForm, SubmitButton, TenSteps, TextField, form_state, loaded, post,
};
use crate::wire::{Form, SignUpForm};
use leptos::prelude::*;

/// What an online account is, and the address for it.
#[component]
pub fn SignUpPage() -> impl IntoView {
    loaded(PageOf::Frame(SignUpForm::NAME.into()), |(), frame| {
        let action = post::<SignUp>();
        let form = form_state(Default::default(), frame.replay.clone());
        view! {
            <FaultSummary form=form title="Create an online account"/>
            <TenSteps now=2 words="Your email"/>
            <h1>"Create an online account"</h1>
            <p class="usa-intro">"One person, one account. Do not share it with anyone: it is only for you, so that we can serve you and protect what is yours."</p>
            <p>"It takes about ten minutes. You need your email and a second step such as a passkey, an authenticator app or a US mobile phone. You can stop at any step and continue later, even on another device."</p>
            <p>"Students on OPT: do not sign up here. Use the link this portal emailed you to create your account."</p>
            <PostForm to=action class="form">
                <TextField name="email" kind="email" autocomplete="email" inputmode="email" hint="You will log in with this email, and we send all our emails to it."/>
                <SubmitButton words="Sign Up"/>
            </PostForm>
            <p>"Already have an account? " <a class="usa-link" href=routes::LOGIN>"Log in"</a></p>
        }
        .into_any()
    })
}
