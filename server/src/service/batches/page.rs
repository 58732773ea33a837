//! The pages of the way to SEVIS.

use super::super::error::{ServiceError, read_json};
use super::super::visit::{Visit, guards};
use super::discard::may_discard;
use super::hold::held_until;
use super::identity;
use super::next::due;
use super::topic::waits_behind;
use crate::clock::{Zone, instant};
use crate::mail::letters::full_name;
use crate::scope::Look;
use crate::sevis::dry_run::Held;
use crate::sevis::payload::{AddressPayload, DaysPayload, Payload, SevisEvent};
use crate::store::batches::{self, records};
use crate::store::entity::{batch, batch_record, school, sevis_change, student};
use crate::store::{sevis_changes, students};
use app::AppError;
use app::wire::{BatchRecordRow, BatchRow, BatchView, BatchesView, TaskRow};
use domain::sevis_code::advice;
use domain::sevis_state::{SevisState, SevisWay};
use std::collections::HashMap;

/// Tasks on the page.
const TASKS: u64 = 100;
/// Batches on the page.
const BATCHES: u64 = 20;

/// Where those changes stand that are somebody's task.
fn listed(way: SevisWay, review_first: bool) -> &'static [SevisState] {
    match way {
        SevisWay::ByHand if review_first => {
            &[SevisState::Queued, SevisState::Refused, SevisState::Conflict, SevisState::Sent]
        }
        SevisWay::ByHand => &[
            SevisState::InReview,
            SevisState::Queued,
            SevisState::Refused,
            SevisState::Conflict,
            SevisState::Sent,
        ],
        // What the next batch takes is nobody's task.
        SevisWay::Batch | SevisWay::Transport => &[SevisState::Refused, SevisState::Conflict],
        SevisWay::Rehearsal => &[],
    }
}

/// What waits for SEVIS, and what left.
pub async fn list(look: &Look, visit: &Visit) -> Result<BatchesView, ServiceError> {
    let (_, school) = guards::official(look, visit).await?;
    let zone = Zone::of(&school.time_zone);
    let way = school.sevis_way.0;
    let states = listed(way, school.review_first);
    let (mut clean, mut held) = (0, HashMap::new());
    let checked = match school.review_first {
        true => {
            sevis_changes::open(look.db(), &school.id, &[SevisState::InReview], u64::MAX >> 1)
                .await?
        }
        false => Vec::new(),
    };
    let most = TASKS + 1 + checked.len() as u64;
    let mut open = sevis_changes::open(look.db(), &school.id, states, most).await?;
    open.retain(|change| !waits_behind(change, &checked));
    if way.has_batches() {
        for due in due(look, &school, usize::MAX).await?.due {
            if due.held.is_empty() {
                clean += 1;
            } else {
                held.insert(due.change.id.clone(), due.held);
                open.push(due.change);
            }
        }
    }
    let more = open.len() as u64 > TASKS;
    let ids: Vec<&str> = open.iter().map(|row| row.student_id.as_str()).collect();
    let people = students::of(look.db(), &ids).await?;
    let mut tasks = Vec::new();
    for row in open.into_iter().take(usize::try_from(TASKS).unwrap_or(100)) {
        let held = held.remove(&row.id).unwrap_or_default();
        if let Some(student) = people.get(&row.student_id) {
            tasks.push(task(&zone, row, student, &held)?);
        }
    }
    let lacks = match way {
        SevisWay::Batch | SevisWay::Transport => {
            identity::of(look, &school).err().map(|lacking| lacking.0).unwrap_or_default()
        }
        _ => String::new(),
    };
    let rows = batches::newest(look.db(), Some(&school.id), BATCHES).await?;
    let batches = rows.iter().map(|row| batch_row(&zone, row)).collect();
    let rests = held_until(look).await?.map(|until| zone.words(instant(until)));
    let rests = rests.filter(|_| way == SevisWay::Transport).unwrap_or_default();
    Ok(BatchesView { way, lacks, rests, clean, tasks, more, batches })
}

fn task(
    zone: &Zone,
    row: sevis_change::Model,
    student: &student::Model,
    held: &[Held],
) -> Result<TaskRow, ServiceError> {
    let event = SevisEvent::from_code(&row.event);
    let mut reasons: Vec<(String, String)> =
        held.iter().map(|held| (held.field.clone(), held.why.clone())).collect();
    if row.state == SevisState::Refused {
        let code = row.answer.split(' ').next().unwrap_or_default();
        let advice = advice(code);
        reasons.push((format!("{}: {}", row.answer, advice.means), advice.todo.to_owned()));
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
        fields: fields(&read_json("payload", &row.payload)?),
        id: row.id,
        reasons,
    })
}

