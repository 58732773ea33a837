//! Changes and mails of a record, newest first.

use super::super::error::{ServiceError, read_json};
use super::{Record, earlier};
use crate::clock::instant;
use crate::mail::mail_state;
use crate::scope::{Connection, Scope};
use crate::store::{history, outbox};
use app::wire::{HistoryEntry, HistoryKind};

/// One entry with its month (`2026-11`) and the code of its kind.
pub struct Dated {
    /// Month in the school's zone.
    pub month: String,
    /// Code of the event, or `mail`.
    pub kind: String,
    /// What is shown.
    pub entry: HistoryEntry,
}

/// An entry with its instant, its identity and the code of its kind.
type Entry = (i64, String, String, HistoryKind);

/// Adds the entries of one record; an earlier one is named by its SEVIS ID.
async fn of_record<C: Connection>(
    s: &Scope<C>,
    student: &str,
    sevis_id: &str,
    lines: &mut Vec<Entry>,
) -> Result<(), ServiceError> {
    let named = |name: String| match (sevis_id, name.as_str()) {
        ("", _) => name,
        (id, "") => format!("record {id}"),
        (id, name) => format!("{name}, record {id}"),
    };
    for row in history::of(s.db(), student).await? {
        let what = HistoryKind::Change {
            event: row.event.0,
            doer: row.doer.0,
            name: named(row.doer_name),
            changes: read_json("changes", &row.changes)?,
        };
        lines.push((row.at, row.id, row.event.0.code().to_owned(), what));
    }
    for row in outbox::about(s.db(), student).await? {
        let state = mail_state(&row);
        let what = HistoryKind::Mail { subject: row.subject, to: row.recipient, state };
        lines.push((row.created_at, row.id, "mail".to_owned(), what));
    }
    Ok(())
}

/// The entries of a record, newest first.
pub async fn timeline<C: Connection>(
    s: &Scope<C>,
    record: &Record,
) -> Result<Vec<Dated>, ServiceError> {
    let mut lines = Vec::new();
    of_record(s, &record.student.id, "", &mut lines).await?;
    for row in earlier(s, &record.student).await? {
        of_record(s, &row.id, &row.sevis_id, &mut lines).await?;
    }
    lines.sort_by(|a, b| (b.0, &b.1).cmp(&(a.0, &a.1)));
    let zone = record.zone();
    let dated = |(at, _, kind, what)| {
        let at = instant(at);
        Dated { month: zone.month(at), kind, entry: HistoryEntry { at: zone.words(at), what } }
    };
    Ok(lines.into_iter().map(dated).collect())
}
