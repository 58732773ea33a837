//! The way to SEVIS in the console.

use super::answer;
use super::parts::read;
use crate::AppError;
use crate::ports::backend;
use crate::wire::*;
use leptos::prelude::*;
use leptos::server_fn::codec::{MultipartData, MultipartFormData};

/// Largest answer that is read, in bytes; one more is read to be refused.
const LARGEST: usize = 10 * 1024 * 1024;

/// Makes the next batch.
#[server(prefix = "/api", endpoint = "console/batch/make")]
pub async fn make_batch(form: MakeBatchForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.batches.make_batch(&form).await).await
}

/// Discards a batch.
#[server(prefix = "/api", endpoint = "console/batch/discard")]
pub async fn discard_batch(form: DiscardBatchForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.batches.discard_batch(&form).await).await
}

/// Reads an answer.
#[server(prefix = "/api", endpoint = "console/batch/answer", input = MultipartFormData)]
pub async fn read_answer(data: MultipartData) -> Result<Outcome, AppError> {
    let backend = backend();
    let takes = backend.messages.takes_files();
    let parts = read(data, |there| if takes && there == 0 { LARGEST + 1 } else { 0 }).await;
    let made_for = parts.texts.iter().find(|(name, _)| name == MADE_FOR);
    let made_for = made_for.map_or("", |(_, value)| value.as_str());
    if !backend.reply.is_made_for(made_for).await {
        return Err(AppError::ForAnother);
    }
    let form = AnswerForm::default();
    let bytes = parts.files.into_iter().next().map(|(_, file)| file.bytes).unwrap_or_default();
    answer(&backend, &form, backend.batches.read_answer(&form, bytes).await).await
}

/// Notes what was done by hand.
#[server(prefix = "/api", endpoint = "console/by-hand")]
pub async fn done_by_hand(form: ByHandForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.batches.done_by_hand(&form).await).await
}
