//! "I left this job": the last day, and what that does to the count, before it is saved.

use crate::api::{EndJob, PageOf};
use crate::routes;
use crate::ui::{
    Hidden, PostForm, SubmitButton, TextField, Version, effect_seen, effect_summary, form_state,
    loaded, only_effect, param, post,
};
use crate::wire::{Form, JobEndedView};
use domain::date::long;
use leptos::prelude::*;

/// The page.
#[component]
pub fn JobEnded() -> impl IntoView {
    loaded(PageOf::JobEnded(param("id")), |view: JobEndedView, frame| {
        let JobEndedView { name, since, until, employed_elsewhere, form } = view;
        let act = post::<EndJob>();
        let state = form_state(form.values(), frame.replay.clone());
        let title = "I left this job";
        let words = if only_effect(state) { "Save" } else { "See how it affects your days" };
        view! {
            {effect_summary(state, title)}
            <h1>{title}</h1>
            <p class="usa-intro">{name}</p>
            <p class="usa-hint">{format!("Since {}. Your authorization runs until {}.", long(since), long(until))}</p>
            {(!employed_elsewhere).then(|| view! { <p>"Starting the next day, each day without an employer counts as unemployment, including weekends. If you have a new job, report it as well: the days between two jobs count, even if there are only a few."</p> })}
            <PostForm to=act class="form">
                <Hidden name="id" value=form.id.clone()/>
                <Version form=state value=form.version.clone()/>
                {effect_seen(state)}
                <TextField name="end_date" hint="Your last day of work, as MM/DD/YYYY. It can be in the future." inputmode="numeric" width="m"/>
                <SubmitButton words=words/>
                <p><a class="usa-link alone" href=routes::EMPLOYMENT>"Cancel"</a></p>
            </PostForm>
        }
        .into_any()
    })
}
