//! Opening an online account.

use super::answer;
use crate::AppError;
use crate::ports::backend;
use crate::wire::*;
use domain::questions::QuestionsForm;
use leptos::prelude::*;

/// Step 2: the email.
#[server(name = SignUp, prefix = "/api", endpoint = "sign-up")]
pub async fn sign_up(form: SignUpForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.sign_up.sign_up(&form).await).await
}

/// Asks for another confirmation mail.
#[server(prefix = "/api", endpoint = "sign-up/resend")]
pub async fn resend_confirmation(form: ResendForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.sign_up.resend_confirmation().await).await
}

/// Step 3: the address is the person's.
#[server(name = ConfirmEmail, prefix = "/api", endpoint = "confirm")]
pub async fn confirm_email(form: ConfirmForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.sign_up.confirm_email(&form).await).await
}

/// Step 4: the password.
#[server(prefix = "/api", endpoint = "sign-up/password")]
pub async fn sign_up_password(form: SignUpPasswordForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.sign_up.sign_up_password(&form).await).await
}

/// Step 5: which second steps.
#[server(prefix = "/api", endpoint = "sign-up/second-step")]
pub async fn choose_second_step(form: ChooseForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.sign_up.choose_second_step(&form).await).await
}

/// Step 7: the backup code is put away.
#[server(prefix = "/api", endpoint = "sign-up/backup-code")]
pub async fn keep_backup_code(form: KeepBackupCodeForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.sign_up.keep_backup_code().await).await
}

/// Step 8: the questions.
#[server(prefix = "/api", endpoint = "sign-up/questions")]
pub async fn answer_questions(form: QuestionsForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.sign_up.answer_questions(&form).await).await
}

/// Step 9: the account type.
#[server(prefix = "/api", endpoint = "sign-up/account-type")]
pub async fn choose_account_type(form: AccountTypeForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.sign_up.choose_account_type(&form).await).await
}
