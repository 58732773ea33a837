//! Changing the password reset questions.

use super::super::credentials::before::Before;
use super::super::credentials::events;
use super::super::credentials::reset_answers::rows;
use super::super::error::ServiceError;
use super::super::visit::{Desk, Visit, guards};
use crate::limits::Limit;
use crate::scope::{Connection, Scope, Work};
use crate::store::entity::{account, reset_answer};
use crate::store::reset_answers;
use app::ports::Done;
use app::wire::{ChangeQuestionsForm, Notice};
use app::{AppError, routes};
use domain::security_event::SecurityEvent;

async fn owner<C: Connection>(s: &Scope<C>, visit: &Visit) -> Result<account::Model, ServiceError> {
    let account = guards::fresh(s, visit).await?.account;
    // A student answers them on the way to an online account.
    let may = account.role.is_online() || account.student_id.is_some();
    if may { Ok(account) } else { Err(AppError::NotFound.into()) }
}

/// Changes the password reset questions.
pub async fn change(desk: &Desk, form: &ChangeQuestionsForm) -> Result<Done, ServiceError> {
    desk.limit(Limit::Codes).await?;
    let account = owner(&desk.look(), &desk.visit).await?;
    let rows = rows(&desk.portal, &account.id, &form.0).await?;
    replace(desk.work().await?, &desk.visit, rows).await
}

async fn replace(
    work: Work,
    visit: &Visit,
    rows: Vec<reset_answer::Model>,
) -> Result<Done, ServiceError> {
    let account = owner(&work, visit).await?;
    let before = Before::of(&work, &account).await?;
    reset_answers::replace(work.db(), &account.id, rows).await?;
    events::tell(&work, &account, SecurityEvent::QuestionsChanged, "", &before).await?;
    work.commit().await?;
    Ok(Done::saying(routes::SECURITY, Notice::QuestionsChanged))
}
