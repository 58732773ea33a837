//! The way to SEVIS.

use super::Answer;
use crate::AppError;
use crate::wire::{
    AnswerForm, BatchView, BatchesView, ByHandForm, DiscardBatchForm, MakeBatchForm,
};
use async_trait::async_trait;

/// Batches and what is entered by hand, for an official of the school.
#[async_trait]
pub trait BatchesPort: Send + Sync {
    /// What waits for SEVIS, and what left.
    async fn batches(&self) -> Result<BatchesView, AppError>;
    /// One batch.
    async fn batch(&self, id: &str) -> Result<BatchView, AppError>;
    /// Makes the next batch.
    async fn make_batch(&self, form: &MakeBatchForm) -> Answer;
    /// Discards a batch whose file never left.
    async fn discard_batch(&self, form: &DiscardBatchForm) -> Answer;
    /// Reads an answer.
    async fn read_answer(&self, form: &AnswerForm, bytes: Vec<u8>) -> Answer;
    /// Notes what was done by hand.
    async fn done_by_hand(&self, form: &ByHandForm) -> Answer;
}
