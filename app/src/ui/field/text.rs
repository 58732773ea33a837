//! One line of text.

use super::Field;
use leptos::prelude::*;

/// One line of text.
#[component]
pub fn TextField(
    /// The posted name; the label and the id follow from it.
    name: &'static str,
    /// A label other than the usual one.
    #[prop(optional)]
    label: &'static str,
    /// Said before typing.
    #[prop(optional)]
    hint: &'static str,
    /// `type` of the input.
    #[prop(default = "text")]
    kind: &'static str,
    /// `autocomplete` of the input. `off` is for what must not come back: browsers then empty the field on the way back, too.
    #[prop(optional)]
    autocomplete: &'static str,
    /// `inputmode` of the input.
    #[prop(default = "text")]
    inputmode: &'static str,
    /// Not to be changed by this person.
    #[prop(optional)]
    readonly: bool,
    /// Need not be filled.
    #[prop(optional)]
    optional: bool,
    /// Narrow, medium or wide, by USWDS's width classes.
    #[prop(default = "")]
    width: &'static str,
) -> impl IntoView {
    let field = Field::of(name);
    let label = field.label(label);
    let base = match width {
        "s" => "usa-input usa-input--small",
        "m" => "usa-input usa-input--medium",
        _ => "usa-input",
    };
    view! {
        <div class=field.group_class()>
            <label class="usa-label" for=field.id()>{label}</label>
            {field.optional(optional)}
            {field.hint(hint)}
            {field.fault()}
            <input id=field.id() name=field.posted() type=kind value=field.form.value(name)
                class=field.class(base, "usa-input--error")
                autocomplete=(!autocomplete.is_empty()).then_some(autocomplete) inputmode=inputmode readonly=readonly
                autocapitalize=if kind == "text" && inputmode == "text" { "words" } else { "none" }
                spellcheck="false"
                aria-invalid=field.refused().then_some("true")
                aria-describedby=field.described_by(!hint.is_empty(), optional)/>
        </div>
    }
    .into_any()
}
