//! The employers file.

use super::authorizations::{sevis_id, students_of};
use super::cells::{day, yes};
use super::plan::Plan;
use super::reader::{Columns, Row};
use crate::mail::letters::full_name;
use crate::scope::{Connection, Scope};
use crate::secret::id;
use crate::service::ServiceError;
use crate::store::convert;
use crate::store::entity::{authorization, employer, student};
use crate::store::imports::{self, Found};
use domain::address::Address;
use domain::date;
use domain::employer::{Circumstances, Employer, EmployerForm};
use domain::fault::{FaultCode, Faults};
use domain::history::{Event, Snapshot};
use std::collections::HashMap;
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
    ],
};

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
    let authorizations: Vec<_> = found.into_iter().map(|found| found.row).collect();
    let found = imports::employers_of_students(s.db(), &ids).await?;
    let key_of = |row: &employer::Model| key(&row.authorization_id, &row.name, row.start_date);
    let mut known: HashMap<_, _> =
        found.into_iter().map(|found| (key_of(&found.row), found)).collect();
    for row in rows {
        let mut faults = Faults::default();
        let Some((about, mut employer)) = parse(row, &students, &authorizations, &mut faults)
        else {
            plan.report.of_row(path, row.line(), faults);
            continue;
        };
        if plan.report.faults > 0 {
            continue;
        }
        let before = known.get(&key(&about.id, &employer.name, employer.start));
        let old = before.map(|before| convert::employer(&before.row));
        if let Some(old) = &old {
            keep_absent(&mut employer, old, row);
        }
        let was = old.as_ref().map_or_else(Snapshot::new, Employer::snapshot);
        let changes = was.changes_to(&employer.snapshot());
        if changes.is_empty() {
            continue;
        }
        plan.summary.employers += 1;
        let event = if before.is_some() { Event::EmployerChanged } else { Event::EmployerAdded };
        plan.line(&about.student_id, event, &changes)?;
        let stored = match before {
            Some(before) => {
                let mut row = before.row.clone();
                convert::set_employer(&mut row, employer);
                row.version += i32::from(!before.staged);
                row
            }
            None => convert::new_employer(id(), about, &employer, plan.at()),
        };
        plan.chunk.put_employer(stored.clone());
        known.insert(key_of(&stored), Found { row: stored, staged: true });
    }
    Ok(())
}

/// Columns that the file does not have leave what was reported as it is; so does the reason of a
/// late report, which no file has.
fn keep_absent(employer: &mut Employer, before: &Employer, cells: &Row) {
    // Taken apart, so that a new field is either a column or named here.
    let Employer {
        name: _,
        self_employed,
        ein,
        address: Address { street: _, line2, city, state, zip: _ },
        job_title,
        schedule: _,
        start: _,
        end,
        supervisor_first_name,
        supervisor_last_name,
        supervisor_phone,
        supervisor_phone_ext,
        supervisor_email,
        relation: _,
        late_reason,
    } = before;
    employer.late_reason.clone_from(late_reason);
    if !cells.has("self_employed") {
        employer.self_employed = *self_employed;
    }
    if !cells.has("end_date") {
        employer.end = *end;
    }
    let texts: [(&str, &mut String, &String); 10] = [
        ("ein", &mut employer.ein, ein),
        ("line2", &mut employer.address.line2, line2),
        ("city", &mut employer.address.city, city),
        ("state", &mut employer.address.state, state),
        ("job_title", &mut employer.job_title, job_title),
        ("supervisor_first_name", &mut employer.supervisor_first_name, supervisor_first_name),
        ("supervisor_last_name", &mut employer.supervisor_last_name, supervisor_last_name),
        ("supervisor_phone", &mut employer.supervisor_phone, supervisor_phone),
        ("supervisor_phone_ext", &mut employer.supervisor_phone_ext, supervisor_phone_ext),
        ("supervisor_email", &mut employer.supervisor_email, supervisor_email),
    ];
    for (column, now, was) in texts {
        if !cells.has(column) {
            now.clone_from(was);
        }
    }
}

/// What makes an employer the same one (SEVIS S1161).
fn key(authorization: &str, name: &str, start: domain::Date) -> (String, String, domain::Date) {
    (authorization.to_owned(), name.trim().to_lowercase(), start)
}

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
    let about = authorizations.iter().find(|a| a.student_id == student.id && a.start_date == start);
    let about = faults.keep("authorization_start", about.ok_or(FaultCode::NotAChoice))?;
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
    let text = |column: &str| row.get(column).to_owned();
    Some(EmployerForm {
        name: text("name"),
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
        relation: text("relation"),
        ..EmployerForm::default()
    })
}
