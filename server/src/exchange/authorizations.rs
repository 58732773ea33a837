//! The authorizations file.

use super::cells::{code, day};
use super::plan::Plan;
use super::reader::{CHUNK, Columns, Row};
use crate::scope::{Connection, Scope};
use crate::secret::id;
use crate::service::ServiceError;
use crate::store::code::Code;
use crate::store::convert;
use crate::store::entity::{authorization, student};
use crate::store::imports::{self, Found};
use domain::authorization::{Authorization, Kind, Schedule, Status, first_overlap};
use domain::fault::{FaultCode, Faults};
use domain::history::{Event, Snapshot};
use domain::sevis_id::SevisId;
use domain::{date, text};
use std::collections::{HashMap, HashSet};
use std::path::Path;

/// The file's columns.
pub const COLUMNS: Columns = Columns {
    required: &["sevis_id", "type", "status", "schedule", "start_date", "end_date"],
    optional: &["key", "remarks"],
};

/// The students of these rows, by SEVIS ID, those that this import adds too.
pub async fn students_of<C: Connection>(
    s: &Scope<C>,
    rows: &[Row],
    school: Option<&str>,
) -> Result<HashMap<String, student::Model>, ServiceError> {
    let ids: Vec<String> = rows.iter().filter_map(sevis_id).collect();
    let found = imports::students_with_sevis_ids(s.db(), &ids).await?;
    // Another school's students are none that this one knows of.
    let own = |row: &student::Model| school.is_none_or(|id| row.school_id == id);
    Ok(found.into_iter().filter(own).map(|row| (row.sevis_id.clone(), row)).collect())
}

/// The SEVIS ID of a row, canonical.
pub fn sevis_id(row: &Row) -> Option<String> {
    SevisId::parse(row.get("sevis_id")).ok().flatten().map(|id| id.to_string())
}

/// What an authorization is known by as long as nothing of it is corrected.
type Key = (String, Kind, domain::Date);

fn key(row: &authorization::Model) -> Key {
    (row.student_id.clone(), row.kind.0, row.start_date)
}

/// True while something can come of it.
pub(super) fn lives(status: Status) -> bool {
    matches!(status, Status::Requested | Status::Pending | Status::Approved)
}

/// The authorizations of the students of a chunk, as they are on record by now.
struct OnRecord {
    rows: Vec<Found<authorization::Model>>,
    /// Named by a row of this chunk by their own start.
    named: HashSet<Key>,
}

impl OnRecord {
    /// The record that a row is about: the one with the school's key; else the one with its start; else the one of its type that it
    /// shares days with, whose start it corrects.
    fn of(&self, row: &authorization::Model) -> Result<Option<usize>, FaultCode> {
        let own = |found: &&Found<authorization::Model>| found.row.student_id == row.student_id;
        let by_key = |found: &Found<authorization::Model>| {
            own(&found) && !row.school_key.is_empty() && found.row.school_key == row.school_key
        };
        if let Some(at) = self.rows.iter().position(by_key) {
            return Ok(Some(at));
        }
        // One that the school calls otherwise is another one.
        let other_key = |found: &Found<authorization::Model>| {
            let (known, named) = (&found.row.school_key, &row.school_key);
            !known.is_empty() && !named.is_empty() && known != named
        };
        let same =
            |found: &Found<authorization::Model>| key(&found.row) == key(row) && !other_key(found);
        let mut fitting: Vec<usize> =
            (0..self.rows.len()).filter(|at| same(&self.rows[*at])).collect();
        // One that was canceled may have begun on the same day: the one that lives is meant.
        fitting.sort_by_key(|at| !lives(self.rows[*at].row.status.0));
        if let Some(at) = fitting.first() {
            return Ok(Some(*at));
        }
        // What is over corrects nothing that lives.
        if !lives(row.status.0) {
            return Ok(None);
        }
        let corrects = |found: &Found<authorization::Model>| {
            let other = &found.row;
            (&other.student_id, other.kind) == (&row.student_id, row.kind)
                && lives(other.status.0)
                && !other_key(found)
                && convert::authorization(other).overlaps(&convert::authorization(row))
                && !self.named.contains(&key(other))
        };
        let mut fitting = self.rows.iter().enumerate().filter(|(_, found)| corrects(found));
        match (fitting.next(), fitting.next()) {
            (Some(_), Some(_)) => Err(FaultCode::FitsSeveral),
            (only, _) => Ok(only.map(|(at, _)| at)),
        }
    }
}

