//! Import in the console.

use super::Answer;
use crate::AppError;
use crate::wire::{
    DiscardImportForm, ImportColumnsForm, ImportForm, ImportUpload, ImportView, ImportsView,
    RunImportForm,
};
use async_trait::async_trait;

/// Importing a school's files by upload.
#[async_trait]
pub trait ImportPort: Send + Sync {
    /// The uploads of the school.
    async fn imports(&self) -> Result<ImportsView, AppError>;
    /// One upload; waits a little for what is nearly done.
    async fn import(&self, id: &str) -> Result<ImportView, AppError>;
    /// Takes files in.
    async fn upload_import(&self, form: &ImportForm, upload: ImportUpload) -> Answer;
    /// Names the columns of the files.
    async fn name_import_columns(&self, form: &ImportColumnsForm) -> Answer;
    /// Imports what was checked.
    async fn run_import(&self, form: &RunImportForm) -> Answer;
    /// Discards an upload.
    async fn discard_import(&self, form: &DiscardImportForm) -> Answer;
}
