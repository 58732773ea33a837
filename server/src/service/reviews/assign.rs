//! Assigning a report to an official, who then checks it.

use super::super::error::{ServiceError, fault};
use super::super::visit::{Visit, guards};
use super::decide::{lock, write_down};
use crate::scope::Work;
use crate::store::entity::review;
use crate::store::{accounts, reviews};
use app::ports::Done;
use app::routes;
use app::wire::{AssignForm, Notice};
use domain::FaultCode;
use domain::audit::AuditAct;

/// Gives a report to an official of the school, or to nobody. It is no decision, so whoever looks at the
/// report meanwhile decides what they saw.
pub async fn assign(work: Work, visit: &Visit, form: &AssignForm) -> Result<Done, ServiceError> {
    // Both accounts in the order of their ids: one whose access ends meanwhile is not given anything.
    let own = guards::own_id(visit).await?;
    let mut ids = [own.as_str(), form.to.as_str()];
    ids.sort_unstable();
    for id in ids.into_iter().filter(|id| !id.is_empty()) {
        accounts::lock(work.db(), id).await?;
    }
    let (official, record, row) = lock(&work, visit, &form.id).await?;
    let officials = accounts::officials_of(work.db(), &record.school.id).await?;
    if !form.to.is_empty() && !officials.iter().any(|known| known.id == form.to) {
        return Err(fault("to", FaultCode::NotAChoice).into());
    }
    let row = review::Model { assigned_to: form.to.clone(), ..row };
    reviews::update(work.db(), row.clone()).await?;
    write_down(&work, &official, &row, AuditAct::ReportAssigned).await?;
    work.commit().await?;
    Ok(Done::saying(routes::report(&form.id), Notice::Assigned))
}
