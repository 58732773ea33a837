//! Changes that an official enters in SEVIS by hand: noted with the official's name and the time.

use super::super::audit::{self, Entry};
use super::super::error::{ServiceError, fault, read_json};
use super::super::record::{Line, Record, note};
use super::super::visit::{Visit, guards};
use super::answers::known_to_sevis;
use super::later::{is_replaced, later, none_told, supersede_refused};
use super::next::{in_sevis, job_of};
use super::topic::stands_alone;
use super::waits::waits_as;
use crate::scope::Work;
use crate::sevis::payload::{Payload, SevisEvent};
use crate::store::code::Code;
use crate::store::entity::{account, employer, sevis_change};
use crate::store::{employers, marks, sevis_changes};
use app::ports::Done;
use app::wire::{ByHandForm, Notice};
use app::{AppError, routes};
use domain::audit::{AuditAct, Subject};
use domain::date::parse_iso;
use domain::history::{Change, Event};
use domain::sevis_state::SevisState;
use domain::text;

/// True for one that goes out by itself.
fn waits(state: SevisState) -> bool {
    matches!(state, SevisState::Queued | SevisState::InReview)
}

/// SEVIS has not what it was thought to have: it knows the job as it did before the change, or not at all.
async fn forget_key(work: &Work, row: &sevis_change::Model) -> Result<(), ServiceError> {
    let Some(id) = &row.employer_id else { return Ok(()) };
    let Some(job) = job_of(row)? else { return Ok(()) };
    let there = employers::by_id(work.db(), id).await?;
    let set_here = |there: &employer::Model| {
        let start = parse_iso(&job.employer.start).ok().flatten();
        start.is_some() && (&there.sevis_name, there.sevis_start) == (&job.employer.name, start)
    };
    if !there.as_ref().is_some_and(set_here) {
        return Ok(());
    }
    let mut told = sevis_changes::of_employer(work.db(), id).await?;
    let first = told.iter().find(|change| change.event == SevisEvent::EmployerEdit.code()).cloned();
    told.retain(|change| (change.created_at, &change.id) < (row.created_at, &row.id));
    let key = match in_sevis(&told)? {
        Some(taken) => Some((taken.name, taken.start)),
        None if told.iter().any(|change| SevisEvent::begins(&change.event)) => None,
        None if SevisEvent::begins(&row.event) => None,
        None => {
            let first = first.map(|first| job_of(&first)).transpose()?.flatten();
            first.and_then(|job| job.identifier).map(|key| (key.name, key.start))
        }
    };
    let (name, start) = key.unwrap_or_default();
    let start = parse_iso(&start).ok().flatten();
    let name = if start.is_some() { name } else { String::new() };
    Ok(employers::set_key(work.db(), id, &name, start).await?)
}

/// Notes that a change was entered in SEVIS, lets one that was refused go out once more, or takes such a note back.
pub async fn done(work: Work, visit: &Visit, form: &ByHandForm) -> Result<Done, ServiceError> {
    let proof = text::line(&form.proof, 200).map_err(|code| fault("proof", code))?;
    let row = sevis_changes::by_id(work.db(), &form.id).await?.ok_or(AppError::NotFound)?;
    let (official, record) = guards::administered(&work, visit, &row.student_id).await?;
    let row = sevis_changes::lock(work.db(), &form.id).await?.ok_or(AppError::NotFound)?;
    if form.act == "undo" {
        return undone(work, (&official, &record), row).await;
    }
    let (again, was) = (form.act == "again", row.state.0);
    let unclear = matches!(row.state.0, SevisState::Refused | SevisState::Conflict);
    // One that is on its way and never answered is looked up in SEVIS, and noted.
    let untold = matches!(row.state.0, SevisState::Queued | SevisState::Sent);
    // What an official has entered is in SEVIS all the same, whatever became of the change meanwhile: it waits for the school's
    // check once more, a later one took its place, the job was deleted.
    let entered = matches!(row.state.0, SevisState::Superseded | SevisState::InReview);
    let open = unclear || ((untold || entered) && !again);
    if !open {
        return Ok(Done::saying(routes::BATCHES, Notice::ActedMeanwhile));
    }
    let later = later(&work, &row).await?;
    let state = match again {
        // What came after it would be overwritten by what was before.
        true if !stands_alone(&row) && later.iter().any(|row| row.state != SevisState::Refused) => {
            SevisState::Superseded
        }
        true => waits_as(&work, record.school.review_first, &row).await?,
        false => SevisState::ByHand,
    };
    let newest = none_told(&later);
    let row = sevis_change::Model {
        state: Code(state),
        settled_at: (!waits(state)).then(|| work.at()),
        done_by: if again { String::new() } else { official.name.clone() },
        proof: if again { String::new() } else { proof.unwrap_or_default() },
        held: String::new(),
        ..row
    };
    let denied = again && was == SevisState::Conflict && newest;
    sevis_changes::update(work.db(), row.clone()).await?;
    if denied {
        forget_key(&work, &row).await?;
    }
    if !again {
        if newest {
            known_to_sevis(&work, &row).await?;
            supersede_refused(&work, &row).await?;
        }
        let changes =
            [Change { field: what(&row).into(), old: String::new(), new: state.words().into() }];
        let line = Line::by_official(Event::EnteredInSevis, &official.name).with(&changes);
        note(&work, &record.student.id, line).await?;
    }
    let subjects = vec![Subject::Student(record.student.id.clone())];
    let entry = Entry::of(&official, AuditAct::EnteredInSevis, subjects);
    audit::write(&work, entry.changed("", state.words())).await?;
    work.commit().await?;
    Ok(Done::saying(routes::BATCHES, Notice::SevisNoted))
}

