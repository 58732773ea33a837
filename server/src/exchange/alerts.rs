//! The alerts as a file for spreadsheets.

use super::table::{Cell, Ending, Table};
use crate::service::console::alerts_of_school;
use crate::service::visit::{guards, note_seen};
use crate::service::{Desk, ServiceError};
use app::wire::{AlertRow, AlertsOf};
use domain::alert::AlertKind;
use domain::audit::{AuditAct, Subject};

const HEADER: [&str; 6] =
    ["reason", "name", "sevis_id", "days_used", "days_allowed", "authorization_ends"];

fn record(kind: AlertKind, row: &AlertRow) -> [Cell; 6] {
    [
        kind.words().into(),
        row.name.as_str().into(),
        row.sevis_id.as_str().into(),
        Cell::Number(row.days.map(|(used, _)| used)),
        Cell::Number(row.days.map(|(_, allowed)| allowed)),
        Cell::Day(row.ends),
    ]
}

/// All alerts of the official's school, of one kind or of all.
pub async fn table(desk: &Desk, of: &AlertsOf, ending: Ending) -> Result<Vec<u8>, ServiceError> {
    let look = desk.look();
    let (_, school) = guards::official(&look, &desk.visit).await?;
    let mut found = alerts_of_school(&look, &school).await?;
    found.keep(of);
    let subjects: Vec<Subject> =
        found.rows.iter().map(|(_, row)| Subject::Student(row.student.clone())).collect();
    note_seen(desk.work().await?, &desk.visit, AuditAct::StudentsListed, subjects).await?;
    let rows = found.rows.iter().map(|(kind, row)| record(*kind, row)).collect();
    Table { header: HEADER, rows }.file(ending, look.now())
}
