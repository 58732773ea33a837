//! Opening an online account.

use super::Answer;
use crate::AppError;
use crate::wire::{
    AccountTypeForm, ChooseForm, ConfirmForm, ConfirmLink, ConfirmView, SignUpForm,
    SignUpPasswordForm, StepView,
};
use async_trait::async_trait;
use domain::questions::QuestionsForm;
use domain::sign_up::Step;

/// Opening an online account, step by step (seed 002).
#[async_trait]
pub trait SignUpPort: Send + Sync {
    /// Step 2; the answer is the same for any address.
    async fn sign_up(&self, form: &SignUpForm) -> Answer;
    /// Another confirmation mail.
    async fn resend_confirmation(&self) -> Answer;
    /// The page that waits for the confirmation.
    async fn waiting(&self) -> Result<ConfirmView, AppError>;
    /// What a confirmation link is good for. Looking changes nothing.
    async fn link(&self, token: &str) -> Result<ConfirmLink, AppError>;
    /// Step 3, by link or code.
    async fn confirm_email(&self, form: &ConfirmForm) -> Answer;
    /// A step, if it is the next one.
    async fn step(&self, step: Step) -> Result<StepView, AppError>;
    /// Step 4.
    async fn sign_up_password(&self, form: &SignUpPasswordForm) -> Answer;
    /// Step 5.
    async fn choose_second_step(&self, form: &ChooseForm) -> Answer;
    /// Step 7.
    async fn keep_backup_code(&self) -> Answer;
    /// Step 8.
    async fn answer_questions(&self, form: &QuestionsForm) -> Answer;
    /// Step 9.
    async fn choose_account_type(&self, form: &AccountTypeForm) -> Answer;
}
