//! In the gallery. The calendar is shown with the count.

use super::timeline;
use crate::ui::example::{opt_and_stem, today};
use leptos::prelude::*;

/// Two authorizations.
pub fn states() -> AnyView {
    timeline(&opt_and_stem(), today())
}
