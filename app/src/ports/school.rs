//! The principal official's side.

use super::Answer;
use crate::AppError;
use crate::wire::{
    EndOfficialForm, InviteOfficialForm, OfficialRoleForm, OfficialsView, ResetOfficialForm,
    SchoolForm, SchoolView,
};
use async_trait::async_trait;

/// Who works for a school, and its settings; for its principal official.
#[async_trait]
pub trait SchoolPort: Send + Sync {
    /// Who works for the school.
    async fn officials(&self) -> Result<OfficialsView, AppError>;
    /// Invites an official.
    async fn invite_official(&self, form: &InviteOfficialForm) -> Answer;
    /// Gives an official another role.
    async fn official_role(&self, form: &OfficialRoleForm) -> Answer;
    /// Ends an official's access.
    async fn end_official(&self, form: &EndOfficialForm) -> Answer;
    /// Gives an official a new way in.
    async fn reset_official(&self, form: &ResetOfficialForm) -> Answer;
    /// The settings.
    async fn school(&self) -> Result<SchoolView, AppError>;
    /// Changes them.
    async fn set_school(&self, form: &SchoolForm) -> Answer;
}
