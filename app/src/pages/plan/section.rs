//! Filling in a section of a plan.

use super::words::sentence;
use crate::api::{PageOf, PlanPage, SavePlan};
use crate::routes;
use crate::ui::{
    AreaField, FaultSummary, Hidden, Post, PostForm, RadioField, StateField, SubmitButton,
    TextField, Version, form_state_in, loaded, param, post,
};
use crate::wire::{PlanSectionView, Replay};
use domain::plan::{By, Edition, FIELDS, Field, Kind, Section};
use leptos::prelude::*;

/// The student fills in a section.
#[component]
pub fn PlanSection() -> impl IntoView {
    let (id, section) = (param("id"), param("section"));
    loaded(PageOf::Plans(PlanPage::Section(id, section)), |view: PlanSectionView, frame| {
        let act = post::<SavePlan>();
        let back = routes::plan(&view.id);
        let id = view.id.clone();
        let around = view! { <Hidden name="id" value=id/> }.into_any();
        filled(view, act, frame.replay.clone(), around, back)
    })
}

/// The page of a section, for student and employer.
pub(super) fn filled(
    view: PlanSectionView,
    act: Post,
    replay: Option<Replay>,
    hidden: AnyView,
    back: String,
) -> AnyView {
    let form = form_state_in(view.values.clone(), replay, sentence);
    let title = view.section.words();
    let edition = Edition::from_code(&view.edition).unwrap_or(Edition::on(domain::Date::MAX));
    let (gone, whose) = (view.gone, view.whose.clone());
    let by_employer = view.by_employer;
    let fills = move |field: &&Field| {
        field.section == view.section && (!by_employer || field.by != By::Student)
    };
    let fields = FIELDS.iter().filter(fills).map(|field| one(field, edition));
    let fields = fields.collect_view();
    view! {
        <FaultSummary form=form title=title/>
        <p class="usa-hint"><a class="usa-link alone" href=back>"The whole plan"</a></p>
        <h1>{title}</h1>
        {(!whose.is_empty()).then(|| view! { <p class="usa-intro">{whose}</p> })}
        {if gone {
            view! { <p>"Your link no longer works here, so nothing can be saved. What you typed is shown below: copy it, and open the link in the email again. If that does not help, ask the student to send you a new link."</p> }.into_any()
        } else {
            view! { <p>{intro(view.section, by_employer)}</p> }.into_any()
        }}
        {view.signed.then(|| view! { <p>"Someone has already signed. Changes here create a new version. A signature stays valid as long as the parts it covers do not change."</p> })}
        <PostForm to=act class="form">
            {hidden}
            <Hidden name="section" value=view.section.code().to_owned()/>
            <Version form=form value=view.version.to_string()/>
            {fields}
            {(!gone).then(|| view! { <SubmitButton words="Save"/> })}
        </PostForm>
    }
    .into_any()
}

fn intro(section: Section, by_employer: bool) -> &'static str {
    match (section, by_employer) {
        (Section::Student, _) => {
            "You can save an incomplete form and continue later. No one can sign until everything is filled in."
        }
        (_, false) => {
            "Fill in what you know. Your employer can add the rest using the emailed link."
        }
        (_, true) => {
            "Please fill in what is missing and correct what is wrong. You can save with gaps and go on later."
        }
    }
}

/// One field, as its kind wants it.
fn one(field: &'static Field, edition: Edition) -> AnyView {
    let Field { name, hint, kind, needed, by, .. } = *field;
    let label = edition.label(name);
    let optional = !needed;
    if by == By::Record {
        // What the school has on record is not typed.
        return ().into_any();
    }
    match kind {
        Kind::Text(_) => view! { <AreaField name=name label=label hint=hint optional=optional/> }.into_any(),
        Kind::YesNo => view! { <RadioField name=name label=label hint=hint choices=vec![("yes", "Yes"), ("no", "No")]/> }.into_any(),
        Kind::State => view! { <StateField name=name/> }.into_any(),
        Kind::Day | Kind::Ein | Kind::Naics | Kind::Zip | Kind::Count(..) => {
            let hint = if hint.is_empty() && kind == Kind::Day { "MM/DD/YYYY" } else { hint };
            view! { <TextField name=name label=label hint=hint optional=optional inputmode="numeric" width="m"/> }.into_any()
        }
        Kind::Hours(..) => view! { <TextField name=name label=label hint=hint optional=optional inputmode="decimal" width="m"/> }.into_any(),
        Kind::Email => view! { <TextField name=name label=label hint=hint optional=optional kind="email" inputmode="email"/> }.into_any(),
        Kind::Phone => view! { <TextField name=name label=label hint=hint optional=optional kind="tel" inputmode="tel" width="m"/> }.into_any(),
        Kind::Line(_) | Kind::Pay => view! { <TextField name=name label=label hint=hint optional=optional/> }.into_any(),
    }
}
