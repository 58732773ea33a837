//! Amending records in the console.

use super::answer;
use crate::AppError;
use crate::ports::backend;
use crate::wire::*;
use leptos::prelude::*;

/// Corrects or withdraws an authorization.
#[server(prefix = "/api", endpoint = "console/correct-authorization")]
pub async fn correct_authorization(form: CorrectAuthorizationForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.amend.correct_authorization(&form).await).await
}

/// Corrects or adds an employer.
#[server(prefix = "/api", endpoint = "console/correct-employer")]
pub async fn correct_employer(form: CorrectEmployerForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.amend.correct_employer(&form).await).await
}

/// Deletes an employer, or brings it back.
#[server(prefix = "/api", endpoint = "console/withdraw-employer")]
pub async fn withdraw_employer(form: WithdrawEmployerForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.amend.withdraw_employer(&form).await).await
}

/// Makes one of two.
#[server(prefix = "/api", endpoint = "console/merge")]
pub async fn merge_records(form: MergeForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.amend.merge_records(&form).await).await
}

/// Undoes an amendment.
#[server(prefix = "/api", endpoint = "console/undo")]
pub async fn undo_amendment(form: UndoForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.amend.undo_amendment(&form).await).await
}
