//! Cases on paper.

use super::answer;
use crate::AppError;
use crate::ports::backend;
use crate::wire::*;
use leptos::prelude::*;

/// A case for the own account.
#[server(prefix = "/api", endpoint = "cases/add")]
pub async fn add_case(form: AddCaseForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.cases.add_case(&form).await).await
}

/// A new access code.
#[server(prefix = "/api", endpoint = "cases/access-code")]
pub async fn ask_access_code(form: AskCodeForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.cases.ask_access_code(&form).await).await
}

/// A representative asks a client.
#[server(prefix = "/api", endpoint = "cases/ask-client")]
pub async fn ask_client(form: AskClientForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.cases.ask_client(&form).await).await
}

/// What becomes of a consent.
#[server(prefix = "/api", endpoint = "cases/consent")]
pub async fn decide_consent(form: ConsentForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.cases.decide_consent(&form).await).await
}

/// Finds a case by its number.
#[server(prefix = "/api", endpoint = "console/cases/find")]
pub async fn find_case(form: FindCaseForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.help_cases.find_case(&form).await).await
}

/// Writes a case down, or corrects it.
#[server(prefix = "/api", endpoint = "console/cases/save")]
pub async fn save_case(form: CaseForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.help_cases.save_case(&form).await).await
}

/// News of a case.
#[server(prefix = "/api", endpoint = "console/cases/status")]
pub async fn set_case_status(form: StatusForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.help_cases.set_case_status(&form).await).await
}

/// An access code on paper.
#[server(prefix = "/api", endpoint = "console/cases/letter")]
pub async fn make_letter(form: MakeLetterForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.help_cases.make_letter(&form).await).await
}

/// It is posted.
#[server(prefix = "/api", endpoint = "console/cases/letter-posted")]
pub async fn letter_posted(form: LetterPostedForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.help_cases.letter_posted(&form).await).await
}
