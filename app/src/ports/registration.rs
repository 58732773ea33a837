//! Registration by a mailed link.

use super::Answer;
use crate::AppError;
use crate::wire::{CreateAccountForm, IdentifyForm, JoinForm, RegisterView};
use async_trait::async_trait;

/// Opening a portal account by invitation.
#[async_trait]
pub trait RegistrationPort: Send + Sync {
    /// The state of a registration link.
    async fn invitation(&self, token: &str) -> Result<RegisterView, AppError>;
    /// The SEVIS ID step.
    async fn identify(&self, form: &IdentifyForm) -> Answer;
    /// The password step.
    async fn create_account(&self, form: &CreateAccountForm) -> Answer;
    /// Joins the record to an online account.
    async fn join_account(&self, form: &JoinForm) -> Answer;
}
