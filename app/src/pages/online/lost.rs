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
            "Your school\u{2019}s international office can help: ask your DSO for a portal account reset. The mail you then get lets you choose a new password with your SEVIS ID, and the lost second steps are removed."
        }
        Role::Dso | Role::Pdso | Role::Helpdesk => {
            "Whoever runs this portal can send you a new way in (foothold official reset). What you did is not lost."
        }
        _ => {
            "For this kind of account and under this portal\u{2019}s rules a mail opens no account. Look for your backup codes, or for a device with your passkey or app; nothing in your account is lost or deleted meanwhile."
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
        <p class="usa-intro">"The password of this account was changed within the last day. To keep a thief of your mail out, this way opens one day after that; the mail about the change says how to stop it if it was not you."</p>
    }
    .into_any()
}

fn proofs(view: LostView, frame: &Frame) -> AnyView {
    let LostView { questions, sent, email, .. } = view;
    let (action, send) = (post::<PassLost>(), post::<SendLostCode>());
    let form = form_state(Default::default(), frame.replay.clone());
    let again = if sent { "Mail another code" } else { "Mail me a code" };
    view! {
        <FaultSummary form=form title="Lost second steps"/>
        <h1>"Lost second steps"</h1>
        <p>{format!("Two things together open your account: a code that we mail to {email}, and the answers to two of your questions.")}</p>
        <PostForm to=send>
            <Hidden name="id" value=String::new()/>
            <SubmitButton words=again class="usa-button--outline"/>
        </PostForm>
        {sent.then(|| view! {
            <PostForm to=action class="form">
                <TextField name="code" label="Code from the mail" autocomplete="one-time-code" inputmode="numeric" width="m"/>
                {["answer1", "answer2"].into_iter().zip(questions).map(|(name, question)| view! {
                    <fieldset class="usa-fieldset">
                        <legend class="question">{question}</legend>
                        <TextField name=name/>
                    </fieldset>
                }).collect_view()}
                <SubmitButton words="Log in"/>
            </PostForm>
        })}
    }
    .into_any()
}
