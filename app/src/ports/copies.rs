//! A copy of a student's record as PDF and JSON, also after access has ended.

use super::Answer;
use crate::AppError;
use crate::wire::{AskCopyForm, CloseCopyForm, CopyView, OpenCopyForm};
use async_trait::async_trait;

/// A copy of one's record by a mailed link, also after access has ended.
#[async_trait]
pub trait CopiesPort: Send + Sync {
    /// Asks for the link.
    async fn ask_copy(&self, form: &AskCopyForm) -> Answer;
    /// The state of a link.
    async fn copy(&self, token: &str) -> Result<CopyView, AppError>;
    /// The SEVIS ID step.
    async fn open_copy(&self, form: &OpenCopyForm) -> Answer;
    /// Closes the copy in this browser.
    async fn close_copy(&self, form: &CloseCopyForm) -> Answer;
}
