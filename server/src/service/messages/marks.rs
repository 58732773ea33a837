//! Read marks and closing.

use super::super::audit::{self, Entry};
use super::super::error::ServiceError;
use super::super::visit::{Visit, guards};
use super::reach::reach;
use crate::scope::Work;
use crate::store::code::Code;
use crate::store::entity::thread;
use crate::store::threads;
use app::ports::Done;
use app::wire::{CloseThreadForm, ReadForm};
use app::{AppError, routes};
use domain::audit::{AuditAct, Subject};
use domain::conversation::ThreadState;

/// Marks what the other side wrote as read. What came after the page was shown is not read.
pub async fn mark_read(work: Work, visit: &Visit, form: &ReadForm) -> Result<Done, ServiceError> {
    let shown = form.upto.parse::<i64>().map_err(|_| AppError::BadRequest)?;
    let (account, help) = guards::writer(&work, visit).await?;
    let mut row = reach(&work, &form.id, &account, help).await?;
    let upto = Some(shown.min(row.last_at));
    let mark = if help { &mut row.help_read_at } else { &mut row.holder_read_at };
    *mark = upto.max(*mark);
    threads::update(work.db(), row).await?;
    work.commit().await?;
    Ok(Done::to(routes::message(&form.id)))
}

/// Closes a conversation; a further message opens it again. One that came after the page was shown is shown first.
pub async fn close(
    work: Work,
    visit: &Visit,
    form: &CloseThreadForm,
) -> Result<Done, ServiceError> {
    let (account, help) = guards::writer(&work, visit).await?;
    let row = reach(&work, &form.id, &account, help).await?;
    if form.upto.parse::<i64>().is_ok_and(|shown| row.last_at > shown) {
        return Ok(Done::to(routes::message(&form.id)));
    }
    let holder = Subject::Account(row.account_id.clone());
    threads::update(work.db(), thread::Model { state: Code(ThreadState::Closed), ..row }).await?;
    if help {
        let entry = Entry::of(&account, AuditAct::ConversationClosed, vec![holder]);
        audit::write(&work, entry).await?;
    }
    work.commit().await?;
    Ok(Done::to(routes::message(&form.id)))
}
