//! A choice of a few, all of them in sight.

use super::Field;
use leptos::prelude::*;

/// A choice of a few.
#[component]
pub fn RadioField(
    /// The posted name.
    name: &'static str,
    /// Value and words of each choice.
    choices: Vec<(&'static str, &'static str)>,
    /// A legend other than the usual one.
    #[prop(optional)]
    label: &'static str,
    /// Said before choosing.
    #[prop(optional)]
    hint: &'static str,
) -> impl IntoView {
    let field = Field::of(name);
    let chosen = field.form.value(name);
    let label = field.label(label);
    view! {
        <div class=field.group_class()>
            // A form's fault links to the group itself.
            <fieldset class="usa-fieldset" id=field.id() tabindex="-1"
                aria-describedby=field.described_by(!hint.is_empty(), false)>
                <legend class="usa-legend">{label}</legend>
                {field.hint(hint)}
                {field.fault()}
                {choices.into_iter().map(|(value, words)| {
                    let id = format!("{}-{value}", field.id());
                    view! {
                        <div class="usa-radio">
                            <input class="usa-radio__input" type="radio" id=id.clone() name=field.posted()
                                value=value checked=chosen == value/>
                            <label class="usa-radio__label" for=id>{words}</label>
                        </div>
                    }
                }).collect_view()}
            </fieldset>
        </div>
    }
    .into_any()
}
