//! The port that leads here.

use super::{page, receive};
use crate::service::visit::Desk;
use app::AppError;
use app::ports::{Answer, ImportPort};
use app::wire::*;
use async_trait::async_trait;
use std::time::Duration;

/// How long a page waits for a job that is nearly done, and how often it looks.
const WAITS: (u32, Duration) = (20, Duration::from_millis(150));

#[async_trait]
impl ImportPort for Desk {
    async fn imports(&self) -> Result<ImportsView, AppError> {
        Ok(page::list(&self.look(), &self.visit).await?)
    }

    async fn import(&self, id: &str) -> Result<ImportView, AppError> {
        let mut view = page::view(&self.look(), &self.visit, id).await?;
        for _ in 0..WAITS.0 {
            if !page::is_under_way(view.state) {
                break;
            }
            tokio::time::sleep(WAITS.1).await;
            view = page::view(&self.look(), &self.visit, id).await?;
        }
        Ok(view)
    }

    async fn upload_import(&self, form: &ImportForm, upload: ImportUpload) -> Answer {
        Ok(receive::upload(self, form, upload).await?)
    }

    async fn name_import_columns(&self, form: &ImportColumnsForm) -> Answer {
        Ok(receive::name_columns(self, form).await?)
    }

    async fn run_import(&self, form: &RunImportForm) -> Answer {
        Ok(receive::decide(self.work().await?, &self.visit, &form.id, true).await?)
    }

    async fn discard_import(&self, form: &DiscardImportForm) -> Answer {
        Ok(receive::decide(self.work().await?, &self.visit, &form.id, false).await?)
    }
}
