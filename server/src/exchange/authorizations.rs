//! The authorizations file.

use super::cells::code;
use super::known_authorizations::{Known, Match, lives};
use super::plan::{Plan, hashed};
use super::reader::{CHUNK, Columns, Row};
use crate::scope::{Connection, Scope};
use crate::secret::id;
use crate::service::ServiceError;
use crate::service::error::write_json;
use crate::service::record::both_sides::Said;
use crate::service::record::{authorization_fields, with_said};
use crate::store::code::Code;
use crate::store::convert;
use crate::store::entity::{authorization, student};
use crate::store::imports::{self, Found};
use domain::authorization::{Authorization, Kind, Schedule, Status, first_overlap};
use domain::authorization_form::AuthorizationForm;
use domain::fault::{FaultCode, Faults};
use domain::file_day::parse as day;
use domain::history::{Event, Snapshot};
use domain::sevis_id::SevisId;
use domain::{date, text};
use std::collections::{BTreeSet, HashMap};
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

/// What a row names: the authorization by its type and start, and by the school's key.
pub fn names(row: &Row) -> Vec<u64> {
    let Some(student) = sevis_id(row) else { return Vec::new() };
    let kind = code(row.get("type"), Kind::from_code).ok().flatten();
    let start = day(row.get("start_date")).ok().flatten();
    let key = text::line(row.get("key"), 80).ok().flatten();
    let status = code(row.get("status"), Status::from_code).ok().flatten();
    let mut names: Vec<u64> = key.map(|key| hashed((&student, "key", key))).into_iter().collect();
    if let Some((kind, start)) = kind.zip(start) {
        names.push(hashed((&student, kind.code(), start)));
        if status.is_some_and(lives) {
            names.push(hashed((&student, kind.code(), start, "lives")));
        }
    }
    names
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
            Some(found) if !plan.has_room((path, row.line()), &found.student_id) => {}
            Some(found)
                if !plan.is_new_key("authorizations", &found.student_id, &found.school_key) =>
            {
                plan.report.fault(path, row.line(), "key", "appears more than once in this file");
            }
            Some(authorization) => parsed.push((row, authorization)),
            None => plan.report.of_row(path, row.line(), faults),
        }
    }
    let mut known = Known::new(found, &students, plan)?;
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
    parsed: authorization::Model,
    known: &mut Known,
    plan: &mut Plan<'_>,
) -> Result<(), ServiceError> {
    let says = hashed(write_json("authorization", &authorization_fields(&parsed))?);
    let found = match known.of(&parsed, (&plan.taken, says)) {
        Ok(found) => found,
        Err(code) => {
            let mut faults = Faults::default();
            faults.add("start_date", code);
            plan.report.of_row(path, row.line(), faults);
            return Ok(());
        }
    };
    let at = found.map(Match::at);
    let before = at.map(|at| &known.rows[at]);
    let Some(mut now) = heard(path, row, &parsed, before, plan)? else { return Ok(()) };
    if let Some(twin) = known.twin(&now).filter(|_| lives(now.status.0)) {
        plan.report.fault(path, row.line(), "start_date", &same_as(twin));
        return Ok(());
    }
    plan.taken.insert(now.id.clone(), says);
    if now.school_key.is_empty() {
        now.school_key = before.map(|found| found.row.school_key.clone()).unwrap_or_default();
    }
    let named = before.is_some_and(|before| {
        before.row.school_key != now.school_key
            || (&before.row.imported, before.row.differs) != (&now.imported, now.differs)
    });
    let old = before.map_or_else(Snapshot::new, |before| snapshot(&before.row));
    let changes = old.changes_to(&snapshot(&now));
    if changes.is_empty() && !named {
        return Ok(());
    }
    if let (Some(Match::Corrected(_)), Some(before)) = (found, before) {
        let began = date::long(before.row.start_date);
        let told = format!("corrects the authorization that began on {began}");
        plan.report.note(path, row.line(), "start_date", &told);
    }
    if !changes.is_empty() {
        plan.summary.authorizations += 1;
        plan.line(&now.student_id, Event::AuthorizationChanged, &changes)?;
    }
    if now.status == Status::Approved && !changes.is_empty() {
        plan.reopened.insert(now.student_id.clone());
        plan.approved.insert(now.student_id.clone(), row.line());
    }
    if let Some(before) = before {
        note_moved((path, row), &before.row, &now, plan);
        now.version = before.row.version + i32::from(!before.staged);
    }
    plan.chunk.put_authorization(now.clone());
    known.put(at, now);
    Ok(())
}

