//! One employer: its facts, and what deleting it would do to the count.

use crate::api::{DeleteEmployer, PageOf, RestoreEmployer};
use crate::routes;
use crate::ui::{EmployerFacts, PostForm, Title, loaded, param, post};
use crate::wire::EmployerView;
use crate::words::number_of;
use domain::unemployment::Count;
use leptos::prelude::*;

/// The page of one employer.
#[component]
pub fn EmployerPage() -> impl IntoView {
    loaded(PageOf::Employer(param("id")), |EmployerView { card, count, used_otherwise }, _| {
        let (id, name) = (card.id.clone(), card.employer.name.clone());
        let (may_edit, may_delete, deleted) = (card.may_edit, card.may_delete, card.deleted);
        let delete = post::<DeleteEmployer>();
        let restore = post::<RestoreEmployer>();
        let restored_id = id.clone();
        let deleted_id = id.clone();
        let effect = effect(count, used_otherwise);
        view! {
            <Title text="Employer"/>
            <h1>{name}</h1>
            <EmployerFacts card=card/>
            <p class="actions">
                {may_edit.then(|| view! { <a class="usa-button" href=routes::employer_edit(&id)>"Edit"</a> })}
                <a class="usa-link alone" href=routes::EMPLOYMENT>"Back to employment"</a>
            </p>
            {(may_delete && !deleted).then(|| view! {
                <section class="danger" aria-labelledby="delete">
                    <h2 id="delete">"Delete this employer"</h2>
                    <p>"Only if it was entered by mistake or you never worked there. If you left this job, edit the employer and enter the end date."</p>
                    <p><strong>{effect.clone()}</strong></p>
                    <PostForm to=delete>
                        <input type="hidden" name="form[id]" value=deleted_id/>
                        <button type="submit" class="usa-button usa-button--secondary">"Delete"</button>
                    </PostForm>
                </section>
            })}
            {(may_delete && deleted).then(|| view! {
                <section aria-labelledby="restore">
                    <h2 id="restore">"Bring this employer back"</h2>
                    <p>{effect}</p>
                    <PostForm to=restore>
                        <input type="hidden" name="form[id]" value=restored_id/>
                        <button type="submit" class="usa-button">"Bring back"</button>
                    </PostForm>
                </section>
            })}
        }
        .into_any()
    })
}

/// What deleting, or bringing back, would do to the count, in words.
fn effect(count: Option<Count>, used_otherwise: Option<u32>) -> String {
    match (count, used_otherwise) {
        (Some(count), Some(other)) if other > count.used => format!(
            "{} would count as unemployment: {} used instead of {}, of {} allowed.",
            number_of(other - count.used, "more day", "more days"),
            other,
            count.used,
            count.allowed
        ),
        (Some(count), Some(other)) if other < count.used => format!(
            "{} would count as unemployment: {} used instead of {}, of {} allowed.",
            number_of(count.used - other, "day fewer", "days fewer"),
            other,
            count.used,
            count.allowed
        ),
        (Some(_), Some(_)) => "The count of days of unemployment stays as it is.".to_owned(),
        _ => String::new(),
    }
}
