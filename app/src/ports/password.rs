//! Changing one's own password while logged in.

use super::Answer;
use crate::AppError;
use crate::wire::{AccountView, ChangePasswordForm};
use async_trait::async_trait;

/// The password of whoever is logged in.
#[async_trait]
pub trait PasswordPort: Send + Sync {
    /// Email and password policy of whoever is logged in, official or student.
    async fn account(&self) -> Result<AccountView, AppError>;
    /// Changes the own password.
    async fn change_password(&self, form: &ChangePasswordForm) -> Answer;
}
