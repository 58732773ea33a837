//! Confirming a new second step: in the sign-up (step 6), and later.

use crate::api::{AddFactor, BeginEnrolment, ConfirmFactor, DropFactor, PageOf};
use crate::routes;
use crate::ui::{
    FaultSummary, Heading, Hidden, PasskeyAsk, PostForm, RadioField, SubmitButton, TextField,
    form_state, loaded, post,
};
use crate::wire::{EnrolView, FirstFactorView, Frame, Setup};
use domain::factor::FactorKind;
use leptos::prelude::*;

/// The page of a second step that is being added to an account.
#[component]
pub fn Enrol() -> impl IntoView {
    loaded(PageOf::Enrol, |view: EnrolView, frame| enrolment(view, frame, routes::ENROL))
}

/// The first second step of an account that cannot go on without one.
#[component]
pub fn FirstFactor() -> impl IntoView {
    loaded(PageOf::FirstFactor, |FirstFactorView { kinds }, frame| {
        let action = post::<AddFactor>();
        let form = form_state(Default::default(), frame.replay.clone());
        let choices = kinds.iter().map(|kind| (kind.code(), kind.words())).collect::<Vec<_>>();
        view! {
            <FaultSummary form=form title="Set up your second step"/>
            <h1>"Set up your second step"</h1>
            <p>"Because you can see other people’s records, a password alone is not enough. Set this up once. After that, you use it at every login."</p>
            <PostForm to=action class="form">
                <RadioField name="kind" choices=choices hint="A passkey cannot be tricked by a fake site. An authenticator app works offline."/>
                <SubmitButton words="Continue"/>
            </PostForm>
        }
        .into_any()
    })
}

/// What is needed to confirm it, whichever kind it is.
pub(super) fn enrolment(view: EnrolView, frame: &Frame, page: &'static str) -> AnyView {
    let EnrolView { id, kind, setup, more, named_host } = view;
    let drop = post::<DropFactor>();
    let another = id.clone();
    let body = match setup {
        None => {
            let begin = post::<BeginEnrolment>();
            let words = match kind {
                FactorKind::App => "Show the key",
                FactorKind::Passkey => "Continue",
                FactorKind::Text | FactorKind::Email => "Send the code",
            };
            view! {
                <Heading title="Continue with your second step"/>
                <p>{format!("You chose: {}. Finish setting it up in this browser.", kind.words())}</p>
                <PostForm to=begin class="form">
                    <Hidden name="id" value=id/>
                    <SubmitButton words=words/>
                </PostForm>
            }
            .into_any()
        }
        Some(Setup::Passkey) => view! {
            <Heading title="Create your passkey"/>
            <PasskeyAsk page=page create=true named_host=named_host/>
        }
        .into_any(),
        Some(setup) => by_code(setup, id, frame, page),
    };
    view! {
        {body}
        {(more > 0).then(|| view! { <p class="usa-hint">{format!("{more} more to confirm after this one.")}</p> })}
        <PostForm to=drop>
            <Hidden name="id" value=another/>
            <p>"Cannot do this now? "<SubmitButton words="Skip this, or choose another way" class="usa-button--unstyled"/></p>
        </PostForm>
    }
    .into_any()
}

fn by_code(setup: Setup, id: String, frame: &Frame, page: &'static str) -> AnyView {
    let action = post::<ConfirmFactor>();
    let again = post::<BeginEnrolment>();
    let form = form_state(Default::default(), frame.replay.clone());
    let (intro, resend) = match setup {
        Setup::App { key, url, qr, size } => (
            view! {
                <p>"Scan this with your authenticator app, or type the key into it. Then enter the six digits it shows."</p>
                <div class="qr">
                    <svg viewBox=format!("0 0 {size} {size}") role="img" aria-label="QR code with the key below">
                        <rect width=size.to_string() height=size.to_string() fill="#fff"/>
                        <path d=qr stroke="#000"/>
                    </svg>
                </div>
                <h2>"Setup key"</h2>
                <p><code class="key">{key}</code></p>
                <p><a class="usa-link alone" href=url>"Open it in the app on this device"</a></p>
            }
            .into_any(),
            "Show a new key",
        ),
        Setup::Sent { to } => (
            view! {
                <p>{format!("We sent a six-digit code to {to}. It works for 10 minutes.")}</p>
                <p class="usa-hint">"If it has not arrived after 10 minutes, check your spam folder or request a new one."</p>
            }
            .into_any(),
            "Request a new one-time password",
        ),
        Setup::Passkey => (().into_any(), ""),
    };
    view! {
        <FaultSummary form=form title="Enter your verification code"/>
        <h1>"Enter your verification code"</h1>
        {intro}
        <PostForm to=action class="form">
            <Hidden name="page" value=page.to_owned()/>
            <TextField name="code" autocomplete="one-time-code" inputmode="numeric" width="m"/>
            <SubmitButton words="Submit"/>
        </PostForm>
        <PostForm to=again>
            <Hidden name="id" value=id/>
            <SubmitButton words=resend class="usa-button--unstyled"/>
        </PostForm>
    }
    .into_any()
}
