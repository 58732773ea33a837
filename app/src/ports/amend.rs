//! Amending records in the console.

use super::Answer;
use crate::AppError;
use crate::wire::{
    CorrectAuthorizationForm, CorrectAuthorizationView, CorrectEmployerForm, CorrectEmployerView,
    MergeForm, MergeView, UndoForm, WithdrawEmployerForm, WithdrawEmployerView,
};
use async_trait::async_trait;

/// What an official may amend in a record of their own school.
#[async_trait]
pub trait AmendPort: Send + Sync {
    /// The form of an authorization.
    async fn student_authorization(
        &self,
        student: &str,
        id: &str,
    ) -> Result<CorrectAuthorizationView, AppError>;
    /// The form of a new authorization, as a training plan has it where one is named.
    async fn new_student_authorization(
        &self,
        student: &str,
        plan: &str,
    ) -> Result<CorrectAuthorizationView, AppError>;
    /// Corrects, withdraws or adds an authorization.
    async fn correct_authorization(&self, form: &CorrectAuthorizationForm) -> Answer;
    /// The form of an employer.
    async fn student_employer(
        &self,
        student: &str,
        id: &str,
    ) -> Result<CorrectEmployerView, AppError>;
    /// The form of a new employer.
    async fn new_student_employer(
        &self,
        student: &str,
        authorization: &str,
    ) -> Result<CorrectEmployerView, AppError>;
    /// The form of a new employer as a training plan has it, or of the one on record.
    async fn plan_employer(
        &self,
        student: &str,
        plan: &str,
    ) -> Result<CorrectEmployerView, AppError>;
    /// Corrects or adds an employer.
    async fn correct_employer(&self, form: &CorrectEmployerForm) -> Answer;
    /// What deleting an employer, or bringing it back, would do.
    async fn withdrawal(&self, student: &str, id: &str) -> Result<WithdrawEmployerView, AppError>;
    /// Deletes an employer, or brings it back.
    async fn withdraw_employer(&self, form: &WithdrawEmployerForm) -> Answer;
    /// What can be merged.
    async fn mergeable(&self, student: &str) -> Result<MergeView, AppError>;
    /// Makes one of two.
    async fn merge_records(&self, form: &MergeForm) -> Answer;
    /// Undoes an amendment.
    async fn undo_amendment(&self, form: &UndoForm) -> Answer;
}
