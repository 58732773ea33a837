//! The employers file.

use super::authorizations::{sevis_id, students_of};
use super::cells::yes;
use super::employer_fields::{column, fields, keep_absent, said_by, with_fields};
use super::known_authorizations::lives;
use super::known_employers::Known;
use super::plan::{Plan, Rewritten, hashed};
use super::reader::{Columns, Row};
use crate::mail::letters::full_name;
use crate::scope::{Connection, Scope};
use crate::secret::id;
use crate::service::ServiceError;
use crate::service::record::both_sides::Said;
use crate::store::convert;
use crate::store::entity::{authorization, employer, student};
use crate::store::imports::{self, Found};
use crate::store::{accounts, sevis_changes};
use domain::employer::{Circumstances, Employer, EmployerForm};
use domain::fault::{FaultCode, Faults};
use domain::file_day::parse as day;
use domain::history::{Change, Event, Snapshot};
use domain::{date, text};
use std::collections::{HashMap, HashSet};
use std::path::Path;

/// The file's columns.
pub const COLUMNS: Columns = Columns {
    required: &[
        "sevis_id",
        "authorization_start",
        "name",
        "street",
        "zip",
        "schedule",
        "start_date",
        "relation",
    ],
    optional: &[
        "key",
        "name_is_right",
        "ein",
        "self_employed",
        "line2",
        "city",
        "state",
        "job_title",
        "end_date",
        "supervisor_first_name",
        "supervisor_last_name",
        "supervisor_phone",
        "supervisor_phone_ext",
        "supervisor_email",
        "workplace",
        "site",
    ],
};

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
    let authorizations: Vec<_> = found.into_iter().map(|found| found.row).collect();
    let registered = registered(s, &ids).await?;
    let rows_known = imports::employers_of_students(s.db(), &ids).await?;
    let mut parsed = Vec::new();
    for row in rows {
        let mut faults = Faults::default();
        match parse(row, &students, &authorizations, &mut faults) {
            Some((about, _)) if !plan.has_room((path, row.line()), &about.student_id) => {}
            Some((about, employer)) => {
                let mut found = convert::new_employer(id(), about, &employer, plan.at());
                found.school_key =
                    text::line(row.get("key"), 80).ok().flatten().unwrap_or_default();
                if plan.is_new_key("employers", &found.student_id, &found.school_key) {
                    parsed.push((row, about, found));
                } else {
                    plan.report.fault(
                        path,
                        row.line(),
                        "key",
                        "appears more than once in this file",
                    );
                }
            }
            None => plan.report.of_row(path, row.line(), faults),
        }
    }
    let told = sevis_changes::employers_of(s.db(), &ids).await?;
    let mut known = Known::new(rows_known, told, (&students, &authorizations), plan)?;
    for (row, about, employer) in parsed {
        if plan.report.faults == 0 {
            let alone = !registered.contains(&about.student_id);
            plan_row(path, (row, about, employer), alone, &mut known, plan)?;
        }
    }
    Ok(())
}

/// Students who can have said something themselves.
async fn registered<C: Connection>(
    s: &Scope<C>,
    ids: &[String],
) -> Result<HashSet<String>, ServiceError> {
    let rows = accounts::of_students(s.db(), ids).await?;
    Ok(rows.into_iter().flat_map(|row| [row.student_id, row.joined_student_id]).flatten().collect())
}

/// What a row amounts to.
struct Outcome {
    /// The employer as it is to be.
    value: Employer,
    /// What the file has said.
    said: Said,
    /// Fields in which the student's newer word stays.
    stays: Vec<String>,
}

