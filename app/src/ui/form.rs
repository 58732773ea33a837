//! A form's state: what it shows and what was refused, with and without scripts.

use super::Post;
use crate::AppError;
use crate::wire::{Outcome, Replay};
use crate::words;
use domain::employer::AGAIN;
use domain::{Fault, FaultCode};
use leptos::html;
use leptos::prelude::*;
use leptos_meta::Title;
use std::collections::BTreeMap;

/// The values and faults of one form. Fields find it in the context.
#[derive(Clone, Copy)]
pub struct FormState {
    values: StoredValue<BTreeMap<String, String>>,
    words: fn(&Fault) -> String,
    /// Faults of the last try.
    pub faults: Signal<Vec<Fault>>,
    /// The answer failed as a whole.
    pub error: Signal<Option<AppError>>,
    /// An answer is awaited.
    pub pending: Signal<bool>,
}

impl FormState {
    /// What a field shows at first.
    pub fn value(&self, name: &str) -> String {
        self.values.with_value(|values| values.get(name).cloned().unwrap_or_default())
    }

    /// The sentence at a field, if it was refused.
    pub fn fault(&self, name: &str) -> Option<String> {
        self.faults.with(|faults| faults.iter().find(|f| f.field == name).map(self.words))
    }
}

/// Makes the state of a form and gives it to the fields below.
///
/// A form refused without scripts comes back as `replay`; with scripts the answer to the post is
/// used and the fields keep what they hold.
pub fn form_state(
    post: Post,
    stored: BTreeMap<String, String>,
    replay: Option<Replay>,
) -> FormState {
    form_state_in(post, stored, replay, words::sentence)
}

/// The same with sentences of its own.
pub fn form_state_in(
    post: Post,
    stored: BTreeMap<String, String>,
    replay: Option<Replay>,
    words: fn(&Fault) -> String,
) -> FormState {
    let (mut values, mut replayed) = (stored, Vec::new());
    if let Some(replay) = replay {
        values.extend(replay.values);
        replayed = replay.faults;
    }
    let state = FormState {
        values: StoredValue::new(values),
        words,
        faults: Signal::derive(move || match post.answer.get() {
            Some(Ok(Outcome::Refused(faults))) => faults,
            Some(_) => Vec::new(),
            None => replayed.clone(),
        }),
        error: Signal::derive(move || post.answer.get().and_then(Result::err)),
        pending: post.pending.into(),
    };
    provide_context(state);
    state
}

/// The summary above a refused form: a heading, and a link to each field.
#[component]
pub fn FaultSummary(
    /// The form.
    form: FormState,
    /// The page's title, which a fault prefixes with "Error:".
    title: &'static str,
) -> impl IntoView {
    let node = NodeRef::<html::Div>::new();
    let failed = move || form.faults.with(|f| !f.is_empty()) || form.error.with(Option::is_some);
    Effect::new(move |_| {
        if failed()
            && let Some(summary) = node.get()
        {
            let _ = summary.focus();
        }
    });
    view! {
        // The title's own closure would outlive the form, so the text is fixed at each change.
        {move || {
            let text = if failed() { format!("Error: {title}") } else { title.to_owned() };
            view! { <Title text=text/> }
        }}
        {move || failed().then(|| view! {
            <div class="usa-alert usa-alert--error fault-summary" tabindex="-1" node_ref=node>
                <div class="usa-alert__body" role="alert">
                    <h2 class="usa-alert__heading">"There is a problem"</h2>
                    {form.error.get().map(|error| view! { <p class="usa-alert__text">{error.to_string()}</p> })}
                    <ul class="usa-list">
                        {form.faults.get().into_iter().map(|fault| view! {
                            <li><a class="usa-link alone" rel="external" href=format!("#f-{}", fault.field)>{(form.words)(&fault)}</a></li>
                        }).collect_view()}
                    </ul>
                </div>
            </div>
        }.into_any())}
    }
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
    let found = move || {
        form.faults.with(|faults| {
            faults.iter().find_map(|fault| match fault.code {
                FaultCode::ChangedMeanwhile { version }
                | FaultCode::CheckedMeanwhile { version } => Some(version.to_string()),
                FaultCode::SentBefore => Some(AGAIN.to_owned()),
                _ => None,
            })
        })
    };
    let shown = untrack(found).unwrap_or_else(|| value.clone());
    view! {
        <input type="hidden" name="form[version]" value=shown
            prop:value=move || found().unwrap_or_else(|| value.clone())/>
    }
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
    /// The form, where it has one.
    #[prop(optional)]
    form: Option<FormState>,
    /// Further classes.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    let busy = move || form.is_some_and(|form| form.pending.get());
    view! {
        <button type="submit" class=format!("usa-button {class}")
            aria-disabled=move || busy().then_some("true")
            on:click=move |click| if busy() { click.prevent_default() }>
            {words}
        </button>
    }
}
