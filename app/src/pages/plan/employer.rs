//! What an employer's mailed link leads to: a plan or an evaluation to sign, or the report of the end of a job.

use super::words::{label, sentence};
use super::{parts, section, sign};
use crate::api::{
    EmployerReturn, EmployerSave, EmployerSign, PageOf, PlanPage, ReportDeparture, SignCode,
};
use crate::routes;
use crate::ui::{
    AreaField, FaultSummary, FormState, Heading, Hidden, Post, PostForm, RadioField, SubmitButton,
    TextField, form_state_in, loaded, param, post,
};
use crate::wire::{EmployerPlanView, EvaluationRow, PlanSectionView, PlanView, Replay, with_token};
use domain::plan::{Departed, Section, Signer, field};
use leptos::prelude::*;

/// The page of the link.
#[component]
pub fn EmployerPlan() -> impl IntoView {
    loaded(PageOf::Plans(PlanPage::Employer), |view: EmployerPlanView, frame| {
        let (token, replay) = (frame.link.clone(), frame.replay.clone());
        match view {
            EmployerPlanView::Gone => view! {
                <Heading title="This link does not work"/>
                <p>"Open the link in the email again. If it still does not work, it has expired or was replaced by a newer one: look for a newer email, or ask the student to send you a new link."</p>
                {typed_before(replay)}
            }
            .into_any(),
            EmployerPlanView::Done => view! {
                <Heading title="There is nothing left to do"/>
                <p>"The document for this link has been signed or sent back. You can close this page."</p>
                {typed_before(replay)}
            }
            .into_any(),
            EmployerPlanView::Sign { plan, signers, code_sent, to } => {
                let act = post::<EmployerSign>();
                let tried = replay.is_some();
                let form = form_state_in(Default::default(), replay, sentence);
                to_sign(*plan, signers, (act, form), Code { token, sent: code_sent, to, tried })
            }
            EmployerPlanView::Evaluate { plan, row, code_sent, to } => {
                let act = post::<EmployerSign>();
                let tried = replay.is_some();
                let form = form_state_in(Default::default(), replay, sentence);
                to_evaluate(&plan, &row, (act, form), Code { token, sent: code_sent, to, tried })
            }
            EmployerPlanView::Depart { student, employer, school, reported } => {
                let act = post::<ReportDeparture>();
                let form = form_state_in(Default::default(), replay, sentence);
                let title = "Report the end of the job";
                let ways = Departed::ALL.iter().map(|one| (one.code(), one.words())).collect::<Vec<_>>();
                view! {
                    <FaultSummary form=form title=title/>
                    <h1>{title}</h1>
                    <p class="usa-intro">{format!("{student}, {employer}")}</p>
                    <p>{format!("We notify {school} and {student} right away. The report is due within five business days, not counting weekends and federal holidays.")}</p>
                    {parts::departures(reported)}
                    <PostForm to=act class="form">
                        <Hidden name="token" value=token/>
                        <TextField name="last_day" label=label("last_day") hint="MM/DD/YYYY" inputmode="numeric" width="m"/>
                        <RadioField name="how" label=label("how") choices=ways/>
                        <AreaField name="remark" label=label("remark") optional=true/>
                        <TextField name="signed_name" label="Your full name" autocomplete="name"/>
                        <SubmitButton words="Report"/>
                    </PostForm>
                }
                .into_any()
            }
        }
    })
}

/// What was typed for a link that is over: it is not lost.
fn typed_before(replay: Option<Replay>) -> AnyView {
    let hidden = ["token", "code", "version", "signer", "drawn", "agree", "plan"];
    let own = replay.map(|replay| replay.values).unwrap_or_default().into_iter();
    let own = own.filter(|(name, value)| !value.is_empty() && !hidden.contains(&name.as_str()));
    let own: Vec<_> = own.collect();
    if own.is_empty() {
        return ().into_any();
    }
    view! {
        <h2>"What you typed was not sent"</h2>
        <dl class="facts">
            {own.into_iter().map(|(name, value)| view! { <div><dt>{label(&name)}</dt><dd><span class="lines">{value}</span></dd></div> }).collect_view()}
        </dl>
    }
    .into_any()
}

/// The mailed code: the link's token, whether a code is on its way, and to where.
struct Code {
    token: String,
    sent: bool,
    to: String,
    /// A signature was refused, and what was typed is to be shown.
    tried: bool,
}

impl Code {
    /// Asking for it, and where one was asked for, its field.
    fn ask(&self) -> AnyView {
        let act = post::<SignCode>();
        let (token, to) = (self.token.clone(), self.to.clone());
        let (why, words) = match self.sent {
            true => (
                format!("A code is on its way to {to}. It works for 15 minutes."),
                "Email another code",
            ),
            false => (
                format!(
                    "Before you sign, we need to send a code to {to} to confirm that it is you."
                ),
                "Email me the code",
            ),
        };
        view! {
            <PostForm to=act>
                <Hidden name="token" value=token/>
                <p>{why}</p>
                <SubmitButton words=words class="usa-button--outline"/>
            </PostForm>
        }
        .into_any()
    }

