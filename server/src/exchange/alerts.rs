//! The alerts as a table for a spreadsheet.

use super::export::cell;
use crate::service::console::alerts_of_school;
use crate::service::visit::{guards, note_seen};
use crate::service::{Desk, ServiceError};
use app::wire::AlertRow;
use domain::alert::AlertKind;
use domain::audit::{AuditAct, Subject};
use domain::date::iso;

/// Names of the columns.
const HEADER: [&str; 6] =
    ["reason", "name", "sevis_id", "days_used", "days_allowed", "authorization_ends"];

fn record(kind: AlertKind, row: &AlertRow) -> [String; 6] {
    let day = |n: Option<u32>| n.map(|n| n.to_string()).unwrap_or_default();
    [
        kind.words().to_owned(),
        cell(&row.name),
        row.sevis_id.clone(),
        day(row.days.map(|(used, _)| used)),
        day(row.days.map(|(_, allowed)| allowed)),
        row.ends.map(iso).unwrap_or_default(),
    ]
}

/// All alerts of the official's school, of one kind or of all, as CSV with the mark by which Excel knows
/// UTF-8.
pub async fn table(desk: &Desk, kind: &str) -> Result<Vec<u8>, ServiceError> {
    let look = desk.look();
    let (_, school) = guards::official(&look, &desk.visit).await?;
    let wanted = AlertKind::from_code(kind);
    let mut found = alerts_of_school(&look, &school).await?;
    found.rows.retain(|(kind, _)| wanted.is_none_or(|wanted| wanted == *kind));
    let subjects: Vec<Subject> =
        found.rows.iter().map(|(_, row)| Subject::Student(row.student.clone())).collect();
    note_seen(desk.work().await?, &desk.visit, AuditAct::StudentsListed, subjects).await?;
    let failed = |_| ServiceError::Internal("alerts: no table".into());
    let mut csv = csv::Writer::from_writer(b"\xEF\xBB\xBF".to_vec());
    csv.write_record(HEADER).map_err(failed)?;
    for (kind, row) in &found.rows {
        csv.write_record(record(*kind, row)).map_err(failed)?;
    }
    csv.into_inner().map_err(|_| ServiceError::Internal("alerts: no table".into()))
}
