//! Fields: a visible label, a hint, the fault beside it, and the ties between them.

use super::FormState;
use crate::words;
use domain::address::STATES;
use domain::profile::ticked;
use leptos::prelude::*;

/// The parts every field shares.
#[derive(Clone, Copy)]
struct Field {
    name: &'static str,
    form: FormState,
}

impl Field {
    fn of(name: &'static str) -> Self {
        Self { name, form: expect_context::<FormState>() }
    }

    fn id(self) -> String {
        format!("f-{}", self.name)
    }

    /// The label of its own, else the usual one.
    fn label(self, own: &'static str) -> &'static str {
        if own.is_empty() { words::label(self.name) } else { own }
    }

    fn posted(self) -> String {
        format!("form[{}]", self.name)
    }

    fn refused(self) -> bool {
        self.form.faults.with_value(|faults| faults.iter().any(|f| f.field == self.name))
    }

    /// The word beside the label of a field that may stay empty; it belongs to the description, so that the label stays what it is.
    fn optional(self, optional: bool) -> impl IntoView {
        let id = format!("{}-optional", self.id());
        optional
            .then(|| view! { <span class="optional" aria-hidden="true" id=id>"optional"</span> })
    }

    /// Which texts describe the field.
    fn described_by(self, hint: bool, optional: bool) -> Option<String> {
        let mut ids = Vec::new();
        if optional {
            ids.push(format!("{}-optional", self.id()));
        }
        if hint {
            ids.push(format!("{}-hint", self.id()));
        }
        if self.refused() {
            ids.push(format!("{}-fault", self.id()));
        }
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    fn group_class(self) -> &'static str {
        if self.refused() { "usa-form-group usa-form-group--error" } else { "usa-form-group" }
    }

    fn fault(self) -> impl IntoView {
        let id = format!("{}-fault", self.id());
        self.form.fault(self.name).map(|sentence| {
            view! { <span class="usa-error-message" id=id>{sentence}</span> }
        })
    }

    fn hint(self, hint: &'static str) -> impl IntoView {
        (!hint.is_empty()).then(
            || view! { <span class="usa-hint" id=format!("{}-hint", self.id())>{hint}</span> },
        )
    }

    fn class(self, base: &'static str, error: &'static str) -> String {
        if self.refused() { format!("{base} {error}") } else { base.to_owned() }
    }
}

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
    /// `autocomplete` of the input.
    #[prop(default = "off")]
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
                autocomplete=autocomplete inputmode=inputmode readonly=readonly
                autocapitalize=if kind == "text" && inputmode == "text" { "words" } else { "none" }
                spellcheck="false"
                aria-invalid=field.refused().then_some("true")
                aria-describedby=field.described_by(!hint.is_empty(), optional)/>
        </div>
    }
    .into_any()
}

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

/// The list of states and territories.
#[component]
pub fn StateField(
    /// The posted name.
    name: &'static str,
    /// `autocomplete` of the list.
    #[prop(default = "off")]
    autocomplete: &'static str,
) -> impl IntoView {
    view! { <ChoiceField name=name label=words::label(name) options=&STATES autocomplete=autocomplete/> }
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
    #[prop(default = "off")]
    autocomplete: &'static str,
) -> impl IntoView {
    let field = Field::of(name);
    let chosen = field.form.value(name);
    // A value outside the list was refused; it is kept in sight as its own option.
    let odd = (!chosen.is_empty() && !options.iter().any(|(code, _)| *code == chosen))
        .then(|| view! { <option value=chosen.clone() selected=true>{chosen.clone()}</option> });
    view! {
        <div class=field.group_class()>
            <label class="usa-label" for=field.id()>{label}</label>
            {field.fault()}
            <select id=field.id() name=field.posted() autocomplete=autocomplete
                class=field.class("usa-select", "usa-input--error")
                aria-invalid=field.refused().then_some("true")
                aria-describedby=field.described_by(false, false)>
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

/// Text as HTML.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