fn plan_row(
    path: &Path,
    (cells, about, mut parsed): (&Row, &authorization::Model, employer::Model),
    alone: bool,
    known: &mut Known,
    plan: &mut Plan<'_>,
) -> Result<(), ServiceError> {
    let at = match known.of(&parsed) {
        Ok(at) => at,
        Err(code) => return refuse((path, cells), code, plan),
    };
    let deleted = at.is_some_and(|at| known.rows[at].row.deleted_at.is_some());
    if deleted && !plan.file_decides {
        plan.summary.kept += 1;
        plan.report.note(path, cells.line(), "name", DELETED);
        return Ok(());
    }
    let before = at.map(|at| &known.rows[at]);
    let entered = before.is_some_and(|before| known.is_entered(&before.row.id));
    let how = (plan.file_decides || alone && !entered && unkept(before)?, plan.at());
    let Outcome { value, said, stays } = outcome(cells, (&parsed, about), before, entered, how)?;
    if stays.is_empty() && misfits(cells, &value) {
        plan.report.fault(path, cells.line(), "start_date", &does_not_fit(&value));
        return Ok(());
    }
    tell_kept((path, cells), &stays, plan);
    if let Some(before) = before.filter(|_| parsed.school_key.is_empty()) {
        parsed.school_key.clone_from(&before.row.school_key);
    }
    let changes = changes(before.filter(|_| !deleted), about, &value);
    let imported = said.write_over(before.map_or("", |before| &before.row.imported));
    let kept = |before: &Found<employer::Model>| {
        (&before.row.school_key, &before.row.imported) == (&parsed.school_key, &imported)
    };
    if changes.is_empty() && before.is_some_and(kept) {
        return Ok(());
    }
    if !changes.is_empty() {
        plan.summary.employers += 1;
        plan.line(&about.student_id, told(before), &changes)?;
    }
    let told = before.filter(|before| !alone || known.is_told(&before.row.id));
    let told = told.filter(|_| !changes.is_empty());
    plan.rewritten
        .extend(told.map(|before| Rewritten { restored: deleted, ..rewritten(before, alone) }));
    let mut row = before.map_or_else(|| parsed.clone(), |before| before.row.clone());
    convert::set_employer(&mut row, value);
    row.authorization_id.clone_from(&about.id);
    row.school_key = parsed.school_key;
    row.differs = !said.differences(&fields(&convert::employer(&row))).is_empty();
    row.imported = imported;
    row.deleted_at = None;
    row.version += i32::from(before.is_some_and(|before| !before.staged));
    if known.has_twin(&row) || is_said_otherwise(&row, plan) {
        return refuse((path, cells), FaultCode::DuplicateEmployer, plan);
    }
    plan.chunk.put_employer(row.clone());
    known.put(at, row);
    Ok(())
}

/// True where a row before it made something else of the same job: nobody knows which one counts.
fn is_said_otherwise(row: &employer::Model, plan: &mut Plan<'_>) -> bool {
    let said: Vec<_> = convert::employer(row).snapshot().into_fields().collect();
    let made = hashed((said, &row.authorization_id));
    plan.employers.insert(hashed(&row.id), made).is_some_and(|first| first != made)
}

/// Tells the fields in which the student's newer word stays.
fn tell_kept((path, cells): (&Path, &Row), stays: &[String], plan: &mut Plan<'_>) {
    for name in stays {
        plan.summary.kept += 1;
        plan.report.note(path, cells.line(), column(name), DIFFERS);
    }
}

/// True where the last day on record, of which the row says nothing, is not after the row's first day. That the authorization no
/// longer covers the job is a note.
fn misfits(cells: &Row, value: &Employer) -> bool {
    !cells.has("end_date") && value.end.is_some_and(|end| value.start >= end)
}

/// What is told of such a row.
fn does_not_fit(value: &Employer) -> String {
    let end = value.end.map_or_else(|| "none".to_owned(), date::long);
    format!(
        "does not fit the last day on record ({end}); add the column end_date, or correct the day"
    )
}

fn refuse(
    (path, cells): (&Path, &Row),
    code: FaultCode,
    plan: &mut Plan<'_>,
) -> Result<(), ServiceError> {
    let mut faults = Faults::default();
    faults.add("start_date", code);
    plan.report.of_row(path, cells.line(), faults);
    Ok(())
}

fn rewritten(before: &Found<employer::Model>, alone: bool) -> Rewritten {
    let employer::Model { student_id, id, authorization_id, .. } = before.row.clone();
    let before = convert::employer(&before.row);
    Rewritten { student_id, id, authorization_id, before, alone, restored: false }
}

/// Of before it was kept what a file says: without an account nobody but the school's file has said anything.
fn unkept(before: Option<&Found<employer::Model>>) -> Result<bool, ServiceError> {
    let Some(before) = before else { return Ok(false) };
    Ok(Said::read(&before.row.imported)?.last.is_empty())
}

/// What the history tells of a row.
fn told(before: Option<&Found<employer::Model>>) -> Event {
    match before {
        None => Event::EmployerAdded,
        Some(before) if before.row.deleted_at.is_some() => Event::EmployerRestored,
        Some(_) => Event::EmployerChanged,
    }
}

/// The file's word and the student's made one.
fn outcome(
    cells: &Row,
    (parsed, about): (&employer::Model, &authorization::Model),
    before: Option<&Found<employer::Model>>,
    entered: bool,
    (file_decides, at): (bool, i64),
) -> Result<Outcome, ServiceError> {
    let mut value = convert::employer(parsed);
    let Some(before) = before else {
        let said = Said::first(said_by(cells, fields(&value)), at);
        return Ok(Outcome { value, said, stays: Vec::new() });
    };
    let old = convert::employer(&before.row);
    keep_absent(&mut value, &old, cells);
    let (record, mut said) = (fields(&old), Said::read(&before.row.imported)?);
    if said.last.is_empty() && !entered && before.row.once == before.row.id {
        // Imported before it was kept what a file says.
        said.last.clone_from(&record);
    }
    let (merged, mut stays) =
        said.hear(&said_by(cells, fields(&value)), &record, (file_decides, at));
    let mut value = with_fields(merged, &old)?;
    if !stays.is_empty() && !value.fits(&convert::authorization(about)) {
        // One day of the student's and one of the file's make no job: both are the student's, until somebody decides.
        (value.start, value.end) = (old.start, old.end);
        stays.push("end".to_owned());
        stays.sort_unstable();
        stays.dedup();
    }
    Ok(Outcome { value, said, stays })
}

