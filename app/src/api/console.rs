//! The officials' pages and acts.

use super::answer;
use crate::AppError;
use crate::ports::backend;
use crate::wire::*;
use leptos::prelude::*;

/// Remembers what to look for. Names never go into a URL.
#[server(prefix = "/api", endpoint = "console/search")]
pub async fn search_students(form: SearchForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.console.search_students(&form).await).await
}

/// Approves an authorization.
#[server(prefix = "/api", endpoint = "console/approve")]
pub async fn approve_opt(form: ApproveForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.console.approve_opt(&form).await).await
}

/// Resends a link or unlocks.
#[server(prefix = "/api", endpoint = "console/reset-account")]
pub async fn reset_account(form: ResetAccountForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.console.reset_account(&form).await).await
}

/// Changes a student's email.
#[server(prefix = "/api", endpoint = "console/change-email")]
pub async fn change_email(form: ChangeEmailForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.console.change_email(&form).await).await
}

/// Decides where the school's file and a student differ.
#[server(prefix = "/api", endpoint = "console/decide")]
pub async fn decide_difference(form: DecideForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.console.decide_difference(&form).await).await
}

/// Notes a STEM validation that is in SEVIS already.
#[server(prefix = "/api", endpoint = "console/note-validation")]
pub async fn note_validation(form: NoteValidationForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.console.note_validation(&form).await).await
}
