//! Every second step is lost: the ways that remain.

use crate::api::{PageOf, PassLost, SendLostCode};
use crate::routes;
use crate::ui::{
    FaultSummary, Heading, Hidden, PostForm, SubmitButton, TextField, form_state, loaded, post,
};
use crate::wire::{Frame, LostView};
use domain::role::Role;
use leptos::prelude::*;

/// The page.
#[component]
pub fn Lost() -> impl IntoView {
    loaded(PageOf::Lost, |view: LostView, frame| {
        let body = match (view.questions.is_empty(), view.waits) {
            (true, _) => elsewhere(view.role),
            (false, true) => later(),
            (false, false) => proofs(view, frame),
        };
        view! {
            {body}
            <p><a class="usa-link alone" href=routes::VERIFY>"Back to the other ways"</a></p>
        }
        .into_any()
    })
}

/// Who helps, where nothing can be proven here.
fn elsewhere(role: Role) -> AnyView {
    let words = match role {
        Role::Student => {
            "Your school\u{2019}s international office can help: ask your DSO for a portal account reset. The email you then get lets you choose a new password with your SEVIS ID. This removes the lost second steps."
        }
        Role::Dso | Role::Pdso | Role::Helpdesk => {
            "The person who runs this portal can send you a new setup link (foothold official reset). Your work is not lost."
        }
        Role::SigningUp => {
            "Your sign-up is not finished, so it can start over: go to “Sign up”, enter the same email, and open the link we send you."
        }
        _ => {
            "For this type of account, this portal does not allow logging in by email alone. Look for your backup codes, or for a device with your passkey or app. If nothing is left, the person who runs this portal can check who you are and send you a new setup link (foothold account reset). Nothing in your account is lost or deleted in the meantime."
        }
    };
    view! {
        <Heading title="Lost second steps"/>
        <p class="usa-intro">{words}</p>
    }
    .into_any()
}

fn later() -> AnyView {
    view! {
        <Heading title="Lost second steps"/>
        <p class="usa-intro">"The password of this account was changed within the last day. To protect you from someone who can read your email, you can use this option one day after the change. If you did not make the change, the email about it explains how to undo it."</p>
    }
    .into_any()
}

fn proofs(view: LostView, frame: &Frame) -> AnyView {
    let LostView { questions, sent, email, .. } = view;
    let (action, send) = (post::<PassLost>(), post::<SendLostCode>());
    let form = form_state(Default::default(), frame.replay.clone());
    let again = if sent { "Email another code" } else { "Email me a code" };
    view! {
        <FaultSummary form=form title="Lost second steps"/>
        <h1>"Lost second steps"</h1>
        <p>{format!("To log in, you need two things: a code we send to {email}, and the answers to two of your questions.")}</p>
        <PostForm to=send>
            <Hidden name="id" value=String::new()/>
            <SubmitButton words=again class="usa-button--outline"/>
        </PostForm>
        {sent.then(|| view! {
            <PostForm to=action class="form">
                <TextField name="code" label="Code from the email" autocomplete="one-time-code" inputmode="numeric" width="m"/>
                {["answer1", "answer2"].into_iter().zip(questions).map(|(name, question)| view! {
                    <fieldset class="usa-fieldset">
                        <legend class="question">{question}</legend>
                        <TextField autocomplete="off" name=name/>
                    </fieldset>
                }).collect_view()}
                <SubmitButton words="Log in"/>
            </PostForm>
        })}
    }
    .into_any()
}
