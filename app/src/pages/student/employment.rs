//! Authorizations, employers and the count.

use super::access_note;
use super::now;
use crate::api::PageOf;
use crate::routes;
use crate::ui::{CountPanel, EmployerFacts, Title, loaded, timeline};
use crate::wire::{AuthorizationView, EmployerCard, EmploymentView, HomeView};
use domain::authorization::Kind;
use domain::date;
use leptos::prelude::*;

/// The student's main page.
#[component]
pub fn Employment() -> impl IntoView {
    loaded(PageOf::Employment, |home: HomeView, _| {
        let now = now(&home);
        let EmploymentView { authorizations, count, access, .. } = home.employment;
        let today = count.as_ref().map(|count| count.as_of);
        let has = |kind| {
            authorizations
                .iter()
                .any(|one| one.authorization.counts() && one.authorization.kind == kind)
        };
        let first_missing = has(Kind::Stem) && !has(Kind::PostCompletion);
        let over_time = today.map(|today| timeline(&authorizations, today));
        view! {
            <Title text="Employment"/>
            <h1>"Employment"</h1>
            {access_note(access)}
            {now}
            {count.map(|count| view! { <CountPanel count=count/> })}
            {first_missing.then(|| view! { <p class="asked">"Only your STEM extension is on record here. Days of unemployment of the OPT before it count too: ask your DSO how many there are."</p> })}
            {over_time}
            {authorizations.is_empty().then(|| view! { <p>"You have no authorization on record. Ask your school’s DSO."</p> })}
            <p><a class="usa-link alone" href=routes::PLANS>"Training plans (Form I-983)"</a></p>
            {authorizations.into_iter().map(authorization).collect_view()}
        }
        .into_any()
    })
}

fn authorization(view: AuthorizationView) -> AnyView {
    let about = view.authorization;
    let stem = about.kind == Kind::Stem;
    let heading = format!("auth-{}", view.id);
    let labelled_by = heading.clone();
    let (gone, present): (Vec<_>, Vec<_>) =
        view.employers.into_iter().partition(|card| card.deleted);
    view! {
        <section class="authorization" aria-labelledby=labelled_by>
            <h2 id=heading>{about.kind.words()}</h2>
            <p class="usa-hint">
                {format!("{} to {} · {} · {}", date::long(about.start), date::long(about.end), about.schedule.words(), about.status.words())}
            </p>
            {(!view.remarks.is_empty()).then(|| view! { <p>{format!("Your school’s remarks: {}", view.remarks)}</p> })}
            {present.is_empty().then(|| view! { <p>"No employer on record for this authorization."</p> })}
            {present.into_iter().map(card).collect_view()}
            {view.may_add.then(|| view! { <a class="usa-button" href=routes::NEW_EMPLOYER>"Add employer"</a> })}
            {stem.then(|| view! { <p class="usa-hint">"On STEM OPT, your school adds employers and changes their name, EIN and start date, based on Form I-983. You can change everything else here."</p> })}
            {(!gone.is_empty()).then(|| view! {
                <details><summary>{format!("Deleted employers ({})", gone.len())}</summary>{gone.into_iter().map(card).collect_view()}</details>
            })}
        </section>
    }
    .into_any()
}

fn card(card: EmployerCard) -> AnyView {
    let open = routes::employer(&card.id);
    let edit = routes::employer_edit(&card.id);
    let name = card.employer.name.clone();
    let (may_edit, back) = (card.may_edit, card.deleted && card.may_delete);
    let left = (may_edit && card.employer.end.is_none()).then(|| routes::job_ended(&card.id));
    view! {
        <article class="employer">
            <h3>{name.clone()}</h3>
            <EmployerFacts card=card/>
            <p class="actions">
                {may_edit.then(|| view! { <a class="usa-button usa-button--outline" href=edit aria-label=format!("Edit {name}")>"Edit"</a> })}
                {left.map(|left| view! { <a class="usa-link alone" href=left>{format!("I left {name}")}</a> })}
                <a class="usa-link alone" href=open>{if back { format!("Bring back {name}") } else { format!("More about {name}") }}</a>
            </p>
        </article>
    }
    .into_any()
}
