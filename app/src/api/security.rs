//! The account's security page.

use super::answer;
use crate::AppError;
use crate::ports::backend;
use crate::wire::*;
use leptos::prelude::*;

/// One more second step.
#[server(prefix = "/api", endpoint = "security/add")]
pub async fn add_factor(form: AddFactorForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.security.add_factor(&form).await).await
}

/// Removes a second step.
#[server(prefix = "/api", endpoint = "security/remove")]
pub async fn remove_factor(form: RemoveFactorForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.security.remove_factor(&form).await).await
}

/// Makes ten backup codes.
#[server(prefix = "/api", endpoint = "security/backup-codes")]
pub async fn make_backup_codes(form: MakeBackupCodesForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.security.make_backup_codes().await).await
}

/// The codes shown are put away.
#[server(prefix = "/api", endpoint = "security/codes-kept")]
pub async fn keep_backup_codes(form: KeepBackupCodesForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.security.keep_backup_codes().await).await
}

/// Ends one session, or all others.
#[server(prefix = "/api", endpoint = "security/end-session")]
pub async fn end_session(form: EndSessionForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.security.end_session(&form).await).await
}

/// Closes the account after the waiting time, or keeps it open.
#[server(prefix = "/api", endpoint = "security/close")]
pub async fn close_account(form: CloseAccountForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.security.close_account(&form).await).await
}

/// Asks for a new email.
#[server(prefix = "/api", endpoint = "security/email")]
pub async fn ask_new_email(form: NewEmailForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.email.ask_new_email(&form).await).await
}

/// The new address is the person's.
#[server(prefix = "/api", endpoint = "security/confirm-email")]
pub async fn confirm_new_email(form: ConfirmNewEmailForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.email.confirm_new_email(&form).await).await
}

/// "This was not me": freezes a change by a mailed link.
#[server(prefix = "/api", endpoint = "security/not-me")]
pub async fn freeze_change(form: FreezeForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.freeze.freeze_change(&form).await).await
}

/// Whether news of messages and cases are mailed.
#[server(prefix = "/api", endpoint = "security/news")]
pub async fn set_news(form: NewsForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.security.set_news(&form).await).await
}

/// Other password reset questions.
#[server(prefix = "/api", endpoint = "security/questions")]
pub async fn change_questions(form: ChangeQuestionsForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.security.change_questions(&form).await).await
}

/// Opens an online account with a student's login.
#[server(prefix = "/api", endpoint = "account/open-online")]
pub async fn open_online(form: OpenOnlineForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.security.open_online(&form).await).await
}
