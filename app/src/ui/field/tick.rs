//! A tick box.

use super::Field;
use domain::profile::ticked;
use leptos::prelude::*;

/// A tick box.
#[component]
pub fn CheckField(
    /// The posted name.
    name: &'static str,
    /// A label other than the usual one.
    #[prop(optional)]
    label: &'static str,
    /// Said beside it.
    #[prop(optional)]
    hint: &'static str,
) -> impl IntoView {
    let field = Field::of(name);
    let label = field.label(label);
    view! {
        <div class=field.group_class()>
            {field.fault()}
            <div class="usa-checkbox">
                <input class="usa-checkbox__input" type="checkbox" id=field.id() name=field.posted()
                    value="on" checked=ticked(&field.form.value(name))
                    aria-invalid=field.refused().then_some("true")
                    aria-describedby=field.described_by(!hint.is_empty(), false)/>
                <label class="usa-checkbox__label" for=field.id()>{label}</label>
            </div>
            {field.hint(hint)}
        </div>
    }
    .into_any()
}
