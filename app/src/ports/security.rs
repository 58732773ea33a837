//! The security page of one's own account.

use super::Answer;
use crate::AppError;
use crate::wire::{
    AddFactorForm, ChangeQuestionsForm, CloseAccountForm, EndSessionForm, HolderView, NewsForm,
    OpenOnlineForm, OpenOnlineView, RemoveFactorForm, SecurityView, SeenView,
};
use async_trait::async_trait;

/// The security of one's own account.
#[async_trait]
pub trait SecurityPort: Send + Sync {
    /// The page.
    async fn security(&self) -> Result<SecurityView, AppError>;
    /// The page of an online account: its email and type.
    async fn home(&self) -> Result<HolderView, AppError>;
    /// What it takes to open an online account with a student's login.
    async fn online(&self) -> Result<OpenOnlineView, AppError>;
    /// Opens it.
    async fn open_online(&self, form: &OpenOnlineForm) -> Answer;
    /// Adds a second step.
    async fn add_factor(&self, form: &AddFactorForm) -> Answer;
    /// Removes one.
    async fn remove_factor(&self, form: &RemoveFactorForm) -> Answer;
    /// Changes the password reset questions.
    async fn change_questions(&self, form: &ChangeQuestionsForm) -> Answer;
    /// Ten backup codes.
    async fn make_backup_codes(&self) -> Answer;
    /// They are put away.
    async fn keep_backup_codes(&self) -> Answer;
    /// Ends one session, or all others.
    async fn end_session(&self, form: &EndSessionForm) -> Answer;
    /// Closes the account after the waiting time, or keeps it open.
    async fn close_account(&self, form: &CloseAccountForm) -> Answer;
    /// Mails news of messages and cases ("on"), or does not.
    async fn set_news(&self, form: &NewsForm) -> Answer;
    /// Who saw the own record, a page of it (the first is 1).
    async fn seen(&self, page: u32) -> Result<SeenView, AppError>;
}
