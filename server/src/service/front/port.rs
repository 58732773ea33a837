//! The port that leads here.

use super::super::visit::Desk;
use super::{frame, mailbox, receipt};
use app::AppError;
use app::ports::{Answer, FrontPort};
use app::wire::{CheckReceiptForm, Frame, MailboxView};
use async_trait::async_trait;

#[async_trait]
impl FrontPort for Desk {
    async fn frame(&self, form: &str, about: Option<(&str, &str)>) -> Result<Frame, AppError> {
        Ok(frame::frame(self, form, about).await)
    }

    fn link(&self, page: &'static str) -> String {
        self.visit.links.get(page).cloned().unwrap_or_default()
    }

    async fn mailbox(&self, page: u32) -> Result<MailboxView, AppError> {
        Ok(mailbox::mailbox(&self.look(), &self.visit, page).await?)
    }

    async fn check_receipt(&self, form: &CheckReceiptForm) -> Answer {
        Ok(receipt::check(&self.look(), form).await?)
    }
}
