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
        view! { <p>"The link you opened no longer works. Request a new one here."</p> }
    });
    view! {
        <FaultSummary form=form title=TITLE/>
        <h1>{TITLE}</h1>
        {lost}
        <p>"Get everything you have reported, with receipts and history, as a file. You can do this while you have an account and after your access has ended. We will send a link to the email on your record. It works for 24 hours."</p>
        <PostForm to=action class="form">
            <TextField name="email" kind="email" autocomplete="email" inputmode="email"/>
            <TextField autocomplete="off" name="sevis_id" hint="The letter N and ten digits, at the top left of your Form I-20."/>
            <SubmitButton words="Email me the link"/>
        </PostForm>
        <p class="usa-hint">"If you can no longer read that email account, ask your school’s DSO to change the email on your record."</p>
    }
    .into_any()
}

fn open(left: u8, frame: &Frame) -> AnyView {
    let token = frame.link.clone();
    let action = post::<OpenCopy>();
    let form = form_state(Default::default(), frame.replay.clone());
    let chances = match left {
        1 => "You have 1 try left. If this SEVIS ID is wrong, the link locks.".to_owned(),
        n => {
            format!(
                "You have {n} tries. After that, this link locks and you need to request a new one."
            )
        }
    };
    view! {
        <FaultSummary form=form title=TITLE/>
        <h1>{TITLE}</h1>
        <p>"To open your record, enter its SEVIS ID as well."</p>
        <PostForm to=action class="form">
            <Hidden name="token" value=token/>
            <TextField autocomplete="off" name="sevis_id" hint="The letter N and ten digits, at the top left of your Form I-20."/>
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
        <p class="usa-hint">"The PDF is for reading and works with a screen reader. The JSON file is for computer programs. Both contain the same information. Anyone can check a receipt in it by its number and code."</p>
        <PostForm to=action>
            <Hidden name="token" value=token/>
            <SubmitButton words="Close the copy" class="usa-button--outline"/>
        </PostForm>
        <p class="usa-hint">"Close the copy if other people use this computer. The link will then ask for your SEVIS ID again."</p>
        <p class="usa-hint">"Do you still have an account and want to log in? "<a class="usa-link" href=FORGOT>"Forgot password"</a>" sends a different link."</p>
    }
    .into_any()
}
