//! The port that leads here.

use super::super::visit::Desk;
use super::super::visit::pace::answer_at_tick;
use super::{ask, open};
use app::AppError;
use app::ports::{Answer, CopiesPort};
use app::wire::{AskCopyForm, CloseCopyForm, CopyView, OpenCopyForm};
use async_trait::async_trait;

#[async_trait]
impl CopiesPort for Desk {
    async fn ask_copy(&self, form: &AskCopyForm) -> Answer {
        Ok(answer_at_tick(ask::ask(self, form)).await?)
    }

    async fn copy(&self, token: &str) -> Result<CopyView, AppError> {
        Ok(open::view(&self.look(), &self.visit, token).await?)
    }

    async fn open_copy(&self, form: &OpenCopyForm) -> Answer {
        Ok(open::open(self, form).await?)
    }

    async fn close_copy(&self, form: &CloseCopyForm) -> Answer {
        Ok(open::close(self.work().await?, &self.visit, form).await?)
    }
}
