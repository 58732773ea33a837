//! The alerts as a file for spreadsheets.

use super::table::{Cell, Ending, Table};
use crate::service::console::all_alerts;
use crate::service::visit::note_seen;
use crate::service::{Desk, ServiceError};
use app::wire::{AlertRow, AlertsOf};
use domain::audit::{AuditAct, Subject};

const HEADER: [&str; 6] =
    ["reason", "name", "sevis_id", "days_used", "days_allowed", "authorization_ends"];

fn record(row: &AlertRow) -> [Cell; 6] {
    [
        row.kind.words().into(),
        row.name.as_str().into(),
        row.sevis_id.as_str().into(),
        Cell::Number(row.days.map(|(used, _)| used)),
        Cell::Number(row.days.map(|(_, allowed)| allowed)),
        Cell::Day(row.ends),
    ]
}

/// All alerts of the official's school, of one kind or of all.
pub async fn table(desk: &Desk, of: &AlertsOf, ending: Ending) -> Result<Vec<u8>, ServiceError> {
    let rows = all_alerts(desk, of).await?;
    let subjects = rows.iter().map(|row| Subject::Student(row.student.clone())).collect();
    note_seen(desk.work().await?, &desk.visit, AuditAct::StudentsListed, subjects).await?;
    let rows = rows.iter().map(record).collect();
    Table { header: HEADER, rows }.file(ending, desk.look().now())
}
