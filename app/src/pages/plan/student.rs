//! The student's training plans.

use super::words::sentence;
use super::{paper, parts, sign};
use crate::api::{
    AskSigners, BeginPlan, ChangePlan, DropPlan, PageOf, PlanPage, SendPlan, SignPlan,
};
use crate::routes;
use crate::ui::{
    FaultSummary, Heading, Hidden, Post, PostForm, SubmitButton, form_state_in, loaded, param, post,
};
use crate::wire::{PlanRow, PlanView, PlansView};
use domain::date::long;
use domain::plan::{PlanState, Section, Signer, field};
use leptos::prelude::*;

/// All of them.
#[component]
pub fn Plans() -> impl IntoView {
    loaded(PageOf::Plans(PlanPage::All), |PlansView { rows, once, stem }, _| {
        let begin = post::<BeginPlan>();
        let none = rows.is_empty();
        view! {
            <Heading title="Training plans (Form I-983)"/>
            <p>"A STEM extension needs a training plan with each employer: filled in by you and your employer, signed by three, and given to your school. A new employer needs a new one within 10 days of starting."</p>
            {(!stem).then(|| view! { <p class="usa-hint">"There is no STEM extension on your record yet. You can fill in the plan now: your school needs it to recommend the extension."</p> })}
            {none.then(|| view! { <p>"You have no training plan here yet."</p> })}
            <ul class="cards">{rows.into_iter().map(row).collect_view()}</ul>
            <PostForm to=begin>
                <Hidden name="once" value=once/>
                <SubmitButton words="Begin a training plan"/>
            </PostForm>
        }
        .into_any()
    })
}

fn row(row: PlanRow) -> AnyView {
    let employer = if row.employer.is_empty() {
        "Employer not filled in yet".to_owned()
    } else {
        row.employer
    };
    let version =
        if row.number > 1 { format!(" · version {}", row.number) } else { String::new() };
    let signed = format!("{} of 3 signatures", row.signed.len());
    let due = row.due.map(|(kind, by)| {
        let href = routes::plan_evaluation(&row.id, kind.code());
        view! { <p><a class="usa-link alone" href=href>{format!("{}: due by {}", kind.words(), long(by))}</a></p> }
    });
    view! {
        <li class="card">
            <h2 class="card__title"><a class="usa-link alone" href=routes::plan(&row.id)>{employer}</a></h2>
            <p>{format!("{}{version}", row.state.words())}</p>
            <p class="usa-hint">{format!("{signed} · {}", row.at)}</p>
            {due}
        </li>
    }
    .into_any()
}

/// One of them.
#[component]
pub fn Plan() -> impl IntoView {
    let id = param("id");
    loaded(PageOf::Plans(PlanPage::One(id)), |plan: PlanView, frame| {
        let act = post::<SignPlan>();
        let form = form_state_in(Default::default(), frame.replay.clone(), sentence);
        let title = "Training plan (Form I-983)";
        let employer = (!plan.employer.is_empty()).then(|| format!("With {}", plan.employer));
        let open = plan.state.is_open();
        let id = plan.id.clone();
        let edit = |section: Section| open.then(|| routes::plan_section(&id, section.code()));
        let whole = plan.missing.is_empty();
        let sections = plan.sections.clone().into_iter();
        let sections = sections.map(|one| {
            let to = edit(one.section);
            parts::section(one, open && !whole, to, false)
        });
        let sections = sections.collect_view();
        let write = |row: &crate::wire::EvaluationRow| {
            let now = row.opens <= plan.today && row.signatures.len() < 2;
            now.then(|| routes::plan_evaluation(&plan.id, row.kind.code()))
        };
        let evaluations = parts::evaluations(plan.evaluations.clone(), plan.today, write);
        view! {
            <FaultSummary form=form title=title/>
            <p class="usa-hint"><a class="usa-link alone" href=routes::PLANS>"All training plans"</a></p>
            <h1>{title}</h1>
            {employer.map(|words| view! { <p class="usa-intro">{words}</p> })}
            {parts::head(&plan)}
            {asked(&plan)}
            {next(&plan)}
            <h2>"Signatures"</h2>
            {parts::signatures(&plan.signatures)}
            {links(&plan)}
            {on_paper(&plan)}
            {own_signature(&plan, act)}
            {evaluations}
            {parts::departures(plan.departures.clone())}
            <h2>"The plan"</h2>
            {sections}
            <p><a class="usa-link alone" href=routes::plan_file(&plan.id)>"The plan as a PDF"</a></p>
            {parts::versions(plan.versions.clone())}
            {others(&plan)}
            <p class="usa-hint">{plan.edition.clone()}</p>
        }
        .into_any()
    })
}

fn asked(plan: &PlanView) -> AnyView {
    let (by, words) = plan.asked.clone();
    if words.is_empty() || plan.state == PlanState::Accepted {
        return ().into_any();
    }
    view! {
        <div class="usa-alert usa-alert--warning"><div class="usa-alert__body">
            <h2 class="usa-alert__heading">"Your school asks"</h2>
            <p class="usa-alert__text quote">{words}</p>
            <p class="usa-alert__text usa-hint">{by}</p>
        </div></div>
    }
    .into_any()
}

