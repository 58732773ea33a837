//! How news reach the student.

use crate::api::{PageOf, SaveReach};
use crate::routes;
use crate::ui::{
    CheckField, FaultSummary, PostForm, RadioField, SubmitButton, form_state, loaded, post,
};
use crate::wire::{Form, ReachView};
use domain::reach::Way;
use leptos::prelude::*;

/// A kind: field of the way, field of the tick and its label, and what it is about.
const KINDS: [[&str; 4]; 4] = [
    [
        "news_question",
        "news_question_text",
        "Text me about questions as well",
        "A report or a training plan waits until you answer.",
    ],
    [
        "news_reminder",
        "news_reminder_text",
        "Text me reminders as well",
        "Confirmations and evaluations. Missing one can end your status.",
    ],
    ["news_change", "news_change_text", "Text me about changes as well", ""],
    ["news_plan", "news_plan_text", "Text me about my training plan as well", ""],
];

/// The choices.
#[component]
pub fn ReachPage() -> impl IntoView {
    loaded(PageOf::Reach, |view: ReachView, frame| {
        let ReachView { form: chosen, email, numbers } = view;
        let form = form_state(chosen.values(), frame.replay.clone());
        let action = post::<SaveReach>();
        let to = if email.is_empty() {
            "No email is on record. Your school can add one.".to_owned()
        } else {
            format!("Emails go to {email}.")
        };
        let texts = !numbers.is_empty();
        let ways: Vec<_> = Way::ALL.iter().map(|way| (way.code(), way.words())).collect();
        view! {
            <FaultSummary form=form title="How we reach you"/>
            <h1>"How we reach you"</h1>
            <p class="usa-intro">"Whatever you choose, you find all of it in your "<a class="usa-link" href=routes::INBOX>"inbox"</a>". Emails about your account’s security and access always come at once."</p>
            <p>{to}" "{texts.then(|| format!("Texts go to your number ending in {}, between 8 AM and 8 PM, without any detail.", numbers.join(" and ")))}</p>
            {(!texts).then(|| view! { <p>"To get texts too, add a text message as a second step under "<a class="usa-link" href=routes::SECURITY>"account security"</a>"."</p> })}
            <PostForm to=action class="form">
                {KINDS.into_iter().map(|[way, text, label, hint]| view! {
                    <RadioField name=way choices=ways.clone() hint=hint/>
                    {texts.then(|| view! { <CheckField name=text label=label/> })}
                }).collect_view()}
                <SubmitButton words="Save"/>
            </PostForm>
        }
        .into_any()
    })
}
