//! Forgot password.

use super::Answer;
use crate::AppError;
use crate::wire::{ForgotForm, ResetForm, ResetView};
use async_trait::async_trait;

/// New passwords by a mailed link.
#[async_trait]
pub trait RecoveryPort: Send + Sync {
    /// Asks for a link to a new password; the answer is the same for any address.
    async fn forgot(&self, form: &ForgotForm) -> Answer;
    /// The state of a password link.
    async fn reset_link(&self, token: &str) -> Result<ResetView, AppError>;
    /// Sets a new password by a link.
    async fn reset_password(&self, form: &ResetForm) -> Answer;
}
