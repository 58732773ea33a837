//! A new password, typed twice, with its rules in sight and ticked while typing.

use super::TextField;
use crate::words;
use domain::password::{Context, Policy, check};
use leptos::prelude::*;

/// The rules, then the two fields.
#[component]
pub fn NewPassword(
    /// The policy in force.
    policy: Policy,
    /// What the password is compared with.
    context: Context,
    /// Label of the first field.
    #[prop(default = "Password")]
    label: &'static str,
) -> impl IntoView {
    let typed = RwSignal::new(None::<String>);
    let context = StoredValue::new(context);
    let rules = move || {
        let password = typed.get();
        context.with_value(|context| {
            check(&policy, password.as_deref().unwrap_or(""), context, |_| false)
                .into_iter()
                .map(|(rule, kept)| {
                    let kept = password.as_deref().is_some_and(|p| !p.is_empty()) && kept;
                    view! {
                        <li class=if kept { "rule rule--kept" } else { "rule" }>
                            {words::rule(rule)}
                            <span class="usa-sr-only">{if kept { " (done)" } else { "" }}</span>
                        </li>
                    }
                })
                .collect_view()
        })
    };
    let history = policy.history;
    view! {
        <div class="password-rules" on:input=move |event| {
            if let Some(input) = event_target_id(&event) && input == "f-password" {
                typed.set(Some(event_target_value(&event)));
            }
        }>
            <p id="rules">"Your password needs:"</p>
            <ul class="rules" aria-labelledby="rules">{rules}</ul>
            {(history > 0).then(|| view! { <p class="usa-hint">{format!("It must differ from your last {history} passwords. A password manager can make one.")}</p> })}
            <TextField name="password" label=label kind="password" autocomplete="new-password"/>
            <TextField name="confirm" kind="password" autocomplete="new-password"/>
            <ShowPasswords/>
        </div>
    }
    .into_any()
}

fn event_target_id(event: &leptos::ev::Event) -> Option<String> {
    use leptos::wasm_bindgen::JsCast;
    event.target()?.dyn_into::<leptos::web_sys::Element>().ok().map(|element| element.id())
}

/// A button that unmasks both fields; useless without scripts, so it appears with them.
#[component]
fn ShowPasswords() -> impl IntoView {
    let (ready, set_ready) = signal(false);
    let (shown, set_shown) = signal(false);
    Effect::new(move |_| set_ready.set(true));
    let toggle = move |_| {
        set_shown.update(|shown| *shown = !*shown);
        let kind = if shown.get_untracked() { "text" } else { "password" };
        for id in ["f-password", "f-confirm"] {
            if let Some(input) = document().get_element_by_id(id) {
                let _ = input.set_attribute("type", kind);
            }
        }
    };
    move || {
        ready.get().then(|| {
            view! {
                <button type="button" class="usa-button usa-button--unstyled" on:click=toggle>
                    {move || if shown.get() { "Hide passwords" } else { "Show passwords" }}
                </button>
            }
        })
    }
}
