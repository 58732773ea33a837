//! Secure messages.

use super::Answer;
use crate::AppError;
use crate::wire::{
    CloseThreadForm, Enclosed, MessageForm, MessagesView, QueueView, ReadForm, ThreadView,
    WriteView,
};
use async_trait::async_trait;

/// Secure messages: the holder's side and the help team's.
#[async_trait]
pub trait MessagesPort: Send + Sync {
    /// The holder's conversations.
    async fn messages(&self) -> Result<MessagesView, AppError>;
    /// Everybody's, for the help team; a page of them (the first is 1).
    async fn queue(&self, page: u32) -> Result<QueueView, AppError>;
    /// What a new conversation's form needs.
    async fn write(&self) -> Result<WriteView, AppError>;
    /// One conversation. Looking marks nothing as read.
    async fn thread(&self, id: &str, page: u32) -> Result<ThreadView, AppError>;
    /// Whether there is room for the files of this request.
    fn takes_files(&self) -> bool;
    /// Begins a conversation or goes on with one.
    async fn send_message(&self, form: &MessageForm, enclosed: Enclosed) -> Answer;
    /// Marks what the other side wrote as read.
    async fn mark_message_read(&self, form: &ReadForm) -> Answer;
    /// Closes a conversation; a further message opens it again.
    async fn close_thread(&self, form: &CloseThreadForm) -> Answer;
}
