//! The employers file.

use super::authorizations::{sevis_id, students_of};
use super::import::Summary;
use super::rows::{Columns, File, Report, Row, day, yes};
use crate::cli::Failure;
use crate::clock::millis;
use crate::portal::Portal;
use crate::secret::id;
use crate::store::convert;
use crate::store::entity::{authorization, employer, history, student};
use domain::date;
use domain::employer::{Circumstances, Employer, EmployerForm};
use domain::fault::{FaultCode, Faults};
use domain::history::{Doer, Event, Snapshot};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};
use std::collections::HashMap;

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

/// Imports the file.
pub async fn import(
    tx: &impl ConnectionTrait,
    portal: &Portal,
    file: &mut File,
    report: &mut Report<'_>,
    summary: &mut Summary,
) -> Result<(), Failure> {
    loop {
        let rows = file.chunk(report);
        if rows.is_empty() {
            return Ok(());
        }
        let students = students_of(tx, rows.iter().filter_map(sevis_id)).await?;
        let names: HashMap<String, String> = student::Entity::find()
            .filter(student::Column::Id.is_in(students.values().cloned()))
            .all(tx)
            .await?
            .into_iter()
            .map(|row| (row.id.clone(), crate::mail::letters::full_name(&row)))
            .collect();
        let authorizations = authorization::Entity::find()
            .filter(authorization::Column::StudentId.is_in(students.values().cloned()))
            .all(tx)
            .await?;
        let mut known: HashMap<(String, String, domain::Date), employer::Model> =
            employer::Entity::find()
                .filter(employer::Column::StudentId.is_in(students.values().cloned()))
                .filter(employer::Column::DeletedAt.is_null())
                .all(tx)
                .await?
                .into_iter()
                .map(|row| (key(&row.authorization_id, &row.name, row.start_date), row))
                .collect();
        let mut lines = Vec::new();
        for row in &rows {
            let mut faults = Faults::default();
            let Some((about, mut employer)) =
                parse(row, &students, &names, &authorizations, &mut faults)
            else {
                report.of_row(&file.path, row.line(), faults);
                continue;
            };
            if report.faults > 0 {
                continue;
            }
            let key = key(&about.id, &employer.name, employer.start);
            let before = known.get(&key).cloned();
            let old = before.as_ref().map(convert::employer).transpose()?;
            if let Some(old) = &old {
                keep_absent(&mut employer, old, row);
            }
            let changes = old
                .as_ref()
                .map_or_else(Snapshot::new, Employer::snapshot)
                .changes_to(&employer.snapshot());
            if changes.is_empty() {
                continue;
            }
            summary.employers += 1;
            let event =
                if before.is_some() { Event::EmployerChanged } else { Event::EmployerAdded };
            lines.push(history::ActiveModel {
                id: Set(id()),
                student_id: Set(about.student_id.clone()),
                at: Set(millis(portal.now())),
                event: Set(event.code().to_owned()),
                doer: Set(Doer::Official.code().to_owned()),
                doer_name: Set("School import".to_owned()),
                changes: Set(serde_json::to_string(&changes).unwrap_or_default()),
            });
            let stored = match before {
                Some(before) => {
                    let version = before.version + 1;
                    let mut active: employer::ActiveModel = before.into();
                    convert::set_employer(&mut active, employer);
                    active.version = Set(version);
                    active.update(tx).await?
                }
                None => {
                    let new_id = id();
                    let mut active = employer::ActiveModel {
                        id: Set(new_id.clone()),
                        authorization_id: Set(about.id.clone()),
                        student_id: Set(about.student_id.clone()),
                        once: Set(new_id),
                        days_late: Set(0),
                        deleted_at: Set(None),
                        version: Set(1),
                        reported_at: Set(millis(portal.now())),
                        ..Default::default()
                    };
                    convert::set_employer(&mut active, employer);
                    active.insert(tx).await?
                }
            };
            known.insert(key, stored);
        }
        if !lines.is_empty() {
            history::Entity::insert_many(lines).exec_without_returning(tx).await?;
        }
    }
}

/// Columns that the file does not have leave what was reported as it is; so does the reason of a
/// late report, which no file has.
fn keep_absent(employer: &mut Employer, before: &Employer, cells: &Row) {
    employer.late_reason.clone_from(&before.late_reason);
    if !cells.has("self_employed") {
        employer.self_employed = before.self_employed;
    }
    if !cells.has("end_date") {
        employer.end = before.end;
    }
    let texts: [(&str, &mut String, &String); 10] = [
        ("ein", &mut employer.ein, &before.ein),
        ("line2", &mut employer.address.line2, &before.address.line2),
        ("city", &mut employer.address.city, &before.address.city),
        ("state", &mut employer.address.state, &before.address.state),
        ("job_title", &mut employer.job_title, &before.job_title),
        (
            "supervisor_first_name",
            &mut employer.supervisor_first_name,
            &before.supervisor_first_name,
        ),
        ("supervisor_last_name", &mut employer.supervisor_last_name, &before.supervisor_last_name),
        ("supervisor_phone", &mut employer.supervisor_phone, &before.supervisor_phone),
        ("supervisor_phone_ext", &mut employer.supervisor_phone_ext, &before.supervisor_phone_ext),
        ("supervisor_email", &mut employer.supervisor_email, &before.supervisor_email),
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
    students: &HashMap<String, String>,
    names: &HashMap<String, String>,
    authorizations: &'a [authorization::Model],
    faults: &mut Faults,
) -> Option<(&'a authorization::Model, Employer)> {
    let student = sevis_id(row).and_then(|id| students.get(&id)).ok_or(FaultCode::NotAChoice);
    let student = faults.keep("sevis_id", student);
    let start = faults.required("authorization_start", day(row.get("authorization_start")));
    let (student, start) = (student?, start?);
    let about = authorizations.iter().find(|a| a.student_id == *student && a.start_date == start);
    let about = faults.keep("authorization_start", about.ok_or(FaultCode::NotAChoice))?;
    let authorization = convert::authorization(about).ok()?;
    // Files write days as YYYY-MM-DD only; forms take both.
    let mut days = |column: &'static str| {
        let read = faults.keep(column, day(row.get(column)));
        read.flatten().map(date::typed).unwrap_or_default()
    };
    let (start_date, end_date) = (days("start_date"), days("end_date"));
    let self_employed = faults.keep("self_employed", yes(row.get("self_employed")))?;
    let text = |column: &str| row.get(column).to_owned();
    let form = EmployerForm {
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
    };
    let parsed = form.parse(&Circumstances {
        authorization: &authorization,
        student_name: names.get(student).map_or("", String::as_str),
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
