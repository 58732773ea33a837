//! Adding a second step.

use super::Answer;
use crate::AppError;
use crate::wire::{BeginFactorForm, DropFactorForm, EnrolCodeForm, EnrolView, FirstFactorView};
use async_trait::async_trait;

/// A second step from choice to confirmation.
#[async_trait]
pub trait EnrolmentPort: Send + Sync {
    /// The second step that is being added.
    async fn enrolling(&self) -> Result<EnrolView, AppError>;
    /// The kinds from which an account that needs one chooses its first.
    async fn first_factor(&self) -> Result<FirstFactorView, AppError>;
    /// A new key or code for a chosen one, in this browser.
    async fn begin_enrolment(&self, form: &BeginFactorForm) -> Answer;
    /// Confirms it by a code.
    async fn confirm_factor(&self, form: &EnrolCodeForm) -> Answer;
    /// Drops a chosen one.
    async fn drop_factor(&self, form: &DropFactorForm) -> Answer;
}
