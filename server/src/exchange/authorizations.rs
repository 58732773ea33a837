//! The authorizations file.

use super::cells::{code, day};
use super::plan::Plan;
use super::reader::{Columns, Row};
use crate::scope::{Connection, Scope};
use crate::secret::id;
use crate::service::ServiceError;
use crate::store::code::Code;
use crate::store::entity::{authorization, student};
use crate::store::imports::{self, Found};
use domain::authorization::{Kind, Schedule, Status};
use domain::fault::{FaultCode, Faults};
use domain::history::{Event, Snapshot};
use domain::sevis_id::SevisId;
use domain::{date, text};
use std::collections::HashMap;
use std::path::Path;

/// The file's columns.
pub const COLUMNS: Columns = Columns {
    required: &["sevis_id", "type", "status", "schedule", "start_date", "end_date"],
    optional: &["remarks"],
};

/// The students of these rows, by SEVIS ID, those that this import adds too.
pub async fn students_of<C: Connection>(
    s: &Scope<C>,
    rows: &[Row],
) -> Result<HashMap<String, student::Model>, ServiceError> {
    let ids: Vec<String> = rows.iter().filter_map(sevis_id).collect();
    let found = imports::students_with_sevis_ids(s.db(), &ids).await?;
    Ok(found.into_iter().map(|row| (row.sevis_id.clone(), row)).collect())
}

/// The SEVIS ID of a row, canonical.
pub fn sevis_id(row: &Row) -> Option<String> {
    SevisId::parse(row.get("sevis_id")).ok().flatten().map(|id| id.to_string())
}

/// Plans a chunk of rows.
pub async fn plan<C: Connection>(
    s: &Scope<C>,
    path: &Path,
    rows: &[Row],
    plan: &mut Plan<'_>,
) -> Result<(), ServiceError> {
    let students = students_of(s, rows).await?;
    let ids: Vec<String> = students.values().map(|row| row.id.clone()).collect();
    let found = imports::authorizations_of_students(s.db(), &ids).await?;
    let key = |row: &authorization::Model| (row.student_id.clone(), row.kind.0, row.start_date);
    let mut known: HashMap<_, _> = found.into_iter().map(|row| (key(&row.row), row)).collect();
    for row in rows {
        let mut faults = Faults::default();
        let parsed = parse(row, &students, &mut faults);
        let Some(mut parsed) = parsed.filter(|_| faults.is_empty()) else {
            plan.report.of_row(path, row.line(), faults);
            continue;
        };
        if plan.report.faults > 0 {
            continue;
        }
        let before = known.get(&key(&parsed));
        if let Some(before) = before.filter(|_| !row.has("remarks")) {
            parsed.remarks.clone_from(&before.row.remarks);
        }
        let old = before.map_or_else(Snapshot::new, |before| snapshot(&before.row));
        let changes = old.changes_to(&snapshot(&parsed));
        if changes.is_empty() {
            continue;
        }
        plan.summary.authorizations += 1;
        plan.line(&parsed.student_id, Event::AuthorizationChanged, &changes)?;
        if parsed.status == Status::Approved {
            plan.reopened.insert(parsed.student_id.clone());
        }
        if let Some(before) = before {
            parsed.id.clone_from(&before.row.id);
            parsed.version = before.row.version + i32::from(!before.staged);
        }
        plan.chunk.put_authorization(parsed.clone());
        known.insert(key(&parsed), Found { row: parsed, staged: true });
    }
    Ok(())
}

fn parse(
    row: &Row,
    students: &HashMap<String, student::Model>,
    faults: &mut Faults,
) -> Option<authorization::Model> {
    let sevis = faults.required("sevis_id", SevisId::parse(row.get("sevis_id")));
    let student_id = sevis.and_then(|id| {
        let found =
            students.get(id.as_str()).map(|row| row.id.clone()).ok_or(FaultCode::NotAChoice);
        faults.keep("sevis_id", found)
    });
    let kind = faults.required("type", code(row.get("type"), Kind::from_code));
    let status = faults.required("status", code(row.get("status"), Status::from_code));
    let schedule = faults.required("schedule", code(row.get("schedule"), Schedule::from_code));
    let start = faults.required("start_date", day(row.get("start_date")));
    let end = faults.required("end_date", day(row.get("end_date")));
    let remarks = faults.keep("remarks", text::paragraph(row.get("remarks"), 500));
    if let (Some(start), Some(end)) = (start, end)
        && start >= end
    {
        faults.add("end_date", FaultCode::EndNotAfterStart);
    }
    Some(authorization::Model {
        id: id(),
        student_id: student_id?,
        kind: Code(kind?),
        status: Code(status?),
        schedule: Code(schedule?),
        start_date: start?,
        end_date: end?,
        remarks: remarks?.unwrap_or_default(),
        version: 1,
    })
}

fn snapshot(row: &authorization::Model) -> Snapshot {
    let authorization::Model {
        id: _,
        student_id: _,
        kind,
        status,
        schedule,
        start_date,
        end_date,
        remarks,
        version: _,
    } = row;
    Snapshot::new()
        .with("Authorization", kind.words())
        .with("Status", status.words())
        .with("Schedule", schedule.words())
        .with("Start date", date::typed(*start_date))
        .with("End date", date::typed(*end_date))
        .with("Remarks", &**remarks)
}
