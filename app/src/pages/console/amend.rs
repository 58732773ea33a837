//! Amending a record: each page is one form, and its effect on the count is shown before it is saved.

use crate::api::{
    CorrectAuthorization, CorrectEmployer, MergeRecords as Merge, PageOf, PlanPage,
    WithdrawEmployer,
};
use crate::routes;
use crate::ui::{
    AreaField, CheckField, ChoiceField, FormState, Hidden, PostForm, RadioField, SubmitButton,
    TextField, Version, effect_seen, effect_summary, form_state, loaded, nowhere, param, post,
};
use crate::wire::*;
use crate::words;
use domain::authorization::{Kind, Schedule, Status};
use leptos::prelude::*;

/// The student of the page, and the thing in it.
fn of() -> (String, String) {
    (param("id"), param("of"))
}

fn back(student: &str) -> AnyView {
    view! { <p><a class="usa-link alone" href=routes::student(student)>"Back to the record"</a></p> }
        .into_any()
}

fn whose(person: &Person) -> AnyView {
    view! { <p class="usa-hint">{format!("{} · {}", person.name(), person.sevis_id)}</p> }
        .into_any()
}

/// The page of what is amended.
#[component]
pub fn Amend() -> impl IntoView {
    let what = param("what");
    match what.as_str() {
        "authorizations" => {
            let (student, id) = of();
            authorization(PageOf::StudentAuthorization(student, id))
        }
        "new-authorization" => {
            let (student, plan) = of();
            let plan = if plan == "new" { String::new() } else { plan };
            authorization(PageOf::NewStudentAuthorization(student, plan))
        }
        "employers" => {
            let (student, id) = of();
            employer_page(PageOf::StudentEmployer(student, id))
        }
        "new-employer" => {
            let (student, id) = of();
            employer_page(PageOf::NewStudentEmployer(student, id))
        }
        "plan-employer" => {
            let (student, plan) = of();
            employer_page(PageOf::Plans(PlanPage::Record(student, plan)))
        }
        "withdraw-employer" => withdraw_employer(),
        _ => nowhere(),
    }
}

fn authorization(page: PageOf) -> AnyView {
    loaded(page, |CorrectAuthorizationView { person, form }, frame| {
        let action = post::<CorrectAuthorization>();
        let state = form_state(form.values(), frame.replay.clone());
        let record = back(&form.student);
        let new = form.id.is_empty();
        let title =
            if new { "Add an authorization" } else { "Correct or withdraw an authorization" };
        let sevis = match new {
            true => {
                "Saving does not send anything yet. A STEM extension is recommended to SEVIS together with its employer."
            }
            false => {
                "SEVIS gets authorizations from another source. Nothing entered here is sent to SEVIS."
            }
        };
        let kinds: Vec<_> = Kind::ALL.iter().map(|kind| (kind.code(), kind.words())).collect();
        let schedules = Schedule::ALL.iter().map(|one| (one.code(), one.words())).collect();
        view! {
            {effect_summary(state, title)}
            <h1>{title}</h1>
            {whose(&person)}
            <PostForm to=action class="form">
                <Hidden name="id" value=form.id/>
                <Hidden name="once" value=form.once/>
                <Hidden name="plan" value=form.plan/>
                <Hidden name="student" value=form.student/>
                <Version form=state value=form.version/>
                {effect_seen(state)}
                <RadioField name="opt_type" choices=kinds/>
                <ChoiceField name="status" label="Status" options=&STATUSES/>
                <RadioField name="schedule" choices=schedules/>
                <TextField name="start_date" inputmode="numeric" width="m"/>
                <TextField name="end_date" inputmode="numeric" width="m"/>
                <AreaField name="remarks" optional=true/>
                <TextField name="reason" optional=true hint="The student reads it in the history."/>
                <p class="usa-hint">{sevis}</p>
                <SubmitButton words="Save"/>
            </PostForm>
            {record}
        }
        .into_any()
    })
}

/// Codes and words of the states of an authorization.
const STATUSES: [(&str, &str); 6] = [
    (Status::Requested.code(), Status::Requested.words()),
    (Status::Pending.code(), Status::Pending.words()),
    (Status::Approved.code(), Status::Approved.words()),
    (Status::Denied.code(), Status::Denied.words()),
    (Status::Withdrawn.code(), Status::Withdrawn.words()),
    (Status::Canceled.code(), Status::Canceled.words()),
];

