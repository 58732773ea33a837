//! The check of reports.

use super::answer;
use crate::AppError;
use crate::ports::backend;
use crate::wire::*;
use leptos::prelude::*;

/// Accepts a report, or asks the student about it.
#[server(prefix = "/api", endpoint = "console/review")]
pub async fn check_report(form: CheckForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.reviews.check_report(&form).await).await
}

/// Gives a report to an official.
#[server(prefix = "/api", endpoint = "console/review/assign")]
pub async fn assign_report(form: AssignForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.reviews.assign_report(&form).await).await
}

/// Accepts several reports. None chosen is no form field at all.
#[server(prefix = "/api", endpoint = "console/review/accept")]
pub async fn accept_reports(#[server(default)] form: AcceptManyForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.reviews.accept_reports(&form).await).await
}

/// Takes that back.
#[server(prefix = "/api", endpoint = "console/review/undo")]
pub async fn undo_accept(form: UndoAcceptForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.reviews.undo_accept(&form).await).await
}

/// The student answers the school's question.
#[server(prefix = "/api", endpoint = "report/answer")]
pub async fn answer_report(form: AnswerReportForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.reviews.answer_report(&form).await).await
}