/// Plans a chunk of rows.
pub async fn plan<C: Connection>(
    s: &Scope<C>,
    path: &Path,
    rows: &[Row],
    plan: &mut Plan<'_>,
) -> Result<(), ServiceError> {
    let students = students_of(s, rows, plan.school.as_deref()).await?;
    let ids: Vec<String> = students.values().map(|row| row.id.clone()).collect();
    let found = imports::authorizations_of_students(s.db(), &ids).await?;
    let mut parsed = Vec::new();
    for row in rows {
        let mut faults = Faults::default();
        match parse(row, &students, &mut faults).filter(|_| faults.is_empty()) {
            Some(found)
                if !plan.is_new_key("authorizations", &found.student_id, &found.school_key) =>
            {
                plan.report.fault(path, row.line(), "key", "appears more than once in this file");
            }
            Some(authorization) => parsed.push((row, authorization)),
            None => plan.report.of_row(path, row.line(), faults),
        }
    }
    let named = parsed.iter().map(|(_, row)| key(row)).collect();
    let mut known = OnRecord { rows: found, named };
    for (row, authorization) in parsed {
        if plan.report.faults == 0 {
            plan_row(path, row, authorization, &mut known, plan)?;
        }
    }
    Ok(())
}

fn plan_row(
    path: &Path,
    row: &Row,
    mut parsed: authorization::Model,
    known: &mut OnRecord,
    plan: &mut Plan<'_>,
) -> Result<(), ServiceError> {
    let at = match known.of(&parsed) {
        Ok(at) => at,
        Err(code) => {
            let mut faults = Faults::default();
            faults.add("start_date", code);
            plan.report.of_row(path, row.line(), faults);
            return Ok(());
        }
    };
    let before = at.map(|at| &known.rows[at]);
    if let Some(before) = before.filter(|_| !row.has("remarks")) {
        parsed.remarks.clone_from(&before.row.remarks);
    }
    if parsed.school_key.is_empty() {
        parsed.school_key = before.map(|found| found.row.school_key.clone()).unwrap_or_default();
    }
    let named = before.is_some_and(|before| before.row.school_key != parsed.school_key);
    let old = before.map_or_else(Snapshot::new, |before| snapshot(&before.row));
    let changes = old.changes_to(&snapshot(&parsed));
    if changes.is_empty() && !named {
        return Ok(());
    }
    if !changes.is_empty() {
        plan.summary.authorizations += 1;
        plan.line(&parsed.student_id, Event::AuthorizationChanged, &changes)?;
    }
    if parsed.status == Status::Approved {
        plan.reopened.insert(parsed.student_id.clone());
        plan.approved.insert(parsed.student_id.clone(), row.line());
    }
    if let Some(before) = before {
        parsed.id.clone_from(&before.row.id);
        parsed.version = before.row.version + i32::from(!before.staged);
    }
    plan.chunk.put_authorization(parsed.clone());
    let found = Found { row: parsed, staged: true };
    match at {
        Some(at) => known.rows[at] = found,
        None => known.rows.push(found),
    }
    Ok(())
}

/// Once every row is planned: approved authorizations of one student share no day, whichever order
/// the rows came in.
pub async fn check<C: Connection>(
    s: &Scope<C>,
    path: &Path,
    plan: &mut Plan<'_>,
) -> Result<(), ServiceError> {
    let lines = std::mem::take(&mut plan.approved);
    let students: Vec<String> = lines.keys().cloned().collect();
    for some in students.chunks(CHUNK) {
        let found = imports::authorizations_of_students(s.db(), some).await?;
        for student in some {
            let own = found.iter().filter(|found| found.row.student_id == *student);
            let own: Vec<Authorization> =
                own.map(|found| convert::authorization(&found.row)).collect();
            if let Some(first) = first_overlap(&own) {
                let mut faults = Faults::default();
                let Authorization { kind, start, end, .. } = *first;
                faults.add("start_date", FaultCode::Overlaps { kind, start, end });
                plan.report.of_row(path, lines[student], faults);
            }
        }
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
    let key = faults.keep("key", text::line(row.get("key"), 80));
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
        school_key: key?.unwrap_or_default(),
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
        school_key: _,
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
