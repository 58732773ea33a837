//! The check of reports.

use super::Answer;
use crate::AppError;
use crate::wire::{
    AcceptManyForm, AnswerReportForm, AssignForm, CheckForm, ReportView, ReviewView, UndoAcceptForm,
};
use async_trait::async_trait;
use domain::review::ReviewFilter;

/// What officials do with reports, and what students answer.
#[async_trait]
pub trait ReviewsPort: Send + Sync {
    /// Reports of one kind, a page of them (the first is 1).
    async fn reviews(&self, show: ReviewFilter, page: u32) -> Result<ReviewView, AppError>;
    /// One report.
    async fn report(&self, id: &str) -> Result<ReportView, AppError>;
    /// Accepts it, or asks about it.
    async fn check_report(&self, form: &CheckForm) -> Answer;
    /// Gives it to an official.
    async fn assign_report(&self, form: &AssignForm) -> Answer;
    /// Accepts several.
    async fn accept_reports(&self, form: &AcceptManyForm) -> Answer;
    /// Takes that back.
    async fn undo_accept(&self, form: &UndoAcceptForm) -> Answer;
    /// The student answers.
    async fn answer_report(&self, form: &AnswerReportForm) -> Answer;
}
