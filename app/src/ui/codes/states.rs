//! In the gallery.

use super::Codes;
use leptos::prelude::*;

/// Two codes, and the ways to keep them.
pub fn states() -> AnyView {
    let codes = ["ABCDE-FGHJK-MNPQR-STVWX", "23456-789AB-CDEFG-HJKMN"].map(str::to_owned).to_vec();
    view! {
        <h2>"Backup codes"</h2>
        <Codes codes=codes file="#codes"/>
    }
    .into_any()
}
