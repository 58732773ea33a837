//! The officials' pages and acts.

use super::{answer, page};
use crate::AppError;
use crate::ports::backend;
use crate::wire::*;
use leptos::prelude::*;

/// The console's first page.
#[server(prefix = "/api", endpoint = "page/console")]
pub async fn console_page() -> Result<Page, AppError> {
    let backend = backend();
    let view = backend.console.home().await;
    page(&backend, "", view).await
}

/// Remembers what to look for. Names never go into a URL.
#[server(prefix = "/api", endpoint = "console/search")]
pub async fn search_students(form: SearchForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.console.search(&form).await).await
}

/// The students found.
#[server(prefix = "/api", endpoint = "page/students")]
pub async fn students_page(number: u32) -> Result<Page, AppError> {
    let backend = backend();
    let view = backend.console.students(number).await;
    page(&backend, SearchForm::NAME, view).await
}

/// One student's record.
#[server(prefix = "/api", endpoint = "page/record")]
pub async fn record_page(id: String) -> Result<Page, AppError> {
    let backend = backend();
    let view = backend.console.record(&id).await;
    page(&backend, ChangeEmailForm::NAME, view).await
}

/// Approves an authorization.
#[server(prefix = "/api", endpoint = "console/approve")]
pub async fn approve_opt(form: IdForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.console.approve(&form).await).await
}

/// Resends a link or unlocks.
#[server(prefix = "/api", endpoint = "console/reset-account")]
pub async fn reset_account(form: IdForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.console.reset_account(&form).await).await
}

/// Changes a student's e-mail.
#[server(prefix = "/api", endpoint = "console/change-email")]
pub async fn change_email(form: ChangeEmailForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.console.change_email(&form).await).await
}

/// Reports to check.
#[server(prefix = "/api", endpoint = "page/review")]
pub async fn review_page() -> Result<Page, AppError> {
    let backend = backend();
    let view = backend.console.review().await;
    page(&backend, "", view).await
}

/// Marks a report as checked.
#[server(prefix = "/api", endpoint = "console/review")]
pub async fn mark_reviewed(form: IdForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.console.mark_reviewed(&form).await).await
}
