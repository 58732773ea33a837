//! The reports to check as a file for spreadsheets.

use super::table::{Cell, Ending, Table};
use crate::service::reviews::all_of;
use crate::service::visit::note_seen;
use crate::service::{Desk, ServiceError};
use app::wire::ReviewRow;
use domain::audit::{AuditAct, Subject};
use domain::review::ReviewFilter;
use domain::sevis_state::SevisState;

const HEADER: [&str; 10] = [
    "reported_at",
    "due_on",
    "report",
    "employer",
    "name",
    "sevis_id",
    "days_late",
    "check",
    "in_sevis",
    "assigned_to",
];

fn record(row: &ReviewRow) -> [Cell; 10] {
    [
        row.at.as_str().into(),
        Cell::Day(Some(row.due)),
        row.what.as_str().into(),
        row.employer.as_str().into(),
        row.name.as_str().into(),
        row.sevis_id.as_str().into(),
        Cell::Number(u32::try_from(row.days_late).ok().filter(|days| *days > 0)),
        row.state.words().into(),
        SevisState::words_of(row.sevis).into(),
        row.assigned.as_str().into(),
    ]
}

/// All reports of one kind.
pub async fn table(
    desk: &Desk,
    show: ReviewFilter,
    ending: Ending,
) -> Result<Vec<u8>, ServiceError> {
    let look = desk.look();
    let all = all_of(&look, &desk.visit, show).await?;
    let subjects: Vec<Subject> =
        all.iter().map(|row| Subject::Student(row.student_id.clone())).collect();
    note_seen(desk.work().await?, &desk.visit, AuditAct::StudentsListed, subjects).await?;
    let rows = all.iter().map(record).collect();
    Table { header: HEADER, rows }.file(ending, look.now())
}