/// What the history tells.
fn changes(
    before: Option<&Found<employer::Model>>,
    about: &authorization::Model,
    value: &Employer,
) -> Vec<Change> {
    let old = before.map(|before| convert::employer(&before.row));
    let was = old.as_ref().map_or_else(Snapshot::new, Employer::snapshot);
    let mut changes = was.changes_to(&value.snapshot());
    if before.is_some_and(|before| before.row.authorization_id != about.id) {
        let words = convert::authorization(about).words();
        let moved = Snapshot::new().with("Authorization", words);
        changes.extend(Snapshot::new().changes_to(&moved));
    }
    changes
}

/// What is told of a report that stays.
const DIFFERS: &str = "was changed in the portal by the student or an official, so the file's value was not used; import with --file-decides to use it, or decide in the console under \"Both sides\"";

/// What is told of an employer that was deleted.
const DELETED: &str = "this employer was deleted in the portal, so it was not added; import with --file-decides to add it again";

fn parse<'a>(
    row: &Row,
    students: &HashMap<String, student::Model>,
    authorizations: &'a [authorization::Model],
    faults: &mut Faults,
) -> Option<(&'a authorization::Model, Employer)> {
    let student = sevis_id(row).and_then(|id| students.get(&id)).ok_or(FaultCode::NotAChoice);
    let student = faults.keep("sevis_id", student);
    let start = faults.required("authorization_start", day(row.get("authorization_start")));
    let (student, start) = (student?, start?);
    // One that was canceled may have begun on the same day: the one that lives is meant.
    let theirs = authorizations.iter().filter(|a| a.student_id == student.id);
    let about = theirs.filter(|a| a.start_date == start).min_by_key(|a| !lives(a.status.0));
    let about = faults.keep("authorization_start", about.ok_or(FaultCode::NotAChoice))?;
    faults.keep("key", text::line(row.get("key"), 80));
    let form = form_of(row, faults)?;
    let parsed = form.parse(&Circumstances {
        authorization: &convert::authorization(about),
        student_name: &full_name(student),
        others: &[],
        stored: None,
        by_student: false,
    });
    match parsed {
        Ok(employer) if faults.is_empty() => Some((about, employer)),
        Ok(_) => None,
        Err(found) => {
            for fault in found {
                if !faults.has(&fault.field) {
                    faults.add(fault.field, fault.code);
                }
            }
            None
        }
    }
}

/// A row as the form that a student would fill in.
fn form_of(row: &Row, faults: &mut Faults) -> Option<EmployerForm> {
    // Files write days as YYYY-MM-DD only; forms take both.
    let mut days = |column: &'static str| {
        let read = faults.keep(column, day(row.get(column)));
        read.flatten().map(date::typed).unwrap_or_default()
    };
    let (start_date, end_date) = (days("start_date"), days("end_date"));
    let self_employed = faults.keep("self_employed", yes(row.get("self_employed")))?;
    let name_is_right = faults.keep("name_is_right", yes(row.get("name_is_right")))?;
    let text = |column: &str| row.get(column).to_owned();
    Some(EmployerForm {
        name: text("name"),
        name_is_right: if name_is_right { "on".into() } else { String::new() },
        self_employed: if self_employed { "on".into() } else { String::new() },
        ein: text("ein"),
        street: text("street"),
        line2: text("line2"),
        city: text("city"),
        state: text("state"),
        zip: text("zip"),
        job_title: text("job_title"),
        schedule: text("schedule"),
        start_date,
        end_date,
        supervisor_first_name: text("supervisor_first_name"),
        supervisor_last_name: text("supervisor_last_name"),
        supervisor_phone: text("supervisor_phone"),
        supervisor_phone_ext: text("supervisor_phone_ext"),
        supervisor_email: text("supervisor_email"),
        workplace: match row.get("site") {
            // A file may have the place alone.
            site if !row.has("workplace") && !site.trim().is_empty() => "elsewhere".to_owned(),
            _ => text("workplace"),
        },
        site: text("site"),
        relation: text("relation"),
        ..EmployerForm::default()
    })
}
