//! Fields: a visible label, a hint, the fault beside it, and the ties between them.

mod area;
mod choice;
mod place;
mod radio;
pub mod states;
#[cfg(test)]
mod tests;
mod text;
mod tick;

pub use area::{AreaField, escape};
pub use choice::{ChoiceField, StateField};
pub use place::PlaceFields;
pub use radio::RadioField;
pub use text::TextField;
pub use tick::CheckField;

use crate::ui::FormState;
use crate::words;
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
