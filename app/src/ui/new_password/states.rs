//! In the gallery.

use super::NewPassword;
use crate::ui::form_state;
use domain::password::{Context, SEED};
use leptos::prelude::*;
use std::collections::BTreeMap;

/// Before anything is typed.
pub fn states() -> AnyView {
    form_state(BTreeMap::new(), None);
    view! {
        <h2>"A new password"</h2>
        <div class="form"><NewPassword policy=SEED context=Context::default()/></div>
    }
    .into_any()
}