/// What a change is, in words.
fn what(row: &sevis_change::Model) -> String {
    SevisEvent::from_code(&row.event).map_or("", SevisEvent::words).to_owned()
}

/// True for a note that can be taken back: what left in a batch, or what a deletion here rests on, is looked up in SEVIS instead.
pub fn may_undo(row: &sevis_change::Model, job: Option<&employer::Model>) -> bool {
    row.state == SevisState::ByHand
        && row.request_id.is_empty()
        && row.event != SevisEvent::EmployerDelete.code()
        && job.is_none_or(|job| job.deleted_at.is_none())
}

/// What is to be confirmed again may be reminded of again.
async fn remind_anew(
    work: &Work,
    record: &Record,
    row: &sevis_change::Model,
) -> Result<(), ServiceError> {
    let Payload::Participation { participation: of } = read_json("payload", &row.payload)? else {
        return Ok(());
    };
    if let Some(about) = record.authorization_rows.iter().find(|about| about.id == of.of) {
        marks::forget_reminded(work.db(), (&about.id, of.months, about.start_date)).await?;
    }
    Ok(())
}

/// It was not entered after all: the note was a slip, and the change waits again. What stood for no report is nobody's task.
async fn undone(
    work: Work,
    (official, record): (&account::Model, &Record),
    row: sevis_change::Model,
) -> Result<Done, ServiceError> {
    let next = routes::student(&record.student.id);
    let job = record.employer_rows.iter().find(|job| row.employer_id.as_ref() == Some(&job.id));
    if !may_undo(&row, job) {
        return Ok(Done::saying(next, Notice::ActedMeanwhile));
    }
    let later = later(&work, &row).await?;
    let noted_only = row.event == SevisEvent::Participation.code() && row.receipt_id.is_none();
    let state = match noted_only || is_replaced(&row, &later)? {
        true => SevisState::Superseded,
        false => waits_as(&work, record.school.review_first, &row).await?,
    };
    let row = sevis_change::Model {
        state: Code(state),
        settled_at: (!waits(state)).then(|| work.at()),
        done_by: String::new(),
        proof: String::new(),
        ..row
    };
    sevis_changes::update(work.db(), row.clone()).await?;
    if none_told(&later) {
        forget_key(&work, &row).await?;
    }
    remind_anew(&work, record, &row).await?;
    let (old, new) = (SevisState::ByHand.words().into(), "Not entered in SEVIS after all".into());
    let changes = [Change { field: what(&row).into(), old, new }];
    let line = Line::by_official(Event::EnteredInSevis, &official.name).with(&changes);
    note(&work, &record.student.id, line).await?;
    let subjects = vec![Subject::Student(record.student.id.clone())];
    let entry = Entry::of(official, AuditAct::EnteredInSevis, subjects);
    audit::write(&work, entry.changed(SevisState::ByHand.words(), state.words())).await?;
    work.ring(|bells| &bells.sevis);
    work.commit().await?;
    Ok(Done::saying(next, Notice::SevisNoteUndone))
}
