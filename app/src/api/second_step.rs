//! Second steps: adding, confirming, using.

use super::answer;
use crate::AppError;
use crate::ports::backend;
use crate::wire::*;
use leptos::prelude::*;

/// A code, as the second step of a login.
#[server(name = PassSecondStep, prefix = "/api", endpoint = "verify")]
pub async fn pass_second_step(form: SecondStepForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.login.pass_second_step(&form).await).await
}

/// A backup code, as the second step of a login.
#[server(prefix = "/api", endpoint = "verify/backup-code")]
pub async fn pass_backup_code(form: BackupCodeForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.login.pass_backup_code(&form).await).await
}

/// Another way, or the same one with a new code.
#[server(prefix = "/api", endpoint = "verify/way")]
pub async fn take_way(form: TakeWayForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.login.take_way(&form).await).await
}

/// What the browser is to ask the passkey, as JSON.
#[server(prefix = "/api", endpoint = "passkey/ask")]
pub async fn ask_passkey() -> Result<String, AppError> {
    backend().passkey.ask_passkey().await
}

/// What the passkey answered: confirms a new one, or passes the second step.
#[server(prefix = "/api", endpoint = "passkey/answer")]
pub async fn answer_passkey(form: PasskeyForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.passkey.answer_passkey(&form).await).await
}

/// What the browser is to ask a passkey that logs in without a password, as JSON.
#[server(prefix = "/api", endpoint = "passkey/ask-login")]
pub async fn ask_passkey_for_login() -> Result<String, AppError> {
    backend().passkey.ask_for_login().await
}

/// What that passkey answered.
#[server(prefix = "/api", endpoint = "passkey/login")]
pub async fn log_in_by_passkey(form: PasskeyLoginForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.passkey.log_in_by_passkey(&form).await).await
}

/// Begins to confirm a chosen second step in this browser: a new key, or a new code.
#[server(prefix = "/api", endpoint = "enrol/begin")]
pub async fn begin_enrolment(form: BeginFactorForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.enrolment.begin_enrolment(&form).await).await
}

/// Confirms a new second step.
#[server(prefix = "/api", endpoint = "enrol/confirm")]
pub async fn confirm_factor(form: EnrolCodeForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.enrolment.confirm_factor(&form).await).await
}

/// Drops a second step that was chosen and not confirmed.
#[server(prefix = "/api", endpoint = "enrol/drop")]
pub async fn drop_factor(form: DropFactorForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.enrolment.drop_factor(&form).await).await
}

/// The password again, before a sensitive change.
#[server(prefix = "/api", endpoint = "fresh-login")]
pub async fn log_in_again(form: FreshLoginForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.login.log_in_again(&form).await).await
}

/// Mails the code for whoever has lost every second step.
#[server(prefix = "/api", endpoint = "verify/lost/send")]
pub async fn send_lost_code(form: SendLostForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.login.send_lost_code().await).await
}

/// The mailed code and the answers together.
#[server(prefix = "/api", endpoint = "verify/lost")]
pub async fn pass_lost(form: LostForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.login.pass_lost(&form).await).await
}
