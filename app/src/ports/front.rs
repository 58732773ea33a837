//! What stands around every page, and the demo's mailbox.

use super::Answer;
use crate::AppError;
use crate::wire::{CheckReceiptForm, Frame, MailboxView};
use async_trait::async_trait;

/// What anyone sees around every page.
#[async_trait]
pub trait FrontPort: Send + Sync {
    /// Who is looking, what is to be said once, and a refused form to show again: the one of this
    /// name, if it is about the same thing (a field and its value).
    async fn frame(&self, form: &str, about: Option<(&str, &str)>) -> Result<Frame, AppError>;
    /// The token of the mailed link by which this browser came to a page of [`crate::routes::MAILED`]; empty
    /// without one.
    fn link(&self, page: &'static str) -> String;
    /// The demo's outgoing mail, a page of it (the first is 1); not found elsewhere.
    async fn mailbox(&self, page: u32) -> Result<MailboxView, AppError>;
    /// Says what a receipt says, to whoever knows its number and code.
    async fn check_receipt(&self, form: &CheckReceiptForm) -> Answer;
}