/// What is to be done now, in one sentence.
fn next(plan: &PlanView) -> AnyView {
    let gaps = |section: Section| {
        let own = plan.missing.iter();
        own.filter(|fault| field(&fault.field).is_some_and(|field| field.section == section))
            .count()
    };
    if plan.state.is_open() && !plan.missing.is_empty() {
        let list = Section::ALL.into_iter().filter(|section| gaps(*section) > 0).map(|section| {
            let href = routes::plan_section(&plan.id, section.code());
            let count = gaps(section);
            let fields = if count == 1 { "field" } else { "fields" };
            view! { <li><a class="usa-link alone" href=href>{section.words()}</a>{format!(": {count} {fields} to fill in")}</li> }
        });
        return view! {
            <p>"Next: fill in what is missing. Your employer can do sections 3 and 5 by the mailed link."</p>
            <ul class="usa-list">{list.collect_view()}</ul>
        }
        .into_any();
    }
    let signed = plan.signatures.iter().filter(|one| one.signed.is_some()).count();
    let words = match plan.state {
        PlanState::Open | PlanState::Asked if signed == 3 => {
            "All signatures hold. Give this version to your school."
        }
        PlanState::Open | PlanState::Asked => {
            "Next: all three sign. With the last signature the plan goes to your school."
        }
        PlanState::AtSchool => {
            "Your school has the plan. We will email you when it accepts the plan or has a question."
        }
        PlanState::Accepted => {
            "The plan is in effect. Change it when the pay, hours, duties, the site, the supervisor or the employer’s number change."
        }
        PlanState::Replaced | PlanState::Dropped => "This version is no longer current.",
    };
    let send = (plan.state.is_open() && signed == 3).then(|| {
        let act = post::<SendPlan>();
        let id = plan.id.clone();
        view! { <PostForm to=act><Hidden name="id" value=id/><SubmitButton words="Give it to the school"/></PostForm> }
    });
    view! { <p>{words}</p>{send} }.into_any()
}

/// Mailing the links.
fn links(plan: &PlanView) -> AnyView {
    let named = plan.signatures.iter().filter(|one| one.signed.is_none() && !one.email.is_empty());
    if !plan.state.is_open() || plan.signatures.iter().all(|one| one.email.is_empty()) {
        return ().into_any();
    }
    if named.count() == 0 {
        return ().into_any();
    }
    let act = post::<AskSigners>();
    let id = plan.id.clone();
    view! {
        <PostForm to=act>
            <Hidden name="id" value=id/>
            <p class="usa-hint">"Your employer’s officials get a link by email to fill in sections 3 and 5 and to sign. They do not need an account."</p>
            <SubmitButton words="Email the links" class="usa-button--outline"/>
        </PostForm>
    }
    .into_any()
}

/// Where the school takes it, and somebody has not signed yet: the way by paper.
fn on_paper(plan: &PlanView) -> AnyView {
    let waits = plan.signatures.iter().any(paper::can_be_shown);
    let can = plan.on_paper && plan.state.is_open() && plan.missing.is_empty() && waits;
    let href = routes::plan_paper(&plan.id);
    can.then(|| view! { <p><a class="usa-link alone" href=href>"Hand in a scan that was signed by hand"</a></p> })
        .into_any()
}

/// The student's own signature.
fn own_signature(plan: &PlanView, act: Post) -> AnyView {
    let own = plan.signatures.iter().find(|one| one.signer == Signer::Student);
    let Some(own) =
        own.filter(|one| one.signed.is_none() && plan.state.is_open() && plan.missing.is_empty())
    else {
        return ().into_any();
    };
    let (id, covers, name) = (plan.id.clone(), own.covers.clone(), own.name.clone());
    view! {
        <h2>"Sign section 2"</h2>
        {sign::certified(Signer::Student)}
        <PostForm to=act class="form">
            <Hidden name="id" value=id/>
            <Hidden name="version" value=covers/>
            {sign::fields(name, false)}
            <SubmitButton words="Sign"/>
        </PostForm>
    }
    .into_any()
}

/// A new version, or giving one up.
fn others(plan: &PlanView) -> AnyView {
    let id = plan.id.clone();
    match plan.state {
        PlanState::AtSchool | PlanState::Accepted => {
            let act = post::<ChangePlan>();
            let words = match plan.state {
                PlanState::AtSchool => {
                    "A new version starts with what you see here, and takes this one back from your school: all three sign again. If you discard it, this one is with your school again."
                }
                _ => {
                    "A new version starts with what you see here. Until your school accepts it, the last accepted version stays in effect."
                }
            };
            view! {
                <h2>"Change the plan"</h2>
                <p>{words}</p>
                <PostForm to=act><Hidden name="id" value=id/><SubmitButton words="Begin a new version" class="usa-button--outline"/></PostForm>
            }
            .into_any()
        }
        PlanState::Open | PlanState::Asked => {
            let act = post::<DropPlan>();
            view! {
                <PostForm to=act><Hidden name="id" value=id/><SubmitButton words="Discard this version" class="usa-button--unstyled"/></PostForm>
            }
            .into_any()
        }
        PlanState::Replaced | PlanState::Dropped => ().into_any(),
    }
}
