//! Passkeys.

use super::Answer;
use crate::AppError;
use crate::wire::PasskeyForm;
use async_trait::async_trait;

/// Passkeys: asked for a login, or while one is being added.
#[async_trait]
pub trait PasskeyPort: Send + Sync {
    /// What to ask the passkey, as JSON.
    async fn ask_passkey(&self) -> Result<String, AppError>;
    /// What it answered.
    async fn answer_passkey(&self, form: &PasskeyForm) -> Answer;
}
