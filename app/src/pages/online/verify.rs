//! The second step of a login.

use crate::api::{PageOf, PassBackupCode, PassSecondStep, TakeWay};
use crate::routes;
use crate::ui::{
    FaultSummary, Heading, Hidden, PasskeyAsk, PostForm, SubmitButton, TextField, form_state,
    loaded, post,
};
use crate::wire::{BackupCodeForm, Form, Frame, SecondStepForm, VerifyView, WayView};
use domain::factor::FactorKind;
use leptos::prelude::*;

/// A code or a passkey.
#[component]
pub fn Verify() -> impl IntoView {
    loaded(
        PageOf::Verify(SecondStepForm::NAME.into()),
        |VerifyView { way, sent, others }, frame| {
            let body = match way {
                Some(WayView { kind: FactorKind::Passkey, .. }) => view! {
                    <Heading title="Use your passkey"/>
                    <PasskeyAsk page=routes::VERIFY create=false named_host=true/>
                }
                .into_any(),
                Some(way) => by_code(way, sent, frame),
                None => view! { <Heading title="Second step"/> }.into_any(),
            };
            view! {
                {body}
                {other_ways(others)}
            }
            .into_any()
        },
    )
}

fn by_code(way: WayView, sent: bool, frame: &Frame) -> AnyView {
    let action = post::<PassSecondStep>();
    let again = post::<TakeWay>();
    let form = form_state(Default::default(), frame.replay.clone());
    let (intro, resend) = match (way.kind, sent) {
        (FactorKind::App, _) if way.name == way.kind.words() => {
            ("Enter the six digits that your authenticator app shows.".to_owned(), None)
        }
        (FactorKind::App, _) => (
            format!("Enter the six digits that your authenticator app shows ({}).", way.name),
            None,
        ),
        (_, true) => (
            format!("We sent a six-digit code to {}. It works for 10 minutes.", way.name),
            Some("Request a new one-time password"),
        ),
        (_, false) => (format!("We can send a code to {}.", way.name), Some("Send the code")),
    };
    view! {
        <FaultSummary form=form title="Enter your verification code"/>
        <h1>"Enter your verification code"</h1>
        <p>{intro}</p>
        <PostForm to=action class="form">
            <TextField name="code" autocomplete="one-time-code" inputmode="numeric" width="m"/>
            <SubmitButton words="Submit"/>
        </PostForm>
        {resend.map(|words| view! {
            <PostForm to=again>
                <Hidden name="id" value=way.id/>
                <SubmitButton words=words class="usa-button--unstyled"/>
            </PostForm>
        })}
    }
    .into_any()
}

fn other_ways(others: Vec<WayView>) -> AnyView {
    view! {
        <h2>"Another way"</h2>
        <ul class="ways">
            {others.into_iter().map(|way| {
                let take = post::<TakeWay>();
                let words = match way.kind {
                    kind if way.name == kind.words() => way.name,
                    FactorKind::Passkey => format!("Passkey: {}", way.name),
                    FactorKind::App => format!("Authenticator app: {}", way.name),
                    FactorKind::Text => format!("Text message to {}", way.name),
                    FactorKind::Email => format!("Email to {}", way.name),
                };
                view! {
                    <li>
                        <PostForm to=take>
                            <Hidden name="id" value=way.id/>
                            <button type="submit" class="usa-button usa-button--outline">{words}</button>
                        </PostForm>
                    </li>
                }
            }).collect_view()}
            <li><a class="usa-link alone" href=routes::VERIFY_BACKUP>"Use a backup code"</a></li>
            <li><a class="usa-link alone" href=routes::VERIFY_LOST>"I have lost all of these"</a></li>
        </ul>
    }
    .into_any()
}

/// A backup code.
#[component]
pub fn VerifyBackup() -> impl IntoView {
    loaded(PageOf::Verify(BackupCodeForm::NAME.into()), |_: VerifyView, frame| {
        let action = post::<PassBackupCode>();
        let form = form_state(Default::default(), frame.replay.clone());
        view! {
            <FaultSummary form=form title="Use a backup code"/>
            <h1>"Use a backup code"</h1>
            <p>"Each code works once. You then get a new one in its place."</p>
            <PostForm to=action class="form">
                <TextField autocomplete="off" name="backup_code" hint="25 letters and digits. Spaces, hyphens and capital letters do not matter."/>
                <SubmitButton words="Submit"/>
            </PostForm>
            <p><a class="usa-link alone" href=routes::VERIFY>"Back to the other ways"</a></p>
        }
        .into_any()
    })
}