fn employer_page(page: PageOf) -> AnyView {
    loaded(page, |CorrectEmployerView { person, authorization, recommendable, form }, frame| {
        let action = post::<CorrectEmployer>();
        let state = form_state(form.values(), frame.replay.clone());
        let record = back(&form.student);
        let new = form.fields.id.is_empty();
        let title = if new { "Add an employer" } else { "Correct an employer" };
        let stem = authorization.kind == Kind::Stem;
        let withdraw = routes::student_employer_withdraw(&form.student, &form.fields.id);
        view! {
            {effect_summary(state, title)}
            <h1>{title}</h1>
            {whose(&person)}
            <p>{format!("For {}.", authorization.words())}</p>
            {(new && stem).then(|| view! { <p>"Add it once the signed Form I-983 is in the student’s file."</p> })}
            <PostForm to=action class="form">
                <Hidden name="id" value=form.fields.id/>
                <Hidden name="once" value=form.fields.once/>
                <Hidden name="student" value=form.student/>
                <Hidden name="authorization" value=form.authorization/>
                <Hidden name="plan" value=form.plan/>
                <Version form=state value=form.fields.version/>
                {effect_seen(state)}
                <crate::pages::student::EmployerFields state=state stem=false self_employment=!stem late=false/>
                {recommendable.then(|| view! { <CheckField name="recommend" hint="Leave this unticked if the extension was already recommended in SEVIS. The employer then waits until the extension is approved."/> })}
                <TextField name="reason" optional=true hint="The student reads it in the history."/>
                <SubmitButton words="Save"/>
            </PostForm>
            {(!new).then(|| view! { <p><a class="usa-link alone" href=withdraw>"Delete this employer"</a></p> })}
            {record}
        }
        .into_any()
    })
}

fn withdraw_employer() -> AnyView {
    let (student, id) = of();
    loaded(
        PageOf::WithdrawEmployer(student, id),
        |WithdrawEmployerView { person, name, days, deleted, effect, form }, frame| {
            let action = post::<WithdrawEmployer>();
            let record = back(&form.student);
            let state = form_state(Default::default(), frame.replay.clone());
            let title = if deleted { "Bring an employer back" } else { "Delete an employer" };
            let words = if deleted { "Bring back" } else { "Delete" };
            let effect = words::effect_words(&effect);
            view! {
            {effect_summary(state, title)}
            <h1>{title}</h1>
            {whose(&person)}
            <p><strong>{name}</strong>", "{days}</p>
            <p>"Delete an employer only if it was entered by mistake. For a job that has ended, enter an end date."</p>
            <p><strong>{effect}</strong></p>
            <PostForm to=action>
                <Hidden name="id" value=form.id/>
                <Hidden name="student" value=form.student/>
                <Hidden name="version" value=form.version/>
                <Hidden name="effect" value=form.effect/>
                <SubmitButton words=words class="usa-button--secondary"/>
            </PostForm>
            {record}
        }
        .into_any()
        },
    )
}

/// Two that are one.
#[component]
pub fn MergeRecords() -> impl IntoView {
    let (student, _) = of();
    loaded(PageOf::Merge(student), |MergeView { person, student, choices }, frame| {
        let action = post::<Merge>();
        let record = back(&student);
        let state = form_state(Default::default(), frame.replay.clone());
        let title = "Merge duplicate records";
        view! {
            {effect_summary(state, title)}
            <h1>{title}</h1>
            {whose(&person)}
            <p>"If you merge two authorizations, the employers of the removed one move to the other, and the removed one is canceled. If you merge two employers, one is deleted and the other gets the dates of both."</p>
            <PostForm to=action class="form">
                <Hidden name="student" value=student/>
                {effect_seen(state)}
                {choice("goes", choices.clone(), state)}
                {choice("stays", choices, state)}
                <SubmitButton words="Merge"/>
            </PostForm>
            {record}
        }
        .into_any()
    })
}

fn choice(name: &'static str, choices: Vec<(String, String)>, form: FormState) -> AnyView {
    let chosen = form.value(name);
    let fault = form.fault(name);
    let id = format!("f-{name}");
    let fault_id = format!("{id}-fault");
    let described = fault.is_some().then(|| fault_id.clone());
    let class = match fault {
        Some(_) => "usa-form-group usa-form-group--error",
        None => "usa-form-group",
    };
    view! {
        <div class=class>
            <label class="usa-label" for=id.clone()>{words::label(name)}</label>
            {fault.map(|fault| view! { <span class="usa-error-message" id=fault_id>{fault}</span> })}
            <select class="usa-select" id=id name=format!("form[{name}]") aria-describedby=described>
                <option value="">"- Select -"</option>
                {choices.into_iter().map(|(id, words)| {
                    let selected = id == chosen;
                    view! { <option value=id selected=selected>{words}</option> }
                }).collect_view()}
            </select>
        </div>
    }
    .into_any()
}
