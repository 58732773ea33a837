//! Login and its second step.

use super::Answer;
use crate::AppError;
use crate::wire::{
    BackupCodeForm, FreshLoginForm, LoginForm, LostForm, LostView, SecondStepForm, TakeWayForm,
    VerifyView,
};
use async_trait::async_trait;

/// From a password to a session that has passed every step.
#[async_trait]
pub trait LoginPort: Send + Sync {
    /// Login.
    async fn log_in(&self, form: &LoginForm) -> Answer;
    /// Ends the session.
    async fn log_out(&self) -> Answer;
    /// The password again.
    async fn log_in_again(&self, form: &FreshLoginForm) -> Answer;
    /// The way in use and the others.
    async fn second_step(&self) -> Result<VerifyView, AppError>;
    /// Takes another way, or asks for a new code.
    async fn take_way(&self, form: &TakeWayForm) -> Answer;
    /// A code.
    async fn pass_second_step(&self, form: &SecondStepForm) -> Answer;
    /// A backup code.
    async fn pass_backup_code(&self, form: &BackupCodeForm) -> Answer;
    /// What opens an account whose second steps are all lost.
    async fn lost(&self) -> Result<LostView, AppError>;
    /// Mails its code.
    async fn send_lost_code(&self) -> Answer;
    /// Code and answers together.
    async fn pass_lost(&self, form: &LostForm) -> Answer;
}
