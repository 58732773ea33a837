//! A case, as everybody's pages show it.

use crate::clock::utc_words;
use crate::scope::{Connection, Scope};
use crate::store::cases;
use crate::store::entity::case;
use app::wire::{CaseEvent, CaseRow};
use sea_orm::DbErr;

/// A case in a list.
pub fn row_view(row: &case::Model) -> CaseRow {
    CaseRow {
        id: row.id.clone(),
        receipt_number: row.receipt_number.clone(),
        form_type: row.form_type.clone(),
        name: row.name.clone(),
        status: row.status.0,
        at: utc_words(row.status_at),
    }
}

/// What happened in a case, newest first. Who wrote it down is for the help team.
pub async fn events<C: Connection>(
    s: &Scope<C>,
    case_id: &str,
    help: bool,
) -> Result<Vec<CaseEvent>, DbErr> {
    let rows = cases::events_of(s.db(), case_id).await?;
    let view = |row: crate::store::entity::case_event::Model| CaseEvent {
        at: utc_words(row.at),
        status: row.status.0,
        note: row.note,
        by: if help { row.by } else { String::new() },
    };
    Ok(rows.into_iter().map(view).collect())
}
