//! Several lines of text.

use super::Field;
use leptos::prelude::*;

/// Several lines of text.
#[component]
pub fn AreaField(
    /// The posted name.
    name: &'static str,
    /// A label other than the usual one.
    #[prop(optional)]
    label: &'static str,
    /// Said before typing.
    #[prop(optional)]
    hint: &'static str,
    /// Need not be filled.
    #[prop(optional)]
    optional: bool,
    /// Characters that are taken; scripts count along. The server alone refuses more.
    #[prop(optional)]
    most: Option<u32>,
) -> impl IntoView {
    let field = Field::of(name);
    // Leptos writes the text of a textarea as it is, so it must be escaped here; the line break
    // before it is the one that browsers drop.
    let value = field.form.value(name);
    let label = field.label(label);
    let typed = format!("\n{}", escape(&value));
    view! {
        <div class=field.group_class()>
            <label class="usa-label" for=field.id()>{label}</label>
            {field.optional(optional)}
            {field.hint(hint)}
            {field.fault()}
            <textarea id=field.id() name=field.posted() rows="5" data-most=most
                class=field.class("usa-textarea", "usa-input--error")
                aria-invalid=field.refused().then_some("true")
                aria-describedby=field.described_by(!hint.is_empty(), optional)
                inner_html=typed></textarea>
        </div>
    }
    .into_any()
}

/// Text as HTML.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
