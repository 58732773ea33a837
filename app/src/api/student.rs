//! The student's pages and reports.

use super::{answer, page};
use crate::AppError;
use crate::ports::backend;
use crate::wire::*;
use domain::employer::EmployerForm;
use domain::profile::ProfileForm;
use leptos::prelude::*;

/// The profile page.
#[server(prefix = "/api", endpoint = "page/profile")]
pub async fn profile_page() -> Result<Page, AppError> {
    let backend = backend();
    let view = backend.student.profile().await;
    page(&backend, ProfileForm::NAME, view).await
}

/// Reports addresses and phones.
#[server(prefix = "/api", endpoint = "profile/save")]
pub async fn save_profile(form: ProfileForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.student.save_profile(&form).await).await
}

/// The employment page.
#[server(prefix = "/api", endpoint = "page/employment")]
pub async fn employment_page() -> Result<Page, AppError> {
    let backend = backend();
    let view = backend.student.employment().await;
    page(&backend, "", view).await
}

/// One employer's page.
#[server(prefix = "/api", endpoint = "page/employer")]
pub async fn employer_page(id: String) -> Result<Page, AppError> {
    let backend = backend();
    let view = backend.student.employer(&id).await;
    page(&backend, "", view).await
}

/// The form of an employer, or of a new one.
#[server(prefix = "/api", endpoint = "page/employer-form")]
pub async fn employer_form_page(id: Option<String>) -> Result<Page, AppError> {
    let backend = backend();
    let view = backend.student.employer_form(id).await;
    page(&backend, EmployerForm::NAME, view).await
}

/// Reports a new or changed employer.
#[server(prefix = "/api", endpoint = "employer/save")]
pub async fn save_employer(form: EmployerForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.student.save_employer(&form).await).await
}

/// Deletes an employer.
#[server(prefix = "/api", endpoint = "employer/delete")]
pub async fn delete_employer(form: IdForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.student.delete_employer(&form).await).await
}

/// Brings a deleted employer back.
#[server(prefix = "/api", endpoint = "employer/restore")]
pub async fn restore_employer(form: IdForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.student.restore_employer(&form).await).await
}

/// The history page.
#[server(prefix = "/api", endpoint = "page/history")]
pub async fn history_page(filter: HistoryFilter) -> Result<Page, AppError> {
    let backend = backend();
    let view = backend.student.history(filter).await;
    page(&backend, "", view).await
}

/// A receipt.
#[server(prefix = "/api", endpoint = "page/receipt")]
pub async fn receipt_page(id: String) -> Result<Page, AppError> {
    let backend = backend();
    let view = backend.student.receipt(&id).await;
    page(&backend, "", view).await
}
