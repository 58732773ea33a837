//! How news reach the student.

use crate::api::{PageOf, SaveReach};
use crate::routes;
use crate::ui::{
    CheckField, FaultSummary, PostForm, RadioField, SubmitButton, form_state, loaded, post,
};
use crate::wire::{Form, ReachView};
use domain::reach::{News, Way};
use leptos::prelude::*;

/// Field of the way, field of the tick, and what it is about.
const KINDS: [(News, &str, &str, &str); 4] = [
    (
        News::Question,
        "news_question",
        "news_question_text",
        "A report or a training plan waits until you answer.",
    ),
    (
        News::Reminder,
        "news_reminder",
        "news_reminder_text",
        "Confirmations and evaluations. Missing one can end your status.",
    ),
    (News::Change, "news_change", "news_change_text", ""),
    (News::Plan, "news_plan", "news_plan_text", ""),
];

/// The choices.
#[component]
pub fn ReachPage() -> impl IntoView {
    loaded(PageOf::Reach, |view: ReachView, frame| {
        let ReachView { form: chosen, email, number } = view;
        let form = form_state(chosen.values(), frame.replay.clone());
        let action = post::<SaveReach>();
        let to = if email.is_empty() {
            "No email is on record. Your school can add one.".to_owned()
        } else {
            format!("Emails go to {email}.")
        };
        let texts = number.is_some();
        let ways: Vec<_> = Way::ALL.iter().map(|way| (way.code(), way.words())).collect();
        view! {
            <FaultSummary form=form title="How we reach you"/>
            <h1>"How we reach you"</h1>
            <p class="usa-intro">"Whatever you choose, all of it is in your "<a class="usa-link" href=routes::INBOX>"inbox"</a>". Emails about your account’s security and access always come at once."</p>
            <p>{to}" "{match number {
                Some(digits) => format!("Texts go to your number ending in {digits}, without any detail."),
                None => String::new(),
            }}</p>
            {(!texts).then(|| view! { <p>"To get texts too, add a text message as a second step under "<a class="usa-link" href=routes::SECURITY>"account security"</a>"."</p> })}
            <PostForm to=action class="form">
                {KINDS.into_iter().map(|(_, way, text, hint)| view! {
                    <RadioField name=way choices=ways.clone() hint=hint/>
                    {texts.then(|| view! { <CheckField name=text label="Text me as well"/> })}
                }).collect_view()}
                <SubmitButton words="Save"/>
            </PostForm>
        }
        .into_any()
    })
}
