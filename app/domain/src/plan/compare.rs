//! Two versions of a plan, side by side.

use super::{Edition, FIELDS, Signer, Values};

/// A field that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Its label.
    pub label: &'static str,
    /// Before; empty for none.
    pub old: String,
    /// After; empty for none.
    pub new: String,
    /// Who has to sign again because of the difference; empty if it is no material change.
    pub signs: Vec<Signer>,
}

/// What differs, in the order of the form.
pub fn differences(edition: Edition, before: &Values, after: &Values) -> Vec<Difference> {
    let get = |values: &Values, name: &str| values.get(name).cloned().unwrap_or_default();
    let differs = |field: &&super::Field| get(before, field.name) != get(after, field.name);
    let one = |field: &super::Field| Difference {
        label: edition.label(field.name),
        old: get(before, field.name),
        new: get(after, field.name),
        signs: Signer::ALL.iter().copied().filter(|who| who.covers(field)).collect(),
    };
    FIELDS.iter().filter(differs).map(one).collect()
}
