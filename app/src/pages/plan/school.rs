//! Training plans in the console.

use super::parts;
use super::words::{label, sentence};
use crate::api::{DecidePlan, HandPlan, PageOf, PlanPage, SeenDeparture};
use crate::routes;
use crate::ui::{
    AreaField, FaultSummary, FileList, FormState, Heading, Hidden, KindLink, Pager, Post, PostForm,
    SubmitButton, TextField, form_state_in, kinds, loaded, page_number, param, post, query,
};
use crate::wire::{DepartureRow, FileView, PlanRow, SchoolPlanView, SchoolPlansView};
use domain::plan::{PlanFilter, PlanState};
use leptos::prelude::*;
use std::collections::BTreeMap;

/// All plans of one kind, or one plan.
#[component]
pub fn SchoolPlans() -> impl IntoView {
    match param("id") {
        id if id.is_empty() => all(),
        id => one(id),
    }
}

fn all() -> AnyView {
    let show = PlanFilter::from_code(&query("show")).unwrap_or(PlanFilter::AtSchool);
    loaded(PageOf::Plans(PlanPage::School(show, page_number())), |view: SchoolPlansView, _| {
        let SchoolPlansView { show, counts, page, pages, rows, departures } = view;
        let link = |(kind, count): (PlanFilter, u64)| KindLink {
            href: routes::school_plans(kind),
            words: kind.words(),
            count: Some(count),
            shown: kind == show,
        };
        let links = kinds("Kinds of training plans", counts.into_iter().map(link).collect());
        let none = rows.is_empty();
        view! {
            <Heading title="Training plans (Form I-983)"/>
            {ended(departures)}
            {links}
            {if none { view! { <p>{nothing(show)}</p> }.into_any() } else { table(rows) }}
            <Pager path=routes::school_plans(show) page=page pages=pages/>
        }
        .into_any()
    })
}

fn nothing(show: PlanFilter) -> &'static str {
    match show {
        PlanFilter::AtSchool => {
            "No plans are waiting for you. Students start one under “Training plans”."
        }
        PlanFilter::ToHand => "All accepted plans have been uploaded to SEVIS.",
        PlanFilter::Open => "No plan is being filled in.",
        PlanFilter::Done => "No plan is done yet.",
    }
}

