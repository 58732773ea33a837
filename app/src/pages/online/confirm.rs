//! Step 3 of the sign-up: the address is the person's. By the mailed link, or by a typed code.

use crate::api::{ConfirmEmail, PageOf, ResendConfirmation};
use crate::routes;
use crate::ui::{
    FaultSummary, Heading, Hidden, PostForm, SubmitButton, TenSteps, TextField, form_state, loaded,
    post,
};
use crate::wire::{ConfirmLink, ConfirmView};
use leptos::prelude::*;

/// The page after the address was typed.
#[component]
pub fn Waiting() -> impl IntoView {
    loaded(PageOf::Confirm, |ConfirmView { email, resend_in }, frame| {
        let Some(email) = email else {
            return view! {
                <Heading title="Confirm your email"/>
                <p>"Open the link in the mail, or begin again; nothing is lost by that."</p>
                <p><a class="usa-button" href=routes::SIGN_UP>"Type your email"</a></p>
            }
            .into_any();
        };
        let action = post::<ConfirmEmail>();
        let resend = post::<ResendConfirmation>();
        let form = form_state(Default::default(), frame.replay.clone());
        view! {
            <FaultSummary form=form title="Confirm your email"/>
            <TenSteps now=3 words="Confirm your email"/>
            <h1>"Confirm your email"</h1>
            <p>"We have sent a mail to:"</p>
            <p class="address">{email}</p>
            <p>"Open the link in it, on any device, or type the code from it here. Both work for 24 hours."</p>
            <PostForm to=action class="form">
                <Hidden name="token" value=String::new()/>
                <TextField name="confirmation_code" hint="Eight letters and digits; blanks and hyphens make no difference." autocomplete="one-time-code" width="m"/>
                <SubmitButton words="Confirm"/>
            </PostForm>
            <details class="faq" open=resend_in == 0>
                <summary>"Didn't receive confirmation instructions?"</summary>
                <p>"It can take ten minutes. Look in your junk mail or spam folder, and check the address above; "<a class="usa-link" href=routes::SIGN_UP>"change it"</a>" if it has a slip."</p>
                {(resend_in > 0).then(|| view! { <p>{format!("You can ask for another mail in {resend_in} seconds. Earlier links stay good.")}</p> })}
                <PostForm to=resend>
                    <Hidden name="nothing" value=String::new()/>
                    <SubmitButton words="Send again" class="usa-button--outline"/>
                </PostForm>
            </details>
        }
        .into_any()
    })
}

/// The page behind the mailed link. Opening it changes nothing; the button does.
#[component]
pub fn Confirm() -> impl IntoView {
    loaded(PageOf::ConfirmLink, move |link: ConfirmLink, frame| {
        let token = frame.link.clone();
        match link {
            ConfirmLink::Open { email } => {
                let action = post::<ConfirmEmail>();
                view! {
                    <TenSteps now=3 words="Confirm your email"/>
                    <Heading title="Confirm your email"/>
                    <p>"Press the button if this is your address and you asked for an online account with it:"</p>
                    <p class="address">{email}</p>
                    <PostForm to=action class="form">
                        <Hidden name="token" value=token/>
                        <Hidden name="confirmation_code" value=String::new()/>
                        <SubmitButton words="Confirm"/>
                    </PostForm>
                    <p>"Not you? Then do nothing: unless this button is pressed, no account is created."</p>
                }
                .into_any()
            }
            ConfirmLink::Lapsed => view! {
                <Heading title="This link is too old"/>
                <p>"Links work for 24 hours. Type your email again and we mail you a new one; your address is not used up."</p>
                <p><a class="usa-button" href=routes::SIGN_UP>"Get a new link"</a></p>
            }
            .into_any(),
            ConfirmLink::Done => view! {
                <Heading title="This address is confirmed"/>
                <p>"A password is set for it. Log in to go on where you stopped."</p>
                <p><a class="usa-button" href=routes::LOGIN>"Log in"</a></p>
            }
            .into_any(),
            ConfirmLink::Used => view! {
                <Heading title="This link has been used"/>
                <p>"The address was confirmed with it, but no password was chosen yet. If that browser is still open, go on there. Otherwise type your email again: we mail a new link, and you go on where you stopped."</p>
                <p><a class="usa-button" href=routes::SIGN_UP>"Get a new link"</a></p>
            }
            .into_any(),
            ConfirmLink::Unknown => view! {
                <Heading title="This link does not work"/>
                <p>"Perhaps the mail program cut it off. Copy the whole link into the address line, or type the code from the same mail."</p>
                <p><a class="usa-button" href=routes::SIGN_UP>"Begin again"</a></p>
            }
            .into_any(),
        }
    })
}
