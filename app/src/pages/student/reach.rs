//! How news reach the student.

use crate::api::{PageOf, PushOff, PushOn, SaveReach};
use crate::routes;
use crate::ui::{
    CheckField, FaultSummary, Hidden, PostForm, RadioField, SubmitButton, form_state, loaded, post,
};
use crate::wire::{Form, PushDeviceRow, ReachView};
use domain::reach::Way;
use leptos::prelude::*;

/// A kind: field of the way and what it is about; fields of the ticks, each with its label.
type Kind = ([&'static str; 2], [&'static str; 2], [&'static str; 2]);

const KINDS: [Kind; 4] = [
    (
        ["news_question", "A report or a training plan waits until you answer."],
        ["news_question_text", "Text me about questions as well"],
        ["news_question_push", "Notify my devices of questions as well"],
    ),
    (
        ["news_reminder", "Confirmations and evaluations. Missing one can end your status."],
        ["news_reminder_text", "Text me reminders as well"],
        ["news_reminder_push", "Notify my devices of reminders as well"],
    ),
    (
        ["news_change", ""],
        ["news_change_text", "Text me about changes as well"],
        ["news_change_push", "Notify my devices of changes as well"],
    ),
    (
        ["news_plan", ""],
        ["news_plan_text", "Text me about my training plan as well"],
        ["news_plan_push", "Notify my devices of my training plan as well"],
    ),
];

/// The choices.
#[component]
pub fn ReachPage() -> impl IntoView {
    loaded(PageOf::Reach, |view: ReachView, frame| {
        let ReachView { form: chosen, email, numbers, devices, push_key } = view;
        let form = form_state(chosen.values(), frame.replay.clone());
        let action = post::<SaveReach>();
        let to = if email.is_empty() {
            "No email is on record. Your school can add one.".to_owned()
        } else {
            format!("Emails go to {email}.")
        };
        // What was ticked before the last number or device went can be unticked.
        let (texted, notified) = chosen.any();
        let (texts, notifies) = (!numbers.is_empty(), push_key.is_some() && !devices.is_empty());
        let ways: Vec<_> = Way::ALL.iter().map(|way| (way.code(), way.words())).collect();
        view! {
            <FaultSummary form=form title="How we reach you"/>
            <h1>"How we reach you"</h1>
            <p class="usa-intro">"Whatever you choose, you find all of it in your "<a class="usa-link" href=routes::INBOX>"inbox"</a>". Emails about your account’s security and access always come at once."</p>
            <p>{to}" "{texts.then(|| format!("Texts go to your number ending in {}, between 8 AM and 8 PM where your school is, without any detail.", numbers.join(" and ")))}</p>
            {(!texts).then(|| view! { <p>"To get texts too, add a text message as a second step under "<a class="usa-link" href=routes::SECURITY>"account security"</a>"."</p> })}
            {push_key.map(|key| devices_shown(devices, key))}
            <PostForm to=action class="form">
                <h2>"What comes how"</h2>
                {(texts || texted).then(|| view! { <Hidden name="asked_text" value="on".to_owned()/> })}
                {(notifies || notified).then(|| view! { <Hidden name="asked_push" value="on".to_owned()/> })}
                {KINDS.into_iter().map(|([way, hint], [text, text_me], [push, notify_me])| view! {
                    <RadioField name=way choices=ways.clone() hint=hint/>
                    {(texts || texted).then(|| view! { <CheckField name=text label=text_me/> })}
                    {(notifies || notified).then(|| view! { <CheckField name=push label=notify_me/> })}
                }).collect_view()}
                <SubmitButton words="Save"/>
            </PostForm>
        }
        .into_any()
    })
}

/// The devices that show news, and this one where it can be one. `enhance.js` changes what is in the last part, whose room is kept.
fn devices_shown(devices: Vec<PushDeviceRow>, key: String) -> AnyView {
    let (on, off) = (post::<PushOn>(), post::<PushOff>());
    let none = devices.is_empty();
    view! {
        <section class="devices" data-push=key>
            <h2 id="devices">"Notifications on a device"</h2>
            <p>"Your phone or computer can show that there is news, also while you are not logged in. It says what kind of news, and no detail. We send them between 8 AM and 8 PM where your school is."</p>
            <p class="usa-hint">"Turn them on only where nobody else looks. Logging out turns them off on that device; a new password, or “log out everywhere else”, on all. If you lose a device, turn it off here."</p>
            {(!none).then(|| view! { <ul class="device-list">
                {devices.into_iter().map(|device| view! {
                    <li data-device=device.mark>
                        <p><strong>{device.name.clone()}</strong><span data-here="" hidden="">" (this device)"</span><br/>{format!("Since {}", device.since)}</p>
                        <PostForm to=off>
                            <Hidden name="id" value=device.id/>
                            <button type="submit" class="usa-button usa-button--outline">"Turn off"<span class="usa-sr-only">{format!(" on {}, since {}", device.name, device.since)}</span></button>
                        </PostForm>
                    </li>
                }).collect_view()}
            </ul> })}
            <div class="device-ask">
                <p data-without="">"To turn them on for this device, your browser needs JavaScript."</p>
                <p class="usa-error-message" role="alert" data-failed="" hidden=""></p>
                <div data-with="" hidden="">
                    <PostForm to=on>
                        {["endpoint", "p256dh", "auth"].map(|name| view! { <Hidden name=name value=String::new()/> }).collect_view()}
                        <button type="submit" class="usa-button usa-button--outline">"Turn on for this device"</button>
                    </PostForm>
                </div>
            </div>
        </section>
    }
    .into_any()
}
