//! A new email for an online account: asked for while logged in, confirmed from the new address.

use crate::api::{AskNewEmail, ConfirmNewEmail, PageOf};
use crate::routes;
use crate::ui::{
    FaultSummary, Heading, Hidden, PostForm, SubmitButton, TextField, form_state, loaded, post,
};
use crate::wire::{Form, NewEmailForm};
use leptos::prelude::*;

/// Asks for the new address.
#[component]
pub fn NewEmail() -> impl IntoView {
    loaded(PageOf::Frame(NewEmailForm::NAME.into()), |(), frame| {
        let action = post::<AskNewEmail>();
        let form = form_state(Default::default(), frame.replay.clone());
        view! {
            <FaultSummary form=form title="Change your email"/>
            <h1>"Change your email"</h1>
            <p>"We will send a link to the new email. Your old email stays in use until you open the link and press the button. We also send a notice to the old email."</p>
            <PostForm to=action class="form">
                <TextField name="email" label="New email" kind="email" autocomplete="email" inputmode="email"/>
                <SubmitButton words="Change email"/>
            </PostForm>
            <p><a class="usa-link alone" href=routes::SECURITY>"Back to account security"</a></p>
        }
        .into_any()
    })
}

/// The page behind the mailed link. Opening it changes nothing; the button does.
#[component]
pub fn ConfirmEmailPage() -> impl IntoView {
    loaded(PageOf::ConfirmEmail, move |email: Option<String>, frame| {
        let token = frame.link.clone();
        let Some(email) = email else {
            return view! {
                <Heading title="This link no longer works"/>
                <p>"A link works once, for 24 hours, and this page keeps it for an hour: if you have not used it yet, open it in the email again. Nothing was changed. You can request a new link on your account page."</p>
                <p><a class="usa-button" href=routes::NEW_EMAIL>"Change your email"</a></p>
            }
            .into_any();
        };
        let action = post::<ConfirmNewEmail>();
        view! {
            <Heading title="Confirm your new email"/>
            <p>"From now on you log in with:"</p>
            <p class="address">{email}</p>
            <PostForm to=action class="form">
                <Hidden name="id" value=token/>
                <SubmitButton words="Confirm"/>
            </PostForm>
        }
        .into_any()
    })
}
