//! A choice of many, in a list.

use super::Field;
use crate::words;
use domain::address::STATES;
use leptos::prelude::*;

/// The list of states and territories.
#[component]
pub fn StateField(
    /// The posted name.
    name: &'static str,
    /// `autocomplete` of the list.
    #[prop(optional)]
    autocomplete: &'static str,
    /// Need not be chosen.
    #[prop(optional)]
    optional: bool,
) -> impl IntoView {
    view! { <ChoiceField name=name label=words::label(name) options=&STATES autocomplete=autocomplete optional=optional/> }
}

/// A choice of many.
#[component]
pub fn ChoiceField(
    /// The posted name.
    name: &'static str,
    /// The label.
    label: &'static str,
    /// Value and words of each choice.
    options: &'static [(&'static str, &'static str)],
    /// `autocomplete` of the list.
    #[prop(optional)]
    autocomplete: &'static str,
    /// Need not be chosen.
    #[prop(optional)]
    optional: bool,
) -> impl IntoView {
    let field = Field::of(name);
    let chosen = field.form.value(name);
    // A value outside the list was refused; it is kept in sight as its own option.
    let odd = (!chosen.is_empty() && !options.iter().any(|(code, _)| *code == chosen))
        .then(|| view! { <option value=chosen.clone() selected=true>{chosen.clone()}</option> });
    view! {
        <div class=field.group_class()>
            <label class="usa-label" for=field.id()>{label}</label>
            {field.optional(optional)}
            {field.fault()}
            <select id=field.id() name=field.posted() autocomplete=(!autocomplete.is_empty()).then_some(autocomplete)
                class=field.class("usa-select", "usa-input--error")
                aria-invalid=field.refused().then_some("true")
                aria-describedby=field.described_by(false, optional)>
                <option value="">"- Select -"</option>
                {odd}
                {options.iter().map(|(code, words)| view! {
                    <option value=*code selected=chosen == *code>{*words}</option>
                }).collect_view()}
            </select>
        </div>
    }
    .into_any()
}
