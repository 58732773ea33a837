//! The second step by a backup code.

use super::super::credentials::before::Before;
use super::super::credentials::{backup_codes, events, throttles};
use super::super::error::{ServiceError, fault};
use super::super::visit::places::after_login;
use super::super::visit::{Desk, Visit, device};
use super::passed;
use super::verify::verifying;
use crate::limits::Limit;
use crate::scope::Work;
use app::ports::Done;
use app::routes;
use app::wire::{BackupCodeForm, Notice};
use domain::FaultCode;
use domain::security_event::SecurityEvent;

/// A backup code.
pub async fn pass(desk: &Desk, form: &BackupCodeForm) -> Result<Done, ServiceError> {
    desk.limit(Limit::Codes).await?;
    if form.backup_code.trim().is_empty() {
        // Whoever is not logging in is told so rather than what is missing.
        verifying(&desk.look(), &desk.visit).await?;
        return Err(fault("backup_code", FaultCode::Required).into());
    }
    use_code(desk.work().await?, &desk.visit, &form.backup_code).await
}

async fn use_code(work: Work, visit: &Visit, typed: &str) -> Result<Done, ServiceError> {
    let account = verifying(&work, visit).await?.account;
    let key = device::second_step_key(&work, visit, &account).await?;
    let throttle = throttles::guard(&work, &key, "backup_code").await?;
    let before = Before::of(&work, &account).await?;
    if !backup_codes::use_up(&work, &account.id, typed).await? {
        let code = throttle.failed(&work, FaultCode::WrongCode).await?;
        work.commit().await?;
        return Err(fault("backup_code", code).into());
    }
    throttle.passed(&work).await?;
    events::tell(&work, &account, SecurityEvent::CodeUsed, "", &before).await?;
    passed::second_step(&work, visit, &account).await?;
    work.commit().await?;
    // Students attest first; the replacement waits for them on the same page.
    Ok(Done::saying(after_login(&account, routes::SECURITY), Notice::BackupCodeUsed))
}
