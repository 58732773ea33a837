//! Step 3 of the sign-up: the address is the person's. By the mailed link, or by a typed code.

use crate::api::{ConfirmEmail, PageOf, ResendConfirmation};
use crate::routes;
use crate::ui::{
    FaultSummary, Heading, Hidden, PostForm, SubmitButton, TenSteps, TextField, form_state, loaded,
    post,
};
use crate::wire::{ConfirmLink, ConfirmView};
use crate::words::number_of;
use domain::email::probably_meant;
use domain::sign_up::Step;
use leptos::prelude::*;

/// The page after the address was typed.
#[component]
pub fn Waiting() -> impl IntoView {
    loaded(PageOf::Confirm, |ConfirmView { email, resend_in }, frame| {
        let Some(email) = email else {
            return view! {
                <Heading title="Confirm your email"/>
                <p>"Open the link in the email, or enter your email again. That deletes nothing."</p>
                <p><a class="usa-button" href=routes::SIGN_UP>"Enter your email"</a></p>
            }
            .into_any();
        };
        let meant = probably_meant(&email);
        let action = post::<ConfirmEmail>();
        let resend = post::<ResendConfirmation>();
        let form = form_state(Default::default(), frame.replay.clone());
        view! {
            <FaultSummary form=form title="Confirm your email"/>
            <TenSteps now=3 words="Confirm your email"/>
            <h1>"Confirm your email"</h1>
            <p>"We sent an email to:"</p>
            <p class="address">{email}</p>
            {meant.map(|host| view! { <p class="asked">{format!("Did you mean an address at {host}? ")}<a class="usa-link" href=routes::SIGN_UP>"Correct it"</a></p> })}
            <p>"Open the link in it on any device, or enter the code from it here. Both work for 24 hours."</p>
            <PostForm to=action class="form">
                <Hidden name="token" value=String::new()/>
                <TextField name="confirmation_code" hint="Eight letters and digits. Spaces and hyphens do not matter." autocomplete="one-time-code" width="m"/>
                <SubmitButton words="Confirm"/>
            </PostForm>
            <p><a class="usa-link alone" href="#resend">"Didn't receive confirmation instructions?"</a></p>
            // Without scripts the link opens it; once another can be asked for, it is there.
            <section id="resend" class:when-asked=move || { resend_in > 0 } aria-label="Another email">
                <p>"It can take up to 10 minutes. Check your junk or spam folder, and check the email above; "<a class="usa-link" href=routes::SIGN_UP>"change it"</a>" if there is a mistake."</p>
                {(resend_in > 0).then(|| view! { <p>{format!("You can request another email in {}. Earlier links still work.", number_of(resend_in, "second", "seconds"))}</p> })}
                <PostForm to=resend>
                    <Hidden name="nothing" value=String::new()/>
                    <SubmitButton words="Send again" class="usa-button--outline"/>
                </PostForm>
            </section>
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
            ConfirmLink::Open { email, begun: true } => begun(token, email),
            ConfirmLink::Open { email, begun: false } => {
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
                    <p>"If this was not you, do nothing. Unless someone presses this button, no account is created."</p>
                }
                .into_any()
            }
            ConfirmLink::Here => view! {
                <Heading title="This address is confirmed"/>
                <p>"You can continue your sign-up in this browser."</p>
                <p><a class="usa-button" href=Step::Password.path()>"Continue"</a></p>
            }
            .into_any(),
            ConfirmLink::Lapsed => view! {
                <Heading title="This link has expired"/>
                <p>"Links work for 24 hours. Enter your email again and we will send you a new one. You can use the same email."</p>
                <p><a class="usa-button" href=routes::SIGN_UP>"Get a new link"</a></p>
            }
            .into_any(),
            ConfirmLink::Done => view! {
                <Heading title="This address is confirmed"/>
                <p>"It already has a password. Log in to continue where you left off."</p>
                <p><a class="usa-button" href=routes::LOGIN>"Log in"</a></p>
            }
            .into_any(),
            ConfirmLink::Used => view! {
                <Heading title="This link has been used"/>
                <p>"The address was confirmed with it, but no password was chosen yet. If that browser is still open, continue there. Otherwise, enter your email again. We will send a new link, and you can continue where you left off."</p>
                <p><a class="usa-button" href=routes::SIGN_UP>"Get a new link"</a></p>
            }
            .into_any(),
            ConfirmLink::Unknown => view! {
                <Heading title="This link does not work"/>
                <p>"Your email program may have cut it off. Copy the whole link into your browser’s address bar, or enter the code from the same email."</p>
                <p><a class="usa-button" href=routes::SIGN_UP>"Start over"</a></p>
            }
            .into_any(),
        }
    })
}

/// A sign-up with this address has a password: it goes on by that. Who cannot log in any more begins anew.
fn begun(token: String, email: String) -> AnyView {
    let action = post::<ConfirmEmail>();
    view! {
        <Heading title="You have begun your sign-up"/>
        <p class="address">{email}</p>
        <p class="usa-intro">"What you set up is kept. Log in with the password you chose to continue where you left off."</p>
        <p><a class="usa-button" href=routes::LOGIN>"Log in"</a></p>
        <h2>"If you cannot log in any more"</h2>
        <p>"You can start over with this address. That removes the password, second steps, backup codes and answers you set up so far."</p>
        <PostForm to=action>
            <Hidden name="token" value=token/>
            <Hidden name="confirmation_code" value=String::new()/>
            <SubmitButton words="Start over" class="usa-button--outline"/>
        </PostForm>
    }
    .into_any()
}
