//! Where one is among the ten steps of the sign-up.

pub mod states;

use leptos::prelude::*;

/// "Step n of 10" with its words, and a bar.
#[component]
pub fn TenSteps(
    /// The number.
    now: u8,
    /// What is done in it.
    words: &'static str,
) -> impl IntoView {
    view! {
        <p class="step step--bar" aria-current="step">
            <span class="step__number">{format!("Step {now} of 10")}</span>
            {words}
        </p>
        <progress class="step__bar" max="10" value=now.to_string() aria-label="Sign-up"></progress>
    }
    .into_any()
}