fn table(rows: Vec<PlanRow>) -> AnyView {
    let row = |row: PlanRow| {
        let employer =
            if row.employer.is_empty() { "Not filled in yet".to_owned() } else { row.employer };
        view! {
            <tr>
                <th scope="row"><a class="usa-link" href=routes::school_plan(&row.id)>{row.student}</a><br/><span class="usa-hint nowrap">{row.sevis_id}</span></th>
                <td>{employer}</td>
                <td class="number">{row.number}</td>
                <td>{format!("{} of 3", row.signed.len())}</td>
                <td>{row.at}</td>
            </tr>
        }
    };
    view! {
        <div class="table-scroll" tabindex="0" role="region" aria-label="Training plans">
            <table class="usa-table usa-table--borderless">
                <thead><tr><th scope="col">"Student"</th><th scope="col">"Employer"</th><th scope="col">"Version"</th><th scope="col">"Signed"</th><th scope="col">"Last changed"</th></tr></thead>
                <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// What employers reported and nobody has seen to.
fn ended(all: Vec<DepartureRow>) -> AnyView {
    if all.is_empty() {
        return ().into_any();
    }
    let one = |row: DepartureRow| {
        let act = post::<SeenDeparture>();
        let id = row.id.clone();
        let label = format!("Mark as handled: {}", row.name);
        view! {
            <li class="card">
                <h3 class="card__title"><a class="usa-link" href=routes::student(&row.student)>{row.name.clone()}</a>", "{row.employer.clone()}</h3>
                {parts::departure(&row)}
                <PostForm to=act>
                    <Hidden name="id" value=id/>
                    <button type="submit" class="usa-button usa-button--outline" aria-label=label>"Mark as handled"</button>
                </PostForm>
            </li>
        }
    };
    view! {
        <h2>"Employers report the end of a job"</h2>
        <p>"Talk to the student and correct the last day on the record: it must be in SEVIS within 21 days."</p>
        <ul class="cards">{all.into_iter().map(one).collect_view()}</ul>
    }
    .into_any()
}

fn one(id: String) -> AnyView {
    loaded(PageOf::Plans(PlanPage::SchoolOne(id)), |view: SchoolPlanView, frame| {
        let act = post::<DecidePlan>();
        let form = form_state_in(Default::default(), frame.replay.clone(), sentence);
        let title = "Training plan (Form I-983)";
        let plan = view.plan.clone();
        // What an official types into SEVIS can be copied.
        let copied = plan.state == PlanState::Accepted;
        let sections =
            plan.sections.clone().into_iter().map(|one| parts::section(one, true, None, copied));
        let sections = sections.collect_view();
        let evaluations = parts::evaluations(plan.evaluations.clone(), plan.today, |_| None);
        view! {
            <FaultSummary form=form title=title/>
            <p class="usa-hint"><a class="usa-link alone" href=routes::SCHOOL_PLANS>"All training plans"</a></p>
            <h1>{title}</h1>
            <p class="usa-intro"><a class="usa-link" href=routes::student(&view.student)>{plan.person.name()}</a>{format!(", {}", plan.employer)}</p>
            {parts::head(&plan)}
            {parts::departures(plan.departures.clone())}
            {decide(&view, act, form)}
            {after(&view)}
            <h2>"Signatures"</h2>
            {parts::signatures(&plan.signatures)}
            {evaluations}
            <h2>"The plan"</h2>
            {sections}
            {parts::versions(plan.versions.clone())}
            <p class="usa-hint">{plan.edition.clone()}</p>
        }
        .into_any()
    })
}

/// The decision, where it is the school's turn.
fn decide(view: &SchoolPlanView, act: Post, form: FormState) -> AnyView {
    let (id, version) = (view.plan.id.clone(), view.plan.version.to_string());
    let (again, now) = (id.clone(), version.clone());
    if view.plan.state != PlanState::AtSchool {
        let (by, words) = view.plan.asked.clone();
        let typed = form.value("question");
        return view! {
            {(!words.is_empty()).then(|| view! { <p>{format!("{by} asked:")}</p><p class="quote">{words}</p> })}
            {crate::ui::unsent("What you typed was not sent:", typed)}
        }
        .into_any();
    }
    view! {
        <h2>"Your decision"</h2>
        <p>"Check that the plan is complete and signed, that the work is related to the degree, and that it states the pay and at least 20 hours a week. You do not need to judge the field or research the employer."</p>
        <PostForm to=act>
            <Hidden name="id" value=id/>
            <Hidden name="version" value=version/>
            <Hidden name="act" value="accept".to_owned()/>
            <SubmitButton words="Accept"/>
        </PostForm>
        <PostForm to=act class="form">
            <Hidden name="id" value=again/>
            <Hidden name="version" value=now/>
            <Hidden name="act" value="ask".to_owned()/>
            <AreaField name="question" label=label("question") hint="The student reads this. A signature stays valid as long as the parts it covers do not change."/>
            <SubmitButton words="Ask the student" class="usa-button--outline"/>
        </PostForm>
    }
    .into_any()
}

/// What follows once it is accepted: the employer on record, and SEVIS.
fn after(view: &SchoolPlanView) -> AnyView {
    if view.plan.state != PlanState::Accepted {
        return ().into_any();
    }
    let record = match (&view.recorded, &view.authorization) {
        (Some(id), _) => {
            let href = routes::student_employer(&view.student, id);
            let differs = view.differs.clone();
            let row = |(label, known, told): (String, String, String)| view! { <li>{format!("{label}: the record has “{known}”, the plan “{told}”")}</li> };
            view! {
                <p><a class="usa-link alone" href=href>"The employer on record"</a></p>
                {(!differs.is_empty()).then(|| view! { <p>"The plan differs:"</p><ul class="usa-list">{differs.into_iter().map(row).collect_view()}</ul> })}
            }
            .into_any()
        }
        (None, Some(_)) => {
            let href = routes::student_plan_employer(&view.student, &view.plan.id);
            view! { <p><a class="usa-button" href=href>"Record the employer"</a></p><p class="usa-hint">"The form is filled in from the plan. Saving it passes the employer on to SEVIS."</p> }.into_any()
        }
        (None, None) => {
            let href = routes::student_authorization_new(&view.student, &view.plan.id);
            view! { <p><a class="usa-button" href=href>"Add the STEM extension"</a></p><p class="usa-hint">"It is not on record yet. Its form is filled in from the plan; the employer follows, and both are recommended to SEVIS together."</p> }.into_any()
        }
    };
    view! {
        <h2>"Next"</h2>
        <h3>"1. The employer on record"</h3>
        {record}
        <h3>"2. The plan in SEVIS"</h3>
        {handing(view)}
    }
    .into_any()
}

/// A batch cannot carry a plan, so an official gives it to SEVIS by hand.
fn handing(view: &SchoolPlanView) -> AnyView {
    let file = routes::school_plan_file(&view.plan.id);
    let scans = view.plan.signatures.iter().filter_map(|one| one.signed.as_ref()?.paper.clone());
    // One scan may show several signatures.
    let scans: BTreeMap<String, FileView> = scans.map(|scan| (scan.id.clone(), scan)).collect();
    let scans: Vec<FileView> = scans.into_values().collect();
    let download = view! {
        <p><a class="usa-link alone" href=file>{format!("The plan as a PDF: {}", view.file)}</a></p>
        {(!scans.is_empty()).then(|| view! { <p>"Some signatures are on paper. Upload these scans as well:"</p><FileList files=scans/> })}
    };
    match &view.handed {
        Some(handed) => view! { {download}<p>{format!("Handed over by {handed}")}</p> }.into_any(),
        None => {
            let act = post::<HandPlan>();
            let id = view.plan.id.clone();
            view! {
                <p>"A batch cannot carry it: in RTI, open the student’s OPT page and upload this file. If JavaScript is on, each field below has a copy button."</p>
                {download}
                <PostForm to=act class="form">
                    <Hidden name="id" value=id/>
                    <TextField name="proof" label=label("proof") optional=true/>
                    <SubmitButton words="It is in SEVIS" class="usa-button--outline"/>
                </PostForm>
            }
            .into_any()
        }
    }
}
