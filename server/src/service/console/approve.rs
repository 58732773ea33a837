//! Marks an authorization approved.

use super::super::audit::{self, Entry};
use super::super::credentials::{access_end, links};
use super::super::error::ServiceError;
use super::super::record::{Line, Record, note};
use super::super::visit::{Visit, guards};
use crate::scope::Work;
use crate::store::authorizations;
use crate::store::code::Code;
use crate::store::convert;
use crate::store::entity::authorization;
use app::ports::Done;
use app::wire::{ApproveForm, Notice};
use app::{AppError, routes};
use domain::audit::{AuditAct, Subject};
use domain::authorization::Status;
use domain::history::{Event, Snapshot};

/// Marks an authorization approved, and invites its student if that opens the portal.
pub async fn approve(work: Work, visit: &Visit, form: &ApproveForm) -> Result<Done, ServiceError> {
    let row = authorizations::by_id(work.db(), &form.id).await?.ok_or(AppError::NotFound)?;
    let (official, record) = guards::administered_fresh(&work, visit, &row.student_id).await?;
    let student = record.student.id.clone();
    let next = routes::student(&student);
    // As it is now, under the record's lock.
    let row = record.authorization_rows.iter().find(|known| known.id == row.id).cloned();
    let row = row.ok_or(AppError::NotFound)?;
    let before = row.status.0;
    if !matches!(before, Status::Requested | Status::Pending) {
        return Ok(Done::saying(next, Notice::NothingChanged));
    }
    let row =
        authorization::Model { status: Code(Status::Approved), version: row.version + 1, ..row };
    if let Some(other) = overlapping(&record.authorization_rows, &row) {
        return Ok(Done::saying(next, Notice::ApprovalRefused { other }));
    }
    authorizations::update(work.db(), row).await?;
    let changes = Snapshot::new()
        .with("Status", before.words())
        .changes_to(&Snapshot::new().with("Status", Status::Approved.words()));
    let line = Line::by_official(Event::AuthorizationChanged, &official.name).with(&changes);
    note(&work, &student, line).await?;
    let record = Record::load(&work, &student).await?.ok_or(AppError::NotFound)?;
    access_end::reopen(&work, &record).await?;
    let invited = links::invite(&work, &record).await?;
    let entry = Entry::of(&official, AuditAct::Approved, vec![Subject::Student(student)]);
    let entry = entry.changed(before.words(), Status::Approved.words());
    audit::write(&work, entry).await?;
    work.commit().await?;
    Ok(Done::saying(next, Notice::Approved { invited }))
}

/// The approved authorization that shares a day with this one, in words.
fn overlapping(all: &[authorization::Model], row: &authorization::Model) -> Option<String> {
    let own = convert::authorization(row);
    let other = all.iter().filter(|other| other.id != row.id).map(convert::authorization);
    let mut approved = other.filter(|other| other.status == Status::Approved);
    approved.find(|other| other.overlaps(&own)).map(|other| other.words())
}
