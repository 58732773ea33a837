//! A new password by a mailed link.

use super::register::{Asked, closed_link};
use crate::api::{PageOf, ResetPassword};
use crate::ui::{
    FaultSummary, Hidden, NewPassword, PostForm, SubmitButton, TextField, form_state, loaded, post,
};
use crate::wire::ResetView;
use domain::invitation::LinkState;
use domain::password::Context;
use domain::questions::ANSWER_FIELDS;
use leptos::prelude::*;

/// The page behind a password link.
#[component]
pub fn Reset() -> impl IntoView {
    loaded(
        PageOf::Reset,
        move |ResetView { link, asks_sevis_id, student, questions, policy }, frame| {
            let LinkState::Open { left } = link else {
                return closed_link(link, Asked { sevis_id: asks_sevis_id, student });
            };
            let token = frame.link.clone();
            let action = post::<ResetPassword>();
            let form = form_state(Default::default(), frame.replay.clone());
            view! {
            <FaultSummary form=form title="Choose a new password"/>
            <h1>"Choose a new password"</h1>
            <PostForm to=action class="form">
                <Hidden name="token" value=token/>
                {asks_sevis_id.then(|| view! {
                    <TextField autocomplete="off" name="sevis_id" hint="The letter N and ten digits, at the top left of your Form I-20. You have three tries."/>
                })}
                {(!questions.is_empty()).then(|| view! {
                    <p>{format!("Answer the questions you chose. {}", tries(left))}</p>
                })}
                {questions.into_iter().zip(ANSWER_FIELDS).map(|(question, field)| view! {
                    <fieldset class="usa-fieldset">
                        <legend class="question">{question}</legend>
                        <TextField autocomplete="off" name=field/>
                    </fieldset>
                }).collect_view()}
                <NewPassword policy=policy context=Context::default() label="New password"/>
                <SubmitButton words="Save"/>
            </PostForm>
        }
        .into_any()
        },
    )
}

fn tries(left: u8) -> String {
    match left {
        1 => "You have 1 try left. If an answer is wrong, this link locks.".into(),
        left => format!("You have {left} tries. After that, this link locks."),
    }
}
