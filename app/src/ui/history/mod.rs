//! History entries: when, who, what, old and new.

use crate::wire::{HistoryEntry, HistoryKind};
use leptos::prelude::*;

/// The entries, newest first.
#[component]
pub fn HistoryList(
    /// What to list.
    entries: Vec<HistoryEntry>,
) -> impl IntoView {
    if entries.is_empty() {
        return view! { <p>"Nothing here."</p> }.into_any();
    }
    view! { <ol class="history">{entries.into_iter().map(entry).collect_view()}</ol> }.into_any()
}

fn entry(HistoryEntry { at, what }: HistoryEntry) -> AnyView {
    match what {
        HistoryKind::Change { event, doer, name, changes } => {
            let who = if name.is_empty() {
                doer.words().to_owned()
            } else {
                format!("{} ({name})", doer.words())
            };
            view! {
                <li>
                    <h3>{event.words()}</h3>
                    <p class="usa-hint">{format!("{at} · {who}")}</p>
                    {(!changes.is_empty()).then(|| view! {
                        <ul class="changes">
                            {changes.into_iter().map(|change| view! {
                                <li>
                                    <strong>{change.field.into_owned()}</strong>": "
                                    {(!change.old.is_empty()).then(|| view! { <del>{change.old.clone()}</del>" → " })}
                                    {if change.new.is_empty() {
                                        view! { <em>"none"</em> }.into_any()
                                    } else {
                                        view! { <ins>{change.new}</ins> }.into_any()
                                    }}
                                </li>
                            }).collect_view()}
                        </ul>
                    })}
                </li>
            }
            .into_any()
        }
        HistoryKind::Mail { subject, to, state } => view! {
            <li>
                <h3>{format!("Email: {subject}")}</h3>
                <p class="usa-hint">{format!("{at} · {}", state.line(&to))}</p>
            </li>
        }
        .into_any(),
    }
}
