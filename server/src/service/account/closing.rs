//! Closing an online account: asked for, called off, done after the waiting time.

use super::super::credentials::before::Before;
use super::super::credentials::{epoch, events};
use super::super::error::ServiceError;
use super::super::record::{Line, note};
use super::super::visit::{Visit, guards};
use crate::clock::millis;
use crate::scope::Work;
use crate::store::cases::{self, holders};
use crate::store::code::Code;
use crate::store::entity::account;
use crate::store::{accounts, consents, credential_changes};
use app::ports::Done;
use app::wire::{CloseAccountForm, Notice};
use app::{AppError, routes};
use domain::account::Standing;
use domain::history::Event;
use domain::security_event::SecurityEvent;
use time::Duration;

/// Days between asking for it and the closing of an online account.
pub const CLOSING_DAYS: i64 = 30;

/// Closes the account after the waiting time (`close`), or keeps it open (`keep`).
pub async fn close(
    work: Work,
    visit: &Visit,
    form: &CloseAccountForm,
) -> Result<Done, ServiceError> {
    let closing = match form.id.as_str() {
        "close" => true,
        "keep" => false,
        _ => return Err(AppError::BadRequest.into()),
    };
    let known = if closing {
        guards::fresh(&work, visit).await?
    } else {
        guards::account(&work, visit).await?
    };
    let account = known.account;
    if !account.role.is_online() {
        return Err(AppError::NotFound.into());
    }
    if account.closes_at.is_some() == closing {
        // Each would mail once more, and one that matters would be lost among them.
        return Ok(Done::saying(routes::SECURITY, Notice::NothingChanged));
    }
    let before = Before::of(&work, &account).await?;
    let closes_at = closing.then(|| millis(work.now() + Duration::days(CLOSING_DAYS)));
    let account = account::Model { closes_at, ..account };
    accounts::update(work.db(), account.clone()).await?;
    let (what, notice) = if closing {
        (SecurityEvent::Closing, Notice::Closing)
    } else {
        (SecurityEvent::NotClosing, Notice::NotClosing)
    };
    events::tell(&work, &account, what, "", &before).await?;
    work.commit().await?;
    Ok(Done::saying(routes::SECURITY, notice))
}

/// Closes an account whose waiting time is over; called off meanwhile, it stays open.
pub async fn close_due(work: Work, account_id: &str) -> Result<(), ServiceError> {
    let row = accounts::lock(work.db(), account_id).await?;
    let due = |row: &account::Model| {
        row.closes_at.is_some_and(|at| at <= work.at()) && row.standing != Standing::Closed
    };
    let Some(row) = row.filter(due) else {
        return Ok(());
    };
    let row = epoch::raise(&work, row, None).await?;
    credential_changes::close_all(work.db(), &row.id, work.at()).await?;
    end_consents(&work, &row.id).await?;
    if let Some(student) = &row.joined_student_id {
        note(&work, student, Line::by_system(Event::AccountParted)).await?;
    }
    tracing::info!(account = %row.id, "online account closed");
    let row = account::Model {
        // Its address is free for another login; what was mailed stays on record.
        email_key: format!("closed {}", row.id),
        standing: Code(Standing::Closed),
        password_hash: None,
        joined_student_id: None,
        ..row
    };
    accounts::update(work.db(), row).await?;
    Ok(work.commit().await?)
}

/// With the account end the consents it gave, where nobody else holds the case, and those it got.
async fn end_consents(work: &Work, account_id: &str) -> Result<(), ServiceError> {
    let mut numbers = Vec::new();
    for row in cases::holdings(work.db(), account_id).await? {
        holders::delete(work.db(), &row.id).await?;
        let left = cases::holders_of(work.db(), &row.case_id).await?;
        if let Some(case) = cases::by_id(work.db(), &row.case_id).await?
            && left.is_empty()
        {
            numbers.push(case.receipt_number);
        }
    }
    Ok(consents::end(work.db(), account_id, &numbers, work.at()).await?)
}
