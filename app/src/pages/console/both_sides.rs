//! Where the school's file and a record differ.

use crate::api::{DecideDifference, PageOf};
use crate::routes;
use crate::ui::{Heading, Hidden, PostForm, loaded, post};
use crate::wire::{BothSidesView, DifferenceRow};
use crate::words;
use leptos::prelude::*;

/// The differences, each with its decision.
#[component]
pub fn BothSides() -> impl IntoView {
    loaded(PageOf::BothSides, |BothSidesView { rows, more }, _| {
        let none = rows.is_empty();
        view! {
            <Heading title="Both sides"/>
            <p>"Your file differs from what a student reported or an official corrected. What is on record stays until you decide."</p>
            {none.then(|| view! { <p>"Nothing to decide. After the next import, differences are listed here."</p> })}
            <ul class="cards">{rows.into_iter().map(difference).collect_view()}</ul>
            {more.then(|| view! { <p>"There are more. They are shown once these are decided."</p> })}
        }
        .into_any()
    })
}

fn difference(row: DifferenceRow) -> AnyView {
    let DifferenceRow { name, sevis_id, what, file, file_at, own, own_by, effect, form } = row;
    let record = routes::student(&form.student);
    let shown = |text: String| if text.is_empty() { "none".to_owned() } else { text };
    view! {
        <li class="card">
            <h2><a class="usa-link alone" href=record>{name.clone()}</a></h2>
            <p class="usa-hint">{format!("{sevis_id} · {what}")}</p>
            <dl class="facts">
                <div><dt>"Your file"</dt><dd>{shown(file)}{since(file_at)}</dd></div>
                <div><dt>"On record"</dt><dd>{shown(own)}{since(own_by)}</dd></div>
            </dl>
            {effect.map(|effect| view! { <p class="usa-hint">"If you use the file: "{words::effect_words(&effect)}</p> })}
            <PostForm to=post_decision()>
                <Hidden name="student" value=form.student/>
                <Hidden name="authorization" value=form.authorization/>
                <Hidden name="employer" value=form.employer/>
                <Hidden name="field" value=form.field/>
                <Hidden name="version" value=form.version/>
                <Hidden name="effect" value=form.effect/>
                <p class="actions">
                    <button type="submit" name="form[choice]" value="record" class="usa-button usa-button--outline" aria-label=format!("Keep what is on record: {name}, {what}")>"Keep what is on record"</button>
                    <button type="submit" name="form[choice]" value="file" class="usa-button usa-button--outline" aria-label=format!("Use the file: {name}, {what}")>"Use the file"</button>
                </p>
            </PostForm>
        </li>
    }
    .into_any()
}

/// Who said it, and when.
fn since(words: String) -> Option<AnyView> {
    let known = !words.is_empty();
    known.then(|| view! { <br/><span class="usa-hint">{words}</span> }.into_any())
}

fn post_decision() -> crate::ui::Post {
    post::<DecideDifference>()
}
