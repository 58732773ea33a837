//! The keys of the console, in a dialog that scripts open. Without scripts there are none, and nothing speaks of them.

use leptos::prelude::*;

/// Key and what it does, as `frontend/enhance.js` has it.
const KEYS: [(&str, &str); 11] = [
    ("/", "Find a student"),
    ("j", "Next row of a list"),
    ("k", "Row before it"),
    ("Enter", "Open the row"),
    ("x", "Tick the report of the row"),
    ("o", "Overview"),
    ("s", "Students"),
    ("r", "Reports"),
    ("a", "Alerts"),
    ("b", "The way to SEVIS"),
    ("?", "Show these keys"),
];

/// The button in the footer, and the dialog.
pub fn keys() -> impl IntoView {
    view! {
        <button type="button" class="usa-button usa-button--unstyled" data-show-keys="" hidden="">"Keyboard"</button>
        <template data-keys=""><dialog class="keys" aria-labelledby="keys">
            <h2 id="keys">"Keyboard"</h2>
            <dl class="facts">
                {KEYS.map(|(key, what)| view! { <div><dt><kbd>{key}</kbd></dt><dd>{what}</dd></div> }).collect_view()}
            </dl>
            <p class="usa-hint">"Lists are students, reports, alerts and training plans. Keys rest while you type, and do not leave a form that you have begun."</p>
            <div class="usa-checkbox">
                <input class="usa-checkbox__input" type="checkbox" id="keys-on"/>
                <label class="usa-checkbox__label" for="keys-on">"Use these keys in this browser"</label>
            </div>
            <p class="usa-hint">"You can switch them on again here, under “Keyboard” at the foot of the page."</p>
            <form method="dialog"><button type="submit" class="usa-button" autofocus="">"Close"</button></form>
        </dialog></template>
    }
}
