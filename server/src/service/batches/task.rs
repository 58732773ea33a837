//! A change as a task for an official: where in SEVIS to enter it, each value, and the value before.

use super::super::error::ServiceError;
use crate::clock::{Zone, instant};
use crate::mail::letters::full_name;
use crate::sevis::dry_run::Held;
use crate::sevis::payload::{AddressPayload, DaysPayload, EmployerFields, Payload, SevisEvent};
use crate::store::entity::{employer, sevis_change, student};
use app::wire::{TaskField, TaskRow};
use domain::authorization::Schedule;
use domain::date;
use domain::sevis_code::advice;
use domain::sevis_state::SevisState;

/// A change as a task.
pub fn task(
    zone: &Zone,
    row: sevis_change::Model,
    (student, job): (&student::Model, Option<&employer::Model>),
    (payload, held): (Payload, &[Held]),
) -> Result<TaskRow, ServiceError> {
    let event = SevisEvent::from_code(&row.event);
    let mut reasons: Vec<(String, String)> =
        held.iter().map(|held| (held.field.clone(), held.why.clone())).collect();
    if row.state == SevisState::Refused {
        let code = row.answer.split(' ').next().unwrap_or_default();
        let advice = advice(code);
        reasons.push((format!("{}: {}", row.answer, advice.means), advice.todo.to_owned()));
    }
    if row.state == SevisState::Sent && row.batch_id.is_some() {
        let batch = row.batch_id.as_deref().unwrap_or_default();
        let what = format!("SEVIS has not answered this record of batch {batch}");
        let todo = "If its file was never uploaded, upload it now, or discard the batch on its page. Else look the student up in SEVIS. If it is there, note it as done.";
        reasons.push((what, todo.to_owned()));
    }
    if row.state == SevisState::Conflict {
        let todo =
            "Look the student up in SEVIS. If it is there, note it as done; if not, send it again.";
        reasons.push((row.answer.clone(), todo.to_owned()));
    }
    Ok(TaskRow {
        student: row.student_id,
        name: full_name(student),
        sevis_id: student.sevis_id.clone(),
        what: event.map_or(row.event.clone(), |event| event.words().to_owned()),
        at: zone.words(instant(row.created_at)),
        state: row.state.0,
        path: event.map_or("", path).to_owned(),
        fields: fields(
            &payload,
            // Of a conflict nobody knows what SEVIS has: what it had before is looked up.
            known_as(job).filter(|_| row.state != SevisState::Conflict),
        ),
        id: row.id,
        reasons,
    })
}

/// Name and start under which SEVIS has a job, where it has told so: a name that it took since counts.
fn known_as(job: Option<&employer::Model>) -> Option<(String, String)> {
    let job = job?;
    job.sevis_start.map(|start| (job.sevis_name.clone(), date::iso(start)))
}

/// Where an official enters it in SEVIS (RTI).
fn path(event: SevisEvent) -> &'static str {
    match event {
        SevisEvent::PersonalInfo => "Student record → Personal Information → Edit",
        SevisEvent::EmployerAdd => "Student record → OPT → Employer Information → Add Employer",
        SevisEvent::EmployerEdit => "Student record → OPT → Employer Information → Edit Employer",
        SevisEvent::Extend => "Student record → OPT → STEM OPT → Recommend extension",
        SevisEvent::Participation => "Student record → OPT → STEM OPT → Report participation",
        SevisEvent::EmployerDelete => {
            "Student record → OPT → Employer Information → Delete Employer"
        }
    }
}

fn address(place: &AddressPayload) -> String {
    let AddressPayload { street, line2, city, state, zip } = place;
    let parts = [street, line2, city, state, zip].into_iter().filter(|part| !part.is_empty());
    parts.map(String::as_str).collect::<Vec<_>>().join(", ")
}

/// A day as RTI takes it.
fn day(iso: &str) -> String {
    match date::parse_iso(iso) {
        Ok(Some(day)) => date::typed(day),
        _ => iso.to_owned(),
    }
}

/// A schedule in words.
fn words(schedule: &str) -> &'static str {
    Schedule::from_code(schedule).map_or("", Schedule::words)
}

/// Label and value of a job.
fn of_job(is: &EmployerFields) -> Vec<(&'static str, String)> {
    let supervisor = format!("{} {}", is.supervisor_first_name, is.supervisor_last_name);
    let own = if is.self_employed { "Yes" } else { "" };
    vec![
        ("Employer name", is.name.clone()),
        ("Self-employed", own.to_owned()),
        ("EIN", is.ein.clone()),
        ("Employer address", address(&is.address)),
        ("Job title", is.job_title.clone()),
        ("Schedule", words(&is.schedule).to_owned()),
        ("Start date", day(&is.start)),
        ("End date", is.end.as_deref().map(day).unwrap_or_default()),
        ("Supervisor", supervisor.trim().to_owned()),
        ("Supervisor phone", is.supervisor_phone.clone()),
        ("Supervisor phone extension", is.supervisor_phone_ext.clone()),
        ("Supervisor email", is.supervisor_email.clone()),
        ("Relation to field of study", is.relation.clone()),
    ]
}

/// What is entered; what is empty, and was, is left out.
fn fields(payload: &Payload, known_as: Option<(String, String)>) -> Vec<TaskField> {
    let mut all: Vec<(&str, String)> = Vec::new();
    let mut before: Vec<(&str, String)> = Vec::new();
    match payload {
        Payload::Email { email } => all.push(("Email", email.clone())),
        Payload::Old(value) => all.push(("As it was written down", value.to_string())),
        Payload::Profile(profile) => {
            all.push(("Physical address", address(&profile.physical)));
            all.extend(profile.mailing.as_ref().map(|place| ("Mailing address", address(place))));
            all.push(("US phone", profile.us_phone.clone()));
            let code = &profile.foreign_phone_country;
            let foreign = format!("{code} {}", profile.foreign_phone);
            all.push(("Foreign phone", foreign.trim().to_owned()));
            all.push(("To be emptied", profile.emptied.join(", ")));
        }
        Payload::Participation { participation: of } => {
            let DaysPayload { start, end } = &of.authorization;
            all.push(("STEM OPT", format!("{} to {}", day(start), day(end))));
            all.push(("Validation", format!("{} months", of.months)));
        }
        Payload::Employer(job) => {
            if !job.recommended.is_empty() {
                let DaysPayload { start, end } = &job.authorization;
                all.push((
                    "STEM OPT",
                    format!("{} to {}, {}", day(start), day(end), words(&job.recommended)),
                ));
            }
            // An added job has none.
            let told = job.identifier.as_ref().map(|key| (key.name.clone(), key.start.clone()));
            let key = told.map(|told| known_as.unwrap_or(told));
            all.extend(
                key.map(|(name, start)| ("In SEVIS as", format!("{name}, {}", day(&start)))),
            );
            all.extend(of_job(&job.employer));
            before = job.before.as_ref().map(of_job).unwrap_or_default();
        }
    }
    let was = |label: &str| before.iter().find(|(known, _)| *known == label);
    let field = |(label, value): (&str, String)| {
        let was = was(label).map_or("", |(_, was)| was.as_str());
        let was = if was == value { String::new() } else { was.to_owned() };
        TaskField { label: label.to_owned(), value, was }
    };
    let all = all.into_iter().map(field);
    all.filter(|field| !field.value.is_empty() || !field.was.is_empty()).collect()
}
