//! A form's state: what it shows and what was refused.

mod effect;
#[cfg(test)]
mod tests;

pub use effect::{effect_seen, effect_summary, only_effect};

use crate::told;
use crate::ui::Title;
use crate::wire::Replay;
use crate::words;
use domain::Fault;
use leptos::prelude::*;
use std::collections::BTreeMap;

/// The values and faults of one form. Fields find it in the context.
#[derive(Clone, Copy)]
pub struct FormState {
    values: StoredValue<BTreeMap<String, String>>,
    words: fn(&Fault) -> String,
    /// Faults of the last try.
    pub faults: StoredValue<Vec<Fault>>,
}

impl FormState {
    /// What a field shows at first.
    pub fn value(&self, name: &str) -> String {
        self.values.with_value(|values| values.get(name).cloned().unwrap_or_default())
    }

    /// The sentence at a field, if it was refused.
    pub fn fault(&self, name: &str) -> Option<String> {
        self.faults.with_value(|faults| faults.iter().find(|f| f.field == name).map(self.words))
    }

    /// True where something was refused.
    pub fn failed(&self) -> bool {
        self.faults.with_value(|faults| !faults.is_empty())
    }
}

/// Makes the state of a form and gives it to the fields below; a refused one comes back as `replay`.
pub fn form_state(stored: BTreeMap<String, String>, replay: Option<Replay>) -> FormState {
    form_state_in(stored, replay, words::sentence)
}

/// The same with sentences of its own.
pub fn form_state_in(
    stored: BTreeMap<String, String>,
    replay: Option<Replay>,
    words: fn(&Fault) -> String,
) -> FormState {
    let (mut values, mut faults) = (stored, Vec::new());
    if let Some(replay) = replay {
        values.extend(replay.values);
        faults = replay.faults;
    }
    let state =
        FormState { values: StoredValue::new(values), words, faults: StoredValue::new(faults) };
    provide_context(state);
    state
}

/// The summary above a refused form: a heading, and a link to each field. `frontend/forms.js` makes the same of what it is told.
#[component]
pub fn FaultSummary(
    /// The form.
    form: FormState,
    /// The page's title, which a fault prefixes with "Error:".
    title: &'static str,
) -> impl IntoView {
    let text = if form.failed() { format!("Error: {title}") } else { title.to_owned() };
    let summary = form.failed().then(|| {
        let faults = form.faults.get_value();
        view! {
            <div class="usa-alert usa-alert--error fault-summary" tabindex="-1">
                <div class="usa-alert__body" role="alert">
                    <h2 class="usa-alert__heading">"There is a problem"</h2>
                    <ul class="usa-list">
                        {faults.into_iter().map(|fault| view! {
                            <li><a class="usa-link alone" href=format!("#f-{}", fault.field)>{(form.words)(&fault)}</a></li>
                        }).collect_view()}
                    </ul>
                </div>
            </div>
        }
        .into_any()
    });
    view! { <Title text=text/>{summary} }
}

/// The version a form was filled from; after a conflict it is the one that was found, so that
/// saving again lets the typed values stand.
#[component]
pub fn Version(
    /// The form.
    form: FormState,
    /// The version shown.
    value: String,
) -> impl IntoView {
    let found = form.faults.with_value(|faults| told::found(faults));
    view! { <Hidden name="version" value=found.unwrap_or(value)/> }
}

/// A value that goes along unseen.
#[component]
pub fn Hidden(
    /// The field's name.
    name: &'static str,
    /// Its value.
    value: String,
) -> impl IntoView {
    view! { <input type="hidden" name=format!("form[{name}]") value=value/> }
}

/// The button that sends the form.
#[component]
pub fn SubmitButton(
    /// Its words.
    words: &'static str,
    /// Further classes.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    view! { <button type="submit" class=format!("usa-button {class}")>{words}</button> }
}
