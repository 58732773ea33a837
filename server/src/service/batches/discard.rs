//! A batch whose file never left is discarded: its changes go with another one.

use super::super::audit::{self, Entry};
use super::super::error::{ServiceError, fault};
use super::super::visit::{Visit, guards};
use super::answers::students_of;
use super::back::let_wait;
use crate::scope::Work;
use crate::store::batches::{self, records};
use crate::store::code::Code;
use crate::store::entity::{batch, school};
use app::ports::Done;
use app::wire::{DiscardBatchForm, Notice};
use app::{AppError, routes};
use domain::FaultCode;
use domain::audit::AuditAct;
use domain::profile::ticked;
use domain::sevis_state::{BatchState, SevisWay};

/// True for a batch that a person uploads by hand and that SEVIS has not answered. Of a batch that the portal sends
/// itself, nobody can be sure that it never left.
pub fn may_discard(school: &school::Model, row: &batch::Model) -> bool {
    school.sevis_way != SevisWay::Transport && row.state == BatchState::Exported
}

/// Sets a locked batch aside that never left: its changes wait again.
pub(super) async fn set_aside(work: &Work, row: batch::Model) -> Result<(), ServiceError> {
    let all = records::of(work.db(), &row.id).await?;
    students_of(work, &all).await?;
    let_wait(work, &row.school_id, &all).await?;
    let row = batch::Model { state: Code(BatchState::Discarded), ..row };
    Ok(batches::update(work.db(), row).await?)
}

/// Discards it, on an official's word.
pub async fn discard(
    work: Work,
    visit: &Visit,
    form: &DiscardBatchForm,
) -> Result<Done, ServiceError> {
    guards::fresh(&work, visit).await?;
    let (official, school) = guards::official(&work, visit).await?;
    let row = batches::lock(work.db(), &form.id).await?;
    let row = row.filter(|row| row.school_id == school.id).ok_or(AppError::NotFound)?;
    let next = routes::batch(&row.id);
    if !may_discard(&school, &row) {
        return Ok(Done::saying(next, Notice::ActedMeanwhile));
    }
    if !ticked(&form.never_left) {
        return Err(fault("never_left", FaultCode::Required).into());
    }
    let id = row.id.clone();
    set_aside(&work, row).await?;
    let entry = Entry::of(&official, AuditAct::BatchDiscarded, Vec::new());
    audit::write(&work, entry.changed("", &*id)).await?;
    work.commit().await?;
    Ok(Done::saying(routes::BATCHES, Notice::BatchDiscarded))
}
