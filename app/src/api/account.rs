//! Registration, login, recovery and the frame of public pages.

use super::answer;
use crate::AppError;
use crate::ports::backend;
use crate::wire::*;
use leptos::prelude::*;

/// The SEVIS ID step.
#[server(prefix = "/api", endpoint = "register/identify")]
pub async fn identify(form: IdentifyForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.registration.identify(&form).await).await
}

/// The password step.
#[server(prefix = "/api", endpoint = "register/create")]
pub async fn create_account(form: CreateAccountForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.registration.create_account(&form).await).await
}

/// Joins the record to an online account.
#[server(prefix = "/api", endpoint = "register/join")]
pub async fn join_account(form: JoinForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.registration.join_account(&form).await).await
}

/// Login.
#[server(name = LogIn, prefix = "/api", endpoint = "login")]
pub async fn log_in(form: LoginForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.login.log_in(&form).await).await
}

/// Forgot password.
#[server(prefix = "/api", endpoint = "forgot")]
pub async fn forgot(form: ForgotForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.recovery.forgot(&form).await).await
}

/// A new password by a mailed link.
#[server(prefix = "/api", endpoint = "reset")]
pub async fn reset_password(form: ResetForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.recovery.reset_password(&form).await).await
}

/// Agreement to the attestation.
#[server(prefix = "/api", endpoint = "attest")]
pub async fn attest(form: AttestForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.student.attest(&form).await).await
}

/// A new password while logged in.
#[server(prefix = "/api", endpoint = "account/password")]
pub async fn change_password(form: ChangePasswordForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.password.change_password(&form).await).await
}

/// Ends the session.
#[server(name = LogOut, prefix = "/api", endpoint = "logout")]
pub async fn log_out() -> Result<Outcome, AppError> {
    let backend = backend();
    match backend.login.log_out().await {
        Ok(done) => backend.reply.go(done).await.map(|()| Outcome::Done),
        Err(crate::ports::Refused::Error(error)) => Err(error),
        Err(crate::ports::Refused::Faults(faults)) => Ok(Outcome::Refused(faults)),
    }
}

/// Checks a receipt that somebody was shown.
#[server(prefix = "/api", endpoint = "check-receipt")]
pub async fn check_receipt(form: CheckReceiptForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.front.check_receipt(&form).await).await
}