/// Where an official enters it in SEVIS (RTI).
fn path(event: SevisEvent) -> &'static str {
    match event {
        SevisEvent::PersonalInfo => "Student record → Personal Information → Edit",
        SevisEvent::EmployerAdd => "Student record → OPT → Employer Information → Add Employer",
        SevisEvent::EmployerEdit => "Student record → OPT → Employer Information → Edit Employer",
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

/// Label and value of what is entered; what is empty is left out.
fn fields(payload: &Payload) -> Vec<(String, String)> {
    let mut all: Vec<(&str, String)> = Vec::new();
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
        }
        Payload::Participation { participation: of } => {
            let DaysPayload { start, end } = &of.authorization;
            all.push(("STEM OPT", format!("{start} to {end}")));
            all.push(("Validation", format!("{} months", of.months)));
        }
        Payload::Employer(job) => {
            let key = job.identifier.as_ref();
            all.extend(key.map(|key| ("In SEVIS as", format!("{}, {}", key.name, key.start))));
            let is = &job.employer;
            let supervisor = format!("{} {}", is.supervisor_first_name, is.supervisor_last_name);
            let part = is.schedule == "part_time";
            all.extend([
                ("Employer name", is.name.clone()),
                ("EIN", is.ein.clone()),
                ("Employer address", address(&is.address)),
                ("Job title", is.job_title.clone()),
                ("Schedule", if part { "Part time" } else { "Full time" }.to_owned()),
                ("Start date", is.start.clone()),
                ("End date", is.end.clone().unwrap_or_default()),
                ("Supervisor", supervisor.trim().to_owned()),
                ("Supervisor phone", is.supervisor_phone.clone()),
                ("Supervisor email", is.supervisor_email.clone()),
                ("Relation to field of study", is.relation.clone()),
            ]);
        }
    }
    let told = all.into_iter().filter(|(_, value)| !value.is_empty());
    told.map(|(label, value)| (label.to_owned(), value)).collect()
}

/// A code as it came, with what it means.
fn in_words(answer: &str) -> String {
    let code = answer.split(' ').next().unwrap_or_default();
    match code {
        "" => String::new(),
        code => {
            let advice = advice(code);
            format!("{answer}: {}. {}", advice.means, advice.todo)
        }
    }
}

fn batch_row(zone: &Zone, row: &batch::Model) -> BatchRow {
    BatchRow {
        id: row.id.clone(),
        at: zone.words(instant(row.created_at)),
        state: row.state.0,
        answer: in_words(&row.answer),
        trouble: match row.tries {
            0 | 1 => row.trouble.clone(),
            n => format!("{} ({n} tries)", row.trouble),
        },
    }
}

/// A batch of the official's school.
async fn own(
    look: &Look,
    visit: &Visit,
    id: &str,
) -> Result<(batch::Model, school::Model), ServiceError> {
    let (_, school) = guards::official(look, visit).await?;
    let found = batches::by_id(look.db(), id).await?;
    let found = found.filter(|batch| batch.school_id == school.id).ok_or(AppError::NotFound)?;
    Ok((found, school))
}

/// One batch.
pub async fn view(look: &Look, visit: &Visit, id: &str) -> Result<BatchView, ServiceError> {
    let (row, school) = own(look, visit, id).await?;
    let record = |record: batch_record::Model| BatchRecordRow {
        id: record.id,
        sevis_id: record.sevis_id,
        status: match record.status.as_str() {
            "" => "No answer yet",
            "confirmed" => "Confirmed by SEVIS",
            _ => "Not taken",
        }
        .to_owned(),
        answer: in_words(&record.answer),
    };
    let records = records::of(look.db(), id).await?.into_iter().map(record).collect();
    Ok(BatchView {
        row: batch_row(&Zone::of(&school.time_zone), &row),
        discards: may_discard(&school, &row),
        sender: (row.org, row.sevis_user),
        by: row.made_by,
        hash: row.hash,
        records,
    })
}

/// The file of a batch, as it is stored.
pub async fn file(look: &Look, visit: &Visit, id: &str) -> Result<Vec<u8>, ServiceError> {
    Ok(own(look, visit, id).await?.0.xml)
}
