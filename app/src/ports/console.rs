//! A school's console.

use super::Answer;
use crate::AppError;
use crate::wire::{
    AlertsOf, AlertsView, ApproveForm, AuditOf, AuditView, BothSidesView, ChangeEmailForm,
    ConsoleHomeView, DecideForm, NoteValidationForm, NumbersView, RecordView, ResetAccountForm,
    SearchForm, StudentsOf, StudentsView,
};
use async_trait::async_trait;

/// What an official may do, for their own school.
#[async_trait]
pub trait ConsolePort: Send + Sync {
    /// The first page.
    async fn console(&self) -> Result<ConsoleHomeView, AppError>;
    /// Remembers what to look for.
    async fn search_students(&self, form: &SearchForm) -> Answer;
    /// The students found, a page of them (the first is 1).
    async fn students(&self, of: StudentsOf) -> Result<StudentsView, AppError>;
    /// One record.
    async fn record(&self, id: &str) -> Result<RecordView, AppError>;
    /// Marks an authorization approved.
    async fn approve_opt(&self, form: &ApproveForm) -> Answer;
    /// Notes a STEM validation that is in SEVIS already.
    async fn note_validation(&self, form: &NoteValidationForm) -> Answer;
    /// Resends a link or unlocks, and says which.
    async fn reset_account(&self, form: &ResetAccountForm) -> Answer;
    /// Changes the email, which locks the account.
    async fn change_email(&self, form: &ChangeEmailForm) -> Answer;
    /// The numbers of the school.
    async fn numbers(&self) -> Result<NumbersView, AppError>;
    /// Students to look at.
    async fn alerts(&self, of: &AlertsOf) -> Result<AlertsView, AppError>;
    /// Where the school's file and students' own reports differ.
    async fn both_sides(&self) -> Result<BothSidesView, AppError>;
    /// Decides one of these.
    async fn decide_difference(&self, form: &DecideForm) -> Answer;
    /// Who looked, who did, for the PDSO.
    async fn audit(&self, of: &AuditOf) -> Result<AuditView, AppError>;
}
