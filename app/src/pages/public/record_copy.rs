//! A copy of one's record by a mailed link, also after access has ended.

use crate::api::{AskCopy, CloseCopy, OpenCopy, PageOf};
use crate::routes::{COPY_FILES, FORGOT};
use crate::ui::{
    FaultSummary, Heading, Hidden, PostForm, SubmitButton, TextField, form_state, loaded, post,
};
use crate::wire::{CopyView, Frame, Person};
use domain::invitation::LinkState;
use leptos::prelude::*;

const TITLE: &str = "A copy of your record";

/// The page: asks for the link, and is what the link leads to.
#[component]
pub fn RecordCopy() -> impl IntoView {
    loaded(PageOf::Copy, |CopyView { link, person }, frame| match (link, person) {
        (LinkState::Open { .. }, Some(person)) => files(person, frame),
        (LinkState::Open { left }, None) => open(left, frame),
        _ => ask(frame),
    })
}

fn ask(frame: &Frame) -> AnyView {
    let action = post::<AskCopy>();
    let form = form_state(Default::default(), frame.replay.clone());
    let lost = (!frame.link.is_empty()).then(|| {
        view! { <p>"The link that you opened does not work any more. Ask for a new one here."</p> }
    });
    view! {
        <FaultSummary form=form title=TITLE/>
        <h1>{TITLE}</h1>
        {lost}
        <p>"Everything that you have reported, with its receipts and history, as a file: while you have an account, and after your access has ended. We mail a link to the email on your record. It works for 24 hours."</p>
        <PostForm to=action class="form">
            <TextField name="email" kind="email" autocomplete="email" inputmode="email"/>
            <TextField name="sevis_id" hint="The letter N and ten digits, at the top left of your Form I-20."/>
            <SubmitButton words="Mail me the link"/>
        </PostForm>
        <p class="usa-hint">"You cannot read that mailbox any more? Your school’s DSO can change the email on your record."</p>
    }
    .into_any()
}

fn open(left: u8, frame: &Frame) -> AnyView {
    let token = frame.link.clone();
    let action = post::<OpenCopy>();
    let form = form_state(Default::default(), frame.replay.clone());
    let chances = match left {
        1 => "You have one chance left. After a wrong SEVIS ID this link locks.".to_owned(),
        n => {
            format!("You have {n} chances. After that this link locks, and you ask for a new one.")
        }
    };
    view! {
        <FaultSummary form=form title=TITLE/>
        <h1>{TITLE}</h1>
        <p>"The link alone does not open your record. Type the SEVIS ID that the record has."</p>
        <PostForm to=action class="form">
            <Hidden name="token" value=token/>
            <TextField name="sevis_id" hint="The letter N and ten digits, at the top left of your Form I-20."/>
            {(!form.failed()).then(|| view! { <p class="usa-hint">{chances}</p> })}
            <SubmitButton words="Open"/>
        </PostForm>
    }
    .into_any()
}

fn files(person: Person, frame: &Frame) -> AnyView {
    let [pdf, json] = COPY_FILES;
    let (action, token) = (post::<CloseCopy>(), frame.link.clone());
    view! {
        <Heading title=TITLE/>
        <p>{format!("{}, SEVIS ID {}, {}.", person.name(), person.sevis_id, person.school)}</p>
        <p class="actions">
            <a class="usa-button" download="" href=pdf>"Download PDF"</a>
            <a class="usa-button usa-button--outline" download="" href=json>"Download JSON"</a>
        </p>
        <p class="usa-hint">"The PDF is for people, and reads well with a screen reader. The JSON is for programs. Both say the same. Anybody can check a receipt in it by its number and code."</p>
        <PostForm to=action>
            <Hidden name="token" value=token/>
            <SubmitButton words="Close the copy" class="usa-button--outline"/>
        </PostForm>
        <p class="usa-hint">"Close it when others use this computer. The link then asks for your SEVIS ID again."</p>
        <p class="usa-hint">"Do you still have an account and want to log in? "<a class="usa-link" href=FORGOT>"Forgot password"</a>" mails another kind of link."</p>
    }
    .into_any()
}
