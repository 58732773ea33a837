//! Login.

use crate::api::{LogIn, PageOf};
use crate::routes;
use crate::ui::{
    FaultSummary, Hidden, PasskeyLogin, PostForm, SubmitButton, TextField, form_state, loaded,
    post, query,
};
use crate::wire::{Form, LoginForm};
use leptos::prelude::*;

/// Email and password.
#[component]
pub fn Login() -> impl IntoView {
    loaded(PageOf::Frame(LoginForm::NAME.into()), |(), frame| {
        let action = post::<LogIn>();
        let form = form_state(Default::default(), frame.replay.clone());
        let next = query("next");
        let next = routes::own_path(&next).unwrap_or_default().to_owned();
        let passkey_next = next.clone();
        view! {
            <FaultSummary form=form title="Log in"/>
            <h1>"Log in"</h1>
            <PostForm to=action class="form">
                <Hidden name="next" value=next/>
                <TextField name="email" kind="email" autocomplete="username" inputmode="email"/>
                <TextField name="password" kind="password" autocomplete="current-password"/>
                <SubmitButton words="Log in"/>
                <p><a class="usa-link alone" href=routes::FORGOT>"Forgot password?"</a></p>
                <p><a class="usa-link alone" href=routes::SIGN_UP>"New here? Create an online account"</a></p>
                <p><a class="usa-link alone" href=routes::COPY>"Has your access ended? Get a copy of your record"</a></p>
            </PostForm>
            <PasskeyLogin next=passkey_next/>
        }
        .into_any()
    })
}
