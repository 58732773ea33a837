//! Password reset questions: their fields, and the page that changes them.

use crate::api::{ChangeQuestions, PageOf};
use crate::routes;
use crate::ui::{
    ChoiceField, FaultSummary, PostForm, SubmitButton, TextField, form_state, loaded, post,
};
use crate::wire::{ChangeQuestionsForm, Form};
use domain::questions::{ANSWER_FIELDS, QUESTION_FIELDS, QUESTIONS};
use leptos::prelude::*;

/// Five questions to choose, each with its answer.
#[component]
pub fn QuestionFields() -> impl IntoView {
    let labels = [
        ("Question 1", "Answer 1"),
        ("Question 2", "Answer 2"),
        ("Question 3", "Answer 3"),
        ("Question 4", "Answer 4"),
        ("Question 5", "Answer 5"),
    ];
    view! {
            {labels.iter().enumerate().map(|(n, (question, answer))| view! {
                <fieldset class="usa-fieldset pair">
                    <legend class="usa-sr-only">{format!("Question and answer {}", n + 1)}</legend>
                    <ChoiceField autocomplete="off" name=QUESTION_FIELDS[n] label=question options=&QUESTIONS/>
                    <TextField autocomplete="off" name=ANSWER_FIELDS[n] label=answer/>
                </fieldset>
            }).collect_view()}
    }
}

/// Changes them.
#[component]
pub fn ChangeQuestionsPage() -> impl IntoView {
    loaded(PageOf::Frame(ChangeQuestionsForm::NAME.into()), |(), frame| {
        let action = post::<ChangeQuestions>();
        let form = form_state(Default::default(), frame.replay.clone());
        view! {
            <FaultSummary form=form title="Password reset questions"/>
            <h1>"Password reset questions"</h1>
            <p>"If you forget your password or lose every second step, we ask two of these questions and also send you an email. Choose all five again. Answers are never shown, so if you make a mistake, enter all of them again."</p>
            <PostForm to=action class="form">
                <QuestionFields/>
                <SubmitButton words="Save"/>
            </PostForm>
            <p><a class="usa-link alone" href=routes::SECURITY>"Back to account security"</a></p>
        }
        .into_any()
    })
}
