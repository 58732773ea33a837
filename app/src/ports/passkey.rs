//! Passkeys.

use super::Answer;
use crate::AppError;
use crate::wire::{PasskeyForm, PasskeyLoginForm};
use async_trait::async_trait;

/// Passkeys: asked for a login, or while one is being added.
#[async_trait]
pub trait PasskeyPort: Send + Sync {
    /// What to ask the passkey, as JSON.
    async fn ask_passkey(&self) -> Result<String, AppError>;
    /// What it answered.
    async fn answer_passkey(&self, form: &PasskeyForm) -> Answer;
    /// What to ask a passkey of anybody's that is to log in without a password, as JSON.
    async fn ask_for_login(&self) -> Result<String, AppError>;
    /// What it answered: a whole login, since the device has checked its owner.
    async fn log_in_by_passkey(&self, form: &PasskeyLoginForm) -> Answer;
}
