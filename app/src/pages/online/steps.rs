//! Steps 4 to 9 of the sign-up.

use super::enrol::enrolment;
use super::questions::QuestionFields;
use crate::api::{
    AnswerQuestions, ChooseAccountType, ChooseSecondStep, KeepBackupCode, PageOf, SignUpPassword,
};
use crate::routes;
use crate::ui::{
    CheckField, Codes, FaultSummary, Heading, Hidden, NewPassword, PostForm, RadioField,
    SubmitButton, TenSteps, TextField, form_state, loaded, nowhere, param, post,
};
use crate::wire::{Frame, StepView};
use domain::password::{Context, Policy};
use domain::sign_up::Step;
use leptos::prelude::*;

const STEPS: [Step; 6] = [
    Step::Password,
    Step::SecondStep,
    Step::Verify,
    Step::BackupCode,
    Step::Questions,
    Step::AccountType,
];

/// The step named in the path.
#[component]
pub fn SignUpStep() -> impl IntoView {
    let name = param("step");
    let path = format!("{}/{name}", routes::SIGN_UP);
    let Some(step) = STEPS.into_iter().find(|step| step.path() == path) else {
        return nowhere();
    };
    loaded(PageOf::SignUp(step), |view: StepView, frame| {
        let step = view.step();
        let body = match view {
            StepView::Password { email, policy, context } => {
                password(email, policy, context, frame)
            }
            StepView::SecondStep => choose(frame),
            StepView::Verify(view) => enrolment(view, frame, Step::Verify.path()),
            StepView::BackupCode { code } => backup_code(code),
            StepView::Questions => questions(frame),
            StepView::AccountType => account_type(frame),
        };
        view! {
            <TenSteps now=step.number() words=step.words()/>
            {body}
        }
        .into_any()
    })
}

fn password(email: String, policy: Policy, context: Context, frame: &Frame) -> AnyView {
    let action = post::<SignUpPassword>();
    let form = form_state(Default::default(), frame.replay.clone());
    view! {
        <FaultSummary form=form title="Create a password"/>
        <h1>"Create a password"</h1>
        <p>"You log in with this email:"</p>
        <p class="address">{email.clone()}</p>
        <PostForm to=action class="form">
            <input type="hidden" autocomplete="username" value=email/>
            <NewPassword policy=policy context=context/>
            <SubmitButton words="Submit"/>
        </PostForm>
    }
    .into_any()
}

fn choose(frame: &Frame) -> AnyView {
    let action = post::<ChooseSecondStep>();
    let form = form_state(Default::default(), frame.replay.clone());
    view! {
        <FaultSummary form=form title="Choose your second step"/>
        <h1>"Choose your second step"</h1>
        <p>"At every login, we ask for a second step after your password. Choose one or more: if you lose one, you can use another."</p>
        <PostForm to=action class="form">
            <fieldset class="usa-fieldset">
                <legend class="usa-legend">"How do you want to receive a verification code?"</legend>
                <CheckField name="passkey" hint="Recommended. Your phone, computer or security key confirms it is you; there is no code to type, and it cannot be tricked by a fake site. Needs JavaScript."/>
                <CheckField name="app" hint="An app on your phone shows a new code every 30 seconds, even offline."/>
                <CheckField name="text" hint="We send a code to a US mobile phone. Standard text messaging rates may apply. Numbers can be hijacked, so prefer one of the above."/>
                <TextField name="mobile" kind="tel" autocomplete="tel-national" inputmode="tel" optional=true hint="Only for text messages." width="m"/>
                <CheckField name="by_email" hint="We send a code to your account’s email. This is the least secure option, and it is not enough by itself for legal representatives."/>
            </fieldset>
            <SubmitButton words="Submit"/>
        </PostForm>
    }
    .into_any()
}

fn backup_code(code: String) -> AnyView {
    let action = post::<KeepBackupCode>();
    view! {
        <Heading title="Keep your backup code"/>
        <p>"This code opens your account once if you lose your phone or your passkey. Print it, copy it or save it, and keep it in a safe place. It is shown only once."</p>
        <Codes codes=vec![code] file=routes::BACKUP_FILE/>
        <PostForm to=action class="form">
            <Hidden name="id" value=String::new()/>
            <SubmitButton words="Proceed"/>
        </PostForm>
    }
    .into_any()
}

fn questions(frame: &Frame) -> AnyView {
    let action = post::<AnswerQuestions>();
    let form = form_state(Default::default(), frame.replay.clone());
    view! {
        <FaultSummary form=form title="Choose password reset questions"/>
        <h1>"Choose password reset questions"</h1>
        <p>"If you ever forget your password, we ask two of these questions and also send you an email. The answers alone never open your account. Capital letters and extra spaces do not matter."</p>
        <PostForm to=action class="form">
            <QuestionFields/>
            <SubmitButton words="Submit"/>
        </PostForm>
    }
    .into_any()
}

fn account_type(frame: &Frame) -> AnyView {
    let action = post::<ChooseAccountType>();
    let form = form_state(Default::default(), frame.replay.clone());
    view! {
        <FaultSummary form=form title="Choose your account type"/>
        <h1>"Account type"</h1>
        <PostForm to=action class="form">
            <RadioField name="account_type" choices=vec![
                ("applicant", "I am an applicant, petitioner, or requestor"),
                ("representative", "I am a legal representative"),
            ]/>
            <p class="usa-hint">"Legal representatives are attorneys and accredited representatives who act for clients. Email alone is not enough as their second step. "<a class="usa-link" href=Step::SecondStep.path()>"Add another second step"</a></p>
            <SubmitButton words="Submit"/>
        </PostForm>
    }
    .into_any()
}
