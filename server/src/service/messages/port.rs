//! The port that leads here.

use super::super::visit::{Desk, note_seen};
use super::reach::{whose, whose_all};
use super::{lists, marks, send, thread};
use app::AppError;
use app::ports::{Answer, MessagesPort};
use app::wire::*;
use async_trait::async_trait;
use domain::audit::AuditAct;

#[async_trait]
impl MessagesPort for Desk {
    async fn messages(&self) -> Result<MessagesView, AppError> {
        Ok(lists::list(&self.look(), &self.visit).await?)
    }

    async fn queue(&self, page: u32) -> Result<QueueView, AppError> {
        let look = self.look();
        let view = lists::queue(&look, &self.visit, page).await?;
        let ids: Vec<&str> = view.threads.iter().map(|row| row.id.as_str()).collect();
        let subjects = whose_all(&look, &ids).await?;
        note_seen(self.work().await?, &self.visit, AuditAct::ConversationsListed, subjects).await?;
        Ok(view)
    }

    async fn write(&self) -> Result<WriteView, AppError> {
        Ok(thread::write(&self.look(), &self.visit).await?)
    }

    async fn thread(&self, id: &str, page: u32) -> Result<ThreadView, AppError> {
        let look = self.look();
        let view = thread::view(&look, &self.visit, id, page).await?;
        if view.help {
            let subjects = whose(&look, id).await?;
            note_seen(self.work().await?, &self.visit, AuditAct::ConversationSeen, subjects)
                .await?;
        }
        Ok(view)
    }

    fn takes_files(&self) -> bool {
        self.visit.takes_files
    }

    async fn send_message(&self, form: &MessageForm, enclosed: Enclosed) -> Answer {
        Ok(send::send(self, form, enclosed).await?)
    }

    async fn mark_message_read(&self, form: &ReadForm) -> Answer {
        Ok(marks::mark_read(self.work().await?, &self.visit, form).await?)
    }

    async fn close_thread(&self, form: &CloseThreadForm) -> Answer {
        Ok(marks::close(self.work().await?, &self.visit, form).await?)
    }
}
