//! Changing the email of an online account.

use super::Answer;
use crate::AppError;
use crate::wire::{ConfirmNewEmailForm, NewEmailForm};
use async_trait::async_trait;

/// A new email for an online account.
#[async_trait]
pub trait EmailPort: Send + Sync {
    /// Mails a link to a new address; the answer is the same for any.
    async fn ask_new_email(&self, form: &NewEmailForm) -> Answer;
    /// The new address behind a mailed link. Looking changes nothing.
    async fn new_email(&self, token: &str) -> Result<Option<String>, AppError>;
    /// Changes the email.
    async fn confirm_new_email(&self, form: &ConfirmNewEmailForm) -> Answer;
}
