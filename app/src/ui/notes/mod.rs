//! The steps of a check, as student and school both read them.

pub mod states;

use crate::wire::NoteRow;
use leptos::prelude::*;

/// Question, answer, decision: oldest first.
#[component]
pub fn Notes(
    /// What to list.
    notes: Vec<NoteRow>,
) -> impl IntoView {
    if notes.is_empty() {
        return ().into_any();
    }
    let note = |note: NoteRow| {
        view! {
            <li>
                <p><strong>{note.act.words()}</strong>" "<span class="usa-hint">{format!("{} · {}", note.by, note.at)}</span></p>
                {(!note.words.is_empty()).then(|| view! { <p class="quote">{note.words}</p> })}
            </li>
        }
    };
    view! {
        <h2>"Between the student and the school"</h2>
        <ol class="history">{notes.into_iter().map(note).collect_view()}</ol>
    }
    .into_any()
}

/// What was typed and not sent, since the other side was quicker: it is not lost.
pub fn unsent(why: &'static str, words: String) -> Option<AnyView> {
    let typed = (!words.is_empty()).then_some(words)?;
    Some(view! { <p>{why}</p><p class="quote">{typed}</p> }.into_any())
}
