//! Changes and mails of a record, newest first.

use super::super::error::{ServiceError, read_json};
use super::Record;
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

/// The entries of a record, newest first.
pub async fn timeline<C: Connection>(
    s: &Scope<C>,
    record: &Record,
) -> Result<Vec<Dated>, ServiceError> {
    let mut lines: Vec<(i64, String, String, HistoryKind)> = Vec::new();
    for row in history::of(s.db(), &record.student.id).await? {
        let what = HistoryKind::Change {
            event: row.event.0,
            doer: row.doer.0,
            name: row.doer_name,
            changes: read_json("changes", &row.changes)?,
        };
        lines.push((row.at, row.id, row.event.0.code().to_owned(), what));
    }
    for row in outbox::about(s.db(), &record.student.id).await? {
        let state = mail_state(&row);
        let what = HistoryKind::Mail { subject: row.subject, to: row.recipient, state };
        lines.push((row.created_at, row.id, "mail".to_owned(), what));
    }
    lines.sort_by(|a, b| (b.0, &b.1).cmp(&(a.0, &a.1)));
    let zone = record.zone();
    let dated = |(at, _, kind, what)| {
        let at = instant(at);
        Dated { month: zone.month(at), kind, entry: HistoryEntry { at: zone.words(at), what } }
    };
    Ok(lines.into_iter().map(dated).collect())
}
