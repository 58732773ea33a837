//! The form of a signature: what is certified, name, and a drawing where there are scripts.

use crate::ui::{CheckField, Hidden, TextField};
use domain::plan::{DECLARATION, Signer, certification};
use leptos::prelude::*;

/// What a signer certifies.
pub(super) fn certified(signer: Signer) -> AnyView {
    view! {
        <p>{DECLARATION}</p>
        <ol class="certified">
            {certification(signer).iter().map(|point| view! { <li>{*point}</li> }).collect_view()}
        </ol>
    }
    .into_any()
}

/// Name, title where there is one, drawing, and the tick.
pub(super) fn fields(name: String, title: bool) -> AnyView {
    let hint: &'static str = "As it stands in the plan.";
    view! {
        <p class="usa-hint">{format!("You sign as: {name}")}</p>
        <TextField name="signed_name" label="Full name" hint=hint autocomplete="name"/>
        {title.then(|| view! { <TextField name="signed_title" label="Title" autocomplete="organization-title"/> })}
        <div data-draw="Sign here with finger or mouse, if you like">
            <Hidden name="drawn" value=String::new()/>
        </div>
        <CheckField name="agree" label="I declare this under penalty of perjury, and sign"/>
    }
    .into_any()
}
