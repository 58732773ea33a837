//! Accepting several reports at once, and undoing that within the hour.

use super::super::error::{ServiceError, fault};
use super::super::record::{Line, Record, note};
use super::super::visit::{Visit, guards};
use super::decide::{accept, lock_found, step, write_down};
use super::list::{PAGE, UNDO};
use crate::scope::Work;
use crate::secret::id;
use crate::store::code::Code;
use crate::store::entity::{account, review, sevis_change};
use crate::store::{reviews, sevis_changes};
use app::ports::Done;
use app::wire::{AcceptManyForm, Notice, PICK};
use app::{AppError, routes};
use domain::FaultCode;
use domain::audit::AuditAct;
use domain::history::Event;
use domain::review::{ReviewAct, ReviewState};
use domain::sevis_state::SevisState;
use std::collections::HashMap;

/// Accepts those that are still as they were looked at. Reports are locked in the order of their
/// students, so that two officials cannot wait for each other.
pub async fn accept_all(
    work: Work,
    visit: &Visit,
    form: &AcceptManyForm,
) -> Result<Done, ServiceError> {
    let (_, school) = guards::official(&work, visit).await?;
    if form.pick.is_empty() || form.pick.len() as u64 > PAGE {
        return Err(fault("pick", FaultCode::Required).into());
    }
    let picked =
        form.pick.iter().filter_map(|(name, version)| Some((name.strip_prefix(PICK)?, version)));
    let picked: HashMap<&str, &String> = picked.collect();
    let ids: Vec<String> = picked.keys().map(|id| (*id).to_owned()).collect();
    let found = reviews::some(work.db(), &ids, &school.id).await?;
    if found.is_empty() {
        return Err(AppError::NotFound.into());
    }
    let (name, mut count) = (id(), 0);
    for found in &found {
        let (official, record, row) = lock_found(&work, visit, found).await?;
        let seen = picked.get(row.id.as_str()).map_or("", |version| version.as_str());
        if row.version.to_string() == seen && row.state.0.waits_for_school() {
            accept(&work, (&official, &record), row, &name).await?;
            count += 1;
        }
    }
    work.ring(|bells| &bells.sevis);
    work.commit().await?;
    let skipped = form.pick.len() - count;
    Ok(Done::saying(routes::REVIEW, Notice::AcceptedTogether { count, skipped }))
}

/// Takes back what the official accepted together. What SEVIS has been told stays told.
pub async fn take_back(work: Work, visit: &Visit, name: &str) -> Result<Done, ServiceError> {
    let (official, _) = guards::official(&work, visit).await?;
    let found = match name {
        "" => Vec::new(),
        name => reviews::together(work.db(), &official.id, name).await?,
    };
    let (mut count, mut gone) = (0, 0);
    for found in &found {
        let (official, record, row) = lock_found(&work, visit, found).await?;
        let in_time = row.done_at.is_some_and(|at| at >= work.ago(UNDO));
        if in_time && row.together == name && row.state == ReviewState::Accepted {
            gone += usize::from(!reopen(&work, (&official, &record), row).await?);
            count += 1;
        }
    }
    work.commit().await?;
    if count == 0 {
        return Ok(Done::saying(routes::REVIEW, Notice::ActedMeanwhile));
    }
    Ok(Done::saying(routes::REVIEW, Notice::AcceptTakenBack { count, gone }))
}

/// True for a change that SEVIS was told, or that an official has entered.
fn left(change: Option<sevis_change::Model>) -> bool {
    change.is_some_and(|change| match change.state.0 {
        SevisState::Sent
        | SevisState::Confirmed
        | SevisState::ByHand
        | SevisState::Refused
        | SevisState::Conflict => true,
        SevisState::InReview
        | SevisState::Queued
        | SevisState::Superseded
        | SevisState::Rehearsed => false,
    })
}

/// A report is to be checked again; false where it is on its way to SEVIS already.
async fn reopen(
    work: &Work,
    (official, record): (&account::Model, &Record),
    row: review::Model,
) -> Result<bool, ServiceError> {
    let row = review::Model {
        state: Code(ReviewState::Open),
        version: row.version + 1,
        done_at: None,
        done_by: None,
        together: String::new(),
        ..row
    };
    reviews::update(work.db(), row.clone()).await?;
    let here = match record.school.review_first {
        true => {
            let held = sevis_changes::hold_back(work.db(), &row.receipt_id).await?;
            // What SEVIS has no field for, or what a later change has replaced, never left.
            held || !left(sevis_changes::of_receipt(work.db(), &row.receipt_id).await?)
        }
        // It went on without waiting for the check, and is judged as it was.
        false => true,
    };
    step(work, &row, ReviewAct::Reopened, (official, "")).await?;
    let line = Line::by_official(Event::ReportReopened, &official.name);
    note(work, &record.student.id, line).await?;
    write_down(work, official, &row, AuditAct::ReportReopened).await?;
    Ok(here)
}