    /// The signature with the code, once one is on its way.
    fn form(
        &self,
        act: Post,
        signer: &'static str,
        name: String,
        covers: String,
    ) -> Option<AnyView> {
        let token = self.token.clone();
        let form = || {
            view! {
                <PostForm to=act class="form">
                    <Hidden name="token" value=token/>
                    <Hidden name="signer" value=signer.to_owned()/>
                    <Hidden name="version" value=covers/>
                    <TextField name="code" label=label("code") inputmode="numeric" autocomplete="one-time-code" width="m"/>
                    {sign::fields(name, true)}
                    <SubmitButton words="Sign"/>
                </PostForm>
            }
            .into_any()
        };
        (self.sent || self.tried).then(form)
    }
}

fn to_sign(
    plan: PlanView,
    signers: Vec<Signer>,
    (act, form): (Post, FormState),
    code: Code,
) -> AnyView {
    let title = "Training plan (Form I-983)";
    let gaps = |section: Section| {
        plan.missing
            .iter()
            .any(|fault| field(&fault.field).is_some_and(|field| field.section == section))
    };
    let whole = plan.missing.is_empty();
    let ours = gaps(Section::Employer) || gaps(Section::Training);
    let open = plan.state.is_open();
    let next = match (whole, ours) {
        (true, _) => {
            "Please read the plan. If it is correct, sign below. If not, you can change it."
        }
        (false, true) => {
            "Please fill in what is missing in sections 3 and 5. Then it can be signed."
        }
        (false, false) => {
            "The student still has to fill in section 1. You can read and complete the rest. You do not need to wait here."
        }
    };
    let missing =
        plan.missing.iter().map(|fault| view! { <li>{sentence(fault)}</li> }).collect_view();
    let sections = plan.sections.clone().into_iter().map(|one| {
        let edit = (open && one.section != Section::Student)
            .then(|| with_token(routes::employer_section(one.section), &code.token));
        parts::section(one, true, edit, false)
    });
    let sections = sections.collect_view();
    let sign = (whole && open && !signers.is_empty()).then(|| signing(&plan, &signers, act, &code));
    view! {
        <FaultSummary form=form title=title/>
        <h1>{title}</h1>
        <p class="usa-intro">{format!("{}, {}", plan.person.name(), plan.person.school)}</p>
        <p>{next}</p>
        {(!whole).then(|| view! { <details class="faq"><summary>"What is missing"</summary><ul class="usa-list">{missing}</ul></details> })}
        {sections}
        {parts::versions(plan.versions.clone())}
        <h2>"Signatures"</h2>
        {parts::signatures(&plan.signatures)}
        {sign}
        {send_back(&code, "I am not the right person")}
        <p class="usa-hint">{plan.edition}</p>
    }
    .into_any()
}

/// The signatures of whoever has this link, one after the other.
fn signing(plan: &PlanView, signers: &[Signer], act: Post, code: &Code) -> AnyView {
    let Some(signer) = signers.first().copied() else { return ().into_any() };
    let found = plan.signatures.iter().find(|one| one.signer == signer);
    let (name, covers) =
        found.map(|one| (one.name.clone(), one.covers.clone())).unwrap_or_default();
    let more = (signers.len() > 1).then(|| view! { <p class="usa-hint">"You are named for both sections. You sign the other one next, with its own code."</p> });
    let form = code.form(act, signer.code(), name, covers);
    view! {
        <h2>{format!("Sign {}: {}", signer.section().to_lowercase(), signer.words())}</h2>
        {more}
        {sign::certified(signer)}
        {code.ask()}
        {form}
    }
    .into_any()
}

fn to_evaluate(
    plan: &PlanView,
    row: &EvaluationRow,
    (act, form): (Post, FormState),
    code: Code,
) -> AnyView {
    let title = row.kind.words();
    let overseer = plan.signatures.iter().find(|one| one.signer == Signer::Overseer);
    let name = overseer.map(|one| one.name.clone()).unwrap_or_default();
    let sections = plan.sections.clone().into_iter().filter(|one| one.section == Section::Training);
    let sections = sections.map(|one| parts::section(one, false, None, false)).collect_view();
    let signing = code.form(act, Signer::Overseer.code(), name, row.covers.clone());
    view! {
        <FaultSummary form=form title=title/>
        <h1>{title}</h1>
        <p class="usa-intro">{format!("{}, {}", plan.person.name(), plan.employer)}</p>
        {parts::evaluation_text(row)}
        {sections}
        <h2>"Sign it"</h2>
        {code.ask()}
        {signing}
        {send_back(&code, "Send it back to the student")}
    }
    .into_any()
}

/// Sending something back, folded.
fn send_back(code: &Code, words: &'static str) -> AnyView {
    let act = post::<EmployerReturn>();
    let token = code.token.clone();
    view! {
        <details class="faq">
            <summary>{words}</summary>
            <PostForm to=act class="form">
                <Hidden name="token" value=token/>
                <AreaField name="words" label="Why: the student reads this"/>
                <SubmitButton words="Send back" class="usa-button--outline"/>
            </PostForm>
        </details>
    }
    .into_any()
}

/// A section that the employer fills in.
#[component]
pub fn EmployerSectionPage() -> impl IntoView {
    let code = param("section");
    loaded(PageOf::Plans(PlanPage::EmployerSection(code)), |view: PlanSectionView, frame| {
        let act = post::<EmployerSave>();
        let (token, plan) = (frame.link.clone(), view.id.clone());
        let back = with_token(routes::EMPLOYER_PLAN, &token);
        let hidden = view! { <Hidden name="token" value=token/><Hidden name="plan" value=plan/> };
        section::filled(view, act, frame.replay.clone(), hidden.into_any(), back)
    })
}
