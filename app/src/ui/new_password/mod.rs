//! A new password, typed twice, with its rules in sight; where scripts run they are ticked while typing (`frontend/forms.js`).

pub mod states;

use crate::told::Asked;
use crate::ui::TextField;
use domain::password::{Context, Policy};
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
    let history = policy.history;
    let asked = Asked { policy, context };
    let rules = asked.rules("").into_iter().map(|(words, _)| {
        view! { <li class="rule">{words}<span class="usa-sr-only" hidden="">" (done)"</span></li> }
    });
    let rules = rules.collect_view();
    // Without it the rules are not ticked, and the server alone judges.
    let asked = serde_json::to_string(&asked).unwrap_or_default();
    view! {
        <div class="password-rules" data-asked=asked>
            <p id="rules">"Your password needs:"</p>
            <ul class="rules" aria-labelledby="rules">{rules}</ul>
            {(history > 0).then(|| view! { <p class="usa-hint">{format!("It must differ from your last {history} passwords. A password manager can make one.")}</p> })}
            <TextField name="password" label=label kind="password" autocomplete="new-password"/>
            <TextField name="confirm" kind="password" autocomplete="new-password"/>
        </div>
    }
    .into_any()
}
