//! Copies of a record.

use super::answer;
use crate::AppError;
use crate::ports::backend;
use crate::wire::*;
use leptos::prelude::*;

/// Asks for the link to a copy.
#[server(prefix = "/api", endpoint = "record-copy/ask")]
pub async fn ask_copy(form: AskCopyForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.copies.ask_copy(&form).await).await
}

/// The SEVIS ID step.
#[server(prefix = "/api", endpoint = "record-copy/open")]
pub async fn open_copy(form: OpenCopyForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.copies.open_copy(&form).await).await
}

/// Closes an opened copy in this browser.
#[server(prefix = "/api", endpoint = "record-copy/close")]
pub async fn close_copy(form: CloseCopyForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.copies.close_copy(&form).await).await
}
