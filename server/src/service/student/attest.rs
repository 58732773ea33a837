//! The attestation after each login.

use super::super::credentials::factors;
use super::super::error::ServiceError;
use super::super::visit::{Visit, guards, kept_notice};
use crate::mail::letters::full_name;
use crate::scope::{Look, Work};
use crate::store::entity::account;
use crate::store::{devices, sessions};
use app::ports::Done;
use app::wire::{AttestForm, AttestView, Notice};
use app::{AppError, routes};

/// What is attested.
pub async fn attestation(look: &Look, visit: &Visit) -> Result<AttestView, ServiceError> {
    let known = guards::account(look, visit).await?;
    known.account.record().ok_or(AppError::NotFound)?;
    let session = visit.session.lock().await;
    let name = session.student.as_ref().map(full_name);
    Ok(AttestView { name: name.unwrap_or_default() })
}

/// Agrees to the attestation.
pub async fn attest(work: Work, visit: &Visit, form: &AttestForm) -> Result<Done, ServiceError> {
    let known = guards::account(&work, visit).await?;
    known.account.record().ok_or(AppError::NotFound)?;
    sessions::attest(work.db(), &known.row.id).await?;
    let forced = guards::forced(&work, &known.account);
    let offered = offer(&work, &known.account, known.row.created_at).await?;
    work.commit().await?;
    if let Some(row) = &mut visit.session.lock().await.row {
        row.attested = true;
    }
    Ok(match forced {
        Some(_) => Done::to(routes::ACCOUNT),
        None => Done {
            next: routes::own_path(&form.next).unwrap_or(routes::EMPLOYMENT).to_owned(),
            notice: kept_notice(visit).await.or(offered),
        },
    })
}

/// Whoever has no second step is told of it after the first login, and never made to have one.
async fn offer(
    work: &Work,
    account: &account::Model,
    logged_in_at: i64,
) -> Result<Option<Notice>, ServiceError> {
    let first = !devices::any_before(work.db(), &account.id, logged_in_at).await?;
    let has_none = first && factors::confirmed(work, &account.id).await?.is_empty();
    Ok(has_none.then_some(Notice::SecondStepOffered))
}
