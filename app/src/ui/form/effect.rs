//! What a change does to the count: shown before it is saved, and saved as it was shown.

use super::{FaultSummary, FormState, Hidden};
use crate::ui::Title;
use crate::words;
use domain::FaultCode;
use leptos::prelude::*;

/// True where only the effect is to be seen, and nothing is wrong.
pub fn only_effect(form: FormState) -> bool {
    let faults = form.faults.get_value();
    matches!(faults.as_slice(), [only] if matches!(only.code, FaultCode::Effect(_)))
}

/// What a refused form says: where only the effect is to be seen, nothing is wrong.
pub fn effect_summary(form: FormState, title: &'static str) -> AnyView {
    if !only_effect(form) {
        return view! { <FaultSummary form=form title=title/> }.into_any();
    }
    let words = form.faults.get_value().iter().map(words::sentence).collect::<String>();
    view! {
        <Title text=format!("Check before you save: {title}")/>
        <div class="usa-alert usa-alert--info" tabindex="-1" id="effect">
            <div class="usa-alert__body" role="status">
                <h2 class="usa-alert__heading">"Check before you save"</h2>
                <p class="usa-alert__text">{words}</p>
            </div>
        </div>
    }
    .into_any()
}

/// The effect that was shown goes along with the form that is sent after it.
pub fn effect_seen(form: FormState) -> AnyView {
    let shown = form.faults.get_value().into_iter().find_map(|fault| match fault.code {
        FaultCode::Effect(effect) => Some(effect.seen()),
        _ => None,
    });
    view! { <Hidden name="effect" value=shown.unwrap_or_default()/> }.into_any()
}
