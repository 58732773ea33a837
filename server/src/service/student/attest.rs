//! The attestation after each login.

use super::super::error::ServiceError;
use super::super::visit::{Visit, guards, kept_notice};
use crate::mail::letters::full_name;
use crate::scope::{Look, Work};
use crate::store::sessions;
use app::ports::Done;
use app::wire::{AttestForm, AttestView};
use app::{AppError, routes};

/// What is attested.
pub async fn attestation(look: &Look, visit: &Visit) -> Result<AttestView, ServiceError> {
    let known = guards::account(look, visit).await?;
    known.account.student_id.ok_or(AppError::NotFound)?;
    let session = visit.session.lock().await;
    let name = session.student.as_ref().map(full_name);
    Ok(AttestView { name: name.unwrap_or_default() })
}

/// Agrees to the attestation.
pub async fn attest(work: Work, visit: &Visit, form: &AttestForm) -> Result<Done, ServiceError> {
    let known = guards::account(&work, visit).await?;
    known.account.student_id.as_ref().ok_or(AppError::NotFound)?;
    sessions::attest(work.db(), &known.row.id).await?;
    let forced = guards::forced(&work, &known.account);
    work.commit().await?;
    if let Some(row) = &mut visit.session.lock().await.row {
        row.attested = true;
    }
    Ok(match forced {
        Some(_) => Done::to(routes::ACCOUNT),
        None => Done {
            next: routes::own_path(&form.next).unwrap_or(routes::PROFILE).to_owned(),
            notice: kept_notice(visit).await,
        },
    })
}
