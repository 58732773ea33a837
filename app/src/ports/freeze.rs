//! "This was not me".

use super::Answer;
use crate::AppError;
use crate::wire::{FreezeForm, FreezeView};
use async_trait::async_trait;

/// Undoing a change by a mailed link.
#[async_trait]
pub trait FreezePort: Send + Sync {
    /// The change behind a mailed "this was not me", in words. Looking changes nothing.
    async fn change(&self, token: &str) -> Result<Option<FreezeView>, AppError>;
    /// Freezes it.
    async fn freeze_change(&self, form: &FreezeForm) -> Answer;
}