/// Notes an authorization on record whose days change: its jobs are looked at in the end.
fn note_moved(
    (path, row): (&Path, &Row),
    was: &authorization::Model,
    now: &authorization::Model,
    plan: &mut Plan<'_>,
) {
    if (was.start_date, was.end_date) != (now.start_date, now.end_date) {
        let at = (now.student_id.clone(), path.to_owned(), row.line());
        plan.moved_away.insert(now.id.clone(), at);
    }
}

/// What is told of a row that begins as another one does.
fn same_as(twin: &authorization::Model) -> String {
    let named = match twin.school_key.as_str() {
        "" => "another one".to_owned(),
        key => format!("the one with the key “{key}”"),
    };
    format!("has the same type and first day as {named}; change the day of one, or leave one out")
}

/// What is told of something that was changed in the portal.
const STAYS: &str = "was changed in the portal since the last import, so the file's value was not used; import with --file-decides to use it, or decide in the console under \"Both sides\"";

/// The authorization as it is to be: what an official has changed since the file's last word stays. None where what
/// comes of it is none; that is told.
fn heard(
    path: &Path,
    cells: &Row,
    parsed: &authorization::Model,
    before: Option<&Found<authorization::Model>>,
    plan: &mut Plan<'_>,
) -> Result<Option<authorization::Model>, ServiceError> {
    let mut word = authorization_fields(parsed);
    let Some(before) = before else {
        let said = Said::first(word, plan.at());
        return Ok(Some(authorization::Model { imported: said.write(), ..parsed.clone() }));
    };
    if !cells.has("remarks") {
        word.remove("remarks");
    }
    let record = authorization_fields(&before.row);
    let mut said = Said::read(&before.row.imported)?;
    if said.last.is_empty() {
        // Imported before it was kept what a file says.
        said.last.clone_from(&record);
    }
    // A new word of the file is heard: officials and files come to the same in the end.
    for (name, word) in &word {
        if let Some(stored) = record.get(name).filter(|_| said.last.get(name) != Some(word)) {
            said.last.insert(name.clone(), stored.clone());
        }
    }
    let (merged, stays) = said.hear(&word, &record, (plan.file_decides, plan.at()));
    for name in stays {
        plan.summary.kept += 1;
        let column = if name == "opt_type" { "type" } else { &name };
        plan.report.note(path, cells.line(), column, STAYS);
    }
    let unreadable =
        |_| ServiceError::Internal("authorization: its fields and its form differ".into());
    let form: AuthorizationForm = serde_json::from_value(merged.into()).map_err(unreadable)?;
    Ok(match form.parse() {
        Ok((value, remarks)) => {
            let row = convert::new_authorization(
                before.row.id.clone(),
                &parsed.student_id,
                &value,
                remarks,
            );
            let school_key = parsed.school_key.clone();
            let imported = before.row.imported.clone();
            Some(with_said(authorization::Model { school_key, imported, ..row }, &said))
        }
        Err(found) => {
            let mut faults = Faults::default();
            found.into_iter().for_each(|fault| faults.add(fault.field, fault.code));
            plan.report.of_row(path, cells.line(), faults);
            None
        }
    })
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
    if plan.jobs_follow { Ok(()) } else { outside(s, plan).await }
}

/// Tells of the jobs that an authorization no longer covers once every file is planned: nobody can save them as they are.
pub async fn outside<C: Connection>(s: &Scope<C>, plan: &mut Plan<'_>) -> Result<(), ServiceError> {
    let lines = std::mem::take(&mut plan.moved_away);
    let students: BTreeSet<&String> = lines.values().map(|(student, _, _)| student).collect();
    let students: Vec<String> = students.into_iter().cloned().collect();
    for some in students.chunks(CHUNK) {
        let abouts = imports::authorizations_of_students(s.db(), some).await?;
        let jobs = imports::employers_of_students(s.db(), some).await?;
        for job in jobs.iter().map(|found| &found.row).filter(|row| row.deleted_at.is_none()) {
            let about = abouts.iter().find(|found| found.row.id == job.authorization_id);
            let fits = about.is_none_or(|about| {
                convert::employer(job).fits(&convert::authorization(&about.row))
            });
            if let Some((_, path, line)) = lines.get(&job.authorization_id).filter(|_| !fits) {
                plan.report.note(path, *line, "start_date", &no_longer(&job.name));
            }
        }
    }
    Ok(())
}

/// What is told of such a job.
fn no_longer(name: &str) -> String {
    format!(
        "leaves the days of “{name}” on record outside of the authorization; correct that employer as well"
    )
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
        imported: String::new(),
        differs: false,
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
        imported: _,
        differs: _,
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
