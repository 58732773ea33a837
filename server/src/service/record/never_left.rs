//! A job that is deleted: what SEVIS was told of it, and what is to be deleted there.

use super::super::error::{ServiceError, read_json};
use super::Record;
use super::report::tell_sevis_of_employer;
use crate::scope::Work;
use crate::sevis::payload::{self, Payload, SevisEvent};
use crate::store::entity::{employer, sevis_change};
use crate::store::{authorizations, convert, employers, schools, sevis_changes};
use domain::Date;
use domain::date::parse_iso;
use domain::employer::Employer;
use domain::sevis_state::SevisState;

/// The job as it was before a change, by name and start.
fn before(change: &sevis_change::Model, job: &Employer) -> Result<Option<Employer>, ServiceError> {
    let Payload::Employer(told) = read_json("payload", &change.payload)? else { return Ok(None) };
    let Some(known) = told.identifier else { return Ok(None) };
    let start = parse_iso(&known.start).ok().flatten();
    Ok(start.map(|start| Employer { name: known.name, start, ..job.clone() }))
}

/// Takes back what waits to be told of a job that is being deleted, and what SEVIS has refused of it: else SEVIS would count an
/// employer that nobody works for. Gives the job as SEVIS has it, which is to be deleted there; nothing where it can have nothing.
pub async fn take_back(
    work: &Work,
    school: &str,
    job: &employer::Model,
) -> Result<Option<Employer>, ServiceError> {
    schools::hold(work.db(), school).await?;
    let told = sevis_changes::of_employer(work.db(), &job.id).await?;
    let now = convert::employer(job);
    // One that came by the school's file may be in SEVIS without a word of ours.
    let begun_here = told.iter().any(|change| SevisEvent::begins(&change.event));
    let mut unknown = begun_here && job.imported.is_empty() && job.sevis_start.is_none();
    let mut known = job.sevis_start.map(|start| {
        let name = job.sevis_name.clone();
        Employer { name, start, ..now.clone() }
    });
    for change in told {
        // As it is by now: a batch may be taking it this instant.
        let Some(change) = sevis_changes::lock(work.db(), &change.id).await? else { continue };
        let state = change.state.0;
        let waits = matches!(state, SevisState::Queued | SevisState::InReview);
        let never_taken = waits || state == SevisState::Refused;
        if never_taken && known.is_none() && change.event == SevisEvent::EmployerEdit.code() {
            known = before(&change, &now)?;
        }
        if never_taken {
            sevis_changes::supersede(work.db(), &change.id, work.at()).await?;
        }
        // Of a file that was refused or set aside SEVIS may have taken it after all.
        let went = !change.request_id.is_empty() && state != SevisState::Refused;
        unknown &=
            !went && (waits || matches!(state, SevisState::Refused | SevisState::Superseded));
    }
    Ok((!unknown).then(|| known.unwrap_or(now)))
}

/// Name and start of a job as a change tells them.
fn as_told(change: &sevis_change::Model) -> Result<Option<(String, Date)>, ServiceError> {
    let Payload::Employer(told) = read_json("payload", &change.payload)? else { return Ok(None) };
    let start = parse_iso(&told.employer.start).ok().flatten();
    Ok(start.map(|start| (told.employer.name, start)))
}

/// SEVIS turns out to have a job that was deleted here: it is to be deleted there as well, once.
pub async fn delete_there(work: &Work, change: &sevis_change::Model) -> Result<(), ServiceError> {
    let Some(id) = change.employer_id.as_ref().filter(|_| SevisEvent::begins(&change.event)) else {
        return Ok(());
    };
    let job = employers::by_id(work.db(), id).await?.filter(|job| job.deleted_at.is_some());
    let Some(job) = job else { return Ok(()) };
    let told = sevis_changes::of_employer(work.db(), id).await?;
    // What was looked up in SEVIS before it took this, or was given up, deletes nothing of it.
    let over = |other: &sevis_change::Model| {
        matches!(other.state.0, SevisState::ByHand | SevisState::Superseded)
    };
    let deletes = |other: &sevis_change::Model| other.event == SevisEvent::EmployerDelete.code();
    if told.iter().any(|other| deletes(other) && !over(other)) {
        return Ok(());
    }
    let Some(record) = Record::load(work, &change.student_id).await? else { return Ok(()) };
    let about = authorizations::by_id(work.db(), &job.authorization_id).await?;
    let Some(about) = about.as_ref().map(convert::authorization) else { return Ok(()) };
    let now = convert::employer(&job);
    // As SEVIS has it; where that was forgotten, as this change told it.
    let told = match job.sevis_start {
        Some(start) => Some((job.sevis_name.clone(), start)),
        None => as_told(change)?,
    };
    let (name, start) = told.unwrap_or_else(|| (job.name.clone(), job.start_date));
    let known = Employer { name, start, ..now.clone() };
    let outgoing = payload::employer(SevisEvent::EmployerDelete, &about, Some(&known), now);
    tell_sevis_of_employer(work, &record, id, outgoing).await
}
