//! A new password by a mailed link.

use super::register::closed_link;
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
    loaded(PageOf::Reset, move |ResetView { link, asks_sevis_id, questions, policy }, frame| {
        if !matches!(link, LinkState::Open { .. }) {
            return closed_link(link);
        }
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
                {questions.into_iter().zip(ANSWER_FIELDS).map(|(question, field)| view! {
                    <p class="question">{question}</p>
                    <TextField autocomplete="off" name=field/>
                }).collect_view()}
                <NewPassword policy=policy context=Context::default() label="New password"/>
                <SubmitButton words="Save"/>
            </PostForm>
        }
        .into_any()
    })
}
