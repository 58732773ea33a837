//! In the gallery.

use super::{FileList, FilesField};
use crate::ui::form_state;
use crate::wire::FileView;
use leptos::prelude::*;
use std::collections::BTreeMap;

/// Files to choose, one of which was kept from an earlier try, and files that were sent.
pub fn states() -> AnyView {
    form_state(BTreeMap::new(), None);
    let file = |name: &str, scan: &str, ready| FileView {
        id: name.into(),
        name: name.into(),
        size: "84 KB".into(),
        scan: scan.into(),
        ready,
    };
    let kept = vec![file("passport.pdf", "", true)];
    let sent = vec![
        file("letter.pdf", "No virus found", true),
        file("scan.png", "Being checked for viruses", false),
    ];
    view! {
        <h2>"Files"</h2>
        <div class="form"><FilesField kept=kept/></div>
        <FileList files=sent/>
    }
    .into_any()
}
