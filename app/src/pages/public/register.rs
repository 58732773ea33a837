//! Registration: SEVIS ID, then password.

use crate::api::{CreateAccount, Identify, JoinAccount, PageOf};
use crate::routes;
use crate::ui::{
    FaultSummary, Heading, Hidden, NewPassword, PostForm, SubmitButton, TextField, Title,
    form_state, loaded, post,
};
use crate::wire::{Frame, Greeting, JoinChoice, RegisterView};
use domain::fault::{Fault, FaultCode};
use domain::invitation::LinkState;
use leptos::prelude::*;

/// The page behind the invitation's link.
#[component]
pub fn Register() -> impl IntoView {
    // Both steps stand on this page: an accepted SEVIS ID leads back to it.
    loaded(PageOf::Register, move |RegisterView { link, person, joins }, frame| {
        let token = frame.link.clone();
        match (link, person) {
            (LinkState::Open { .. }, Some(person)) => {
                // An address opens one account: the one that is there.
                let only = joins.iter().any(|choice| choice.by_address);
                let offers = joins.into_iter().map(|choice| join_step(token.clone(), choice));
                let offers = offers.collect_view();
                if only {
                    return view! {
                        <Title text="One login for both"/>
                        {steps(2)}
                        <h1>{format!("Welcome, {}", person.name)}</h1>
                        {offers}
                    }
                    .into_any();
                }
                view! { {password_step(token, person, frame)}{offers} }.into_any()
            }
            (LinkState::Open { left }, None) => sevis_id_step(token, left, frame),
            (closed, _) => closed_link(closed, Asked { sevis_id: true, student: true }),
        }
    })
}

fn steps(now: usize) -> impl IntoView {
    view! {
        <p class="step" aria-current="step">
            <span class="step__number">{format!("Step {now} of 2")}</span>
            {if now == 1 { "Your SEVIS ID" } else { "Your password" }}
        </p>
    }
}

fn sevis_id_step(token: String, left: u8, frame: &Frame) -> AnyView {
    let action = post::<Identify>();
    let form = form_state(Default::default(), frame.replay.clone());
    let is_try = |fault: &Fault| matches!(fault.code, FaultCode::WrongSevisId { .. });
    let counted = frame.replay.as_ref().is_some_and(|replay| replay.faults.iter().any(is_try));
    let chances = match left {
        1 => "You have 1 try left. If this SEVIS ID is wrong, the link locks.".to_owned(),
        n => format!(
            "You have {n} tries. After that, this link locks. You can then get a new one from your school or under “Forgot password”."
        ),
    };
    view! {
        <FaultSummary form=form title="Create your account"/>
        {steps(1)}
        <h1>"Create your account"</h1>
        <p>"Enter the most recent SEVIS ID, the one your OPT was approved under."</p>
        <PostForm to=action class="form">
            <Hidden name="token" value=token/>
            <TextField autocomplete="off" name="sevis_id" hint="The letter N and ten digits, at the top left of your Form I-20."/>
            // Once a try was refused, the fault says how many are left; a SEVIS ID that cannot be one costs none.
            {(!counted).then(|| view! { <p class="usa-hint">{chances}</p> })}
            <SubmitButton words="Submit"/>
        </PostForm>
    }
    .into_any()
}

fn password_step(token: String, person: Greeting, frame: &Frame) -> AnyView {
    let action = post::<CreateAccount>();
    let form = form_state(Default::default(), frame.replay.clone());
    view! {
        <FaultSummary form=form title="Choose your password"/>
        {steps(2)}
        <h1>{format!("Welcome, {}", person.name)}</h1>
        <p>"You will log in with this email:"</p>
        <p class="address">{person.email.clone()}</p>
        <p class="usa-hint">"If this email is no longer yours, ask your school to change it before you continue."</p>
        <PostForm to=action class="form">
            <Hidden name="token" value=token/>
            // Password managers take the user name from here.
            <input type="hidden" autocomplete="username" value=person.email/>
            <NewPassword policy=person.policy context=person.context/>
            <SubmitButton words="Create Account"/>
        </PostForm>
    }
    .into_any()
}

/// One login for both: the record joins an online account.
fn join_step(token: String, choice: JoinChoice) -> AnyView {
    let action = post::<JoinAccount>();
    let JoinChoice { which, email, by_address } = choice;
    let words = if by_address {
        "You have an online account with this email. Your student record will be added to it, and you will log in with its password and second step:"
    } else {
        "You are logged in to an online account. You can add your student record to it, so that one login opens both:"
    };
    view! {
        <section aria-labelledby="join">
            <h2 id="join">"One login for both"</h2>
            <p>{words}</p>
            <p class="address">{email}</p>
            <PostForm to=action>
                <Hidden name="token" value=token/>
                <Hidden name="which" value=which/>
                <button type="submit" class=if by_address { "usa-button" } else { "usa-button usa-button--outline" }>"Join this account"</button>
            </PostForm>
        </section>
    }
    .into_any()
}

/// What a link that no longer works asked for, and of whom.
#[derive(Clone, Copy)]
pub(super) struct Asked {
    /// The SEVIS ID; else answers.
    pub sevis_id: bool,
    /// A student, whom the school can help.
    pub student: bool,
}

/// A link that no longer works, with the way on.
pub(super) fn closed_link(link: LinkState, asked: Asked) -> AnyView {
    let (title, text) = match link {
        LinkState::Lapsed => (
            "This link has expired",
            "Links work for a limited time, and this one has expired. You have not lost anything.",
        ),
        LinkState::Used => (
            "This link has been used",
            "A password was already set with it. If that was you, log in. If not, request a new password now.",
        ),
        LinkState::Replaced => (
            "A newer link was sent",
            "Only the link in the newest email works. Look for it in your inbox and your spam folder.",
        ),
        LinkState::Locked if !asked.sevis_id => (
            "This link is locked",
            "The answers did not match three times. Nothing in your account was changed. For your protection, the next link can be mailed one day later.",
        ),
        LinkState::Locked => (
            "This link is locked",
            "Three SEVIS IDs did not match. Check the top left of your newest Form I-20, then request a new link.",
        ),
        LinkState::Unknown | LinkState::Open { .. } => (
            "This link does not work",
            "Open the link in the email again. If it still does not work, your email program may have cut it off: copy the whole link from the email into your browser’s address bar.",
        ),
    };
    view! {
        <Heading title=title/>
        <p class="usa-intro">{text}</p>
        <h2>"What you can do"</h2>
        <ul class="usa-list">
            {(link == LinkState::Used).then(|| view! { <li><a class="usa-link alone" href=routes::LOGIN>"Log in"</a></li> })}
            <li>
                "Get a new link yourself: "
                <a class="usa-link" href=routes::FORGOT>"Forgot password"</a>
                {if asked.student { ", with your email and SEVIS ID." } else { ", with your email." }}
            </li>
            {asked.student.then(|| view! { <li>"Or ask your school’s DSO for “Reset portal account”. They also correct your email if it changed."</li> })}
        </ul>
    }
    .into_any()
}
