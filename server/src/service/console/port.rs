//! The port that leads here.

use super::super::visit::Desk;
use super::{approve, email, overview, record, reset, reviews, students};
use app::AppError;
use app::ports::{Answer, ConsolePort};
use app::wire::*;
use async_trait::async_trait;

#[async_trait]
impl ConsolePort for Desk {
    async fn console(&self) -> Result<ConsoleHomeView, AppError> {
        Ok(overview::home(&self.look(), &self.visit).await?)
    }

    async fn search_students(&self, form: &SearchForm) -> Answer {
        Ok(students::search(self.work().await?, &self.visit, form).await?)
    }

    async fn students(&self, page: u32) -> Result<StudentsView, AppError> {
        Ok(students::list(&self.look(), &self.visit, page).await?)
    }

    async fn record(&self, id: &str) -> Result<RecordView, AppError> {
        Ok(record::view(&self.look(), &self.visit, id).await?)
    }

    async fn approve_opt(&self, form: &ApproveForm) -> Answer {
        Ok(approve::approve(self.work().await?, &self.visit, form).await?)
    }

    async fn reset_account(&self, form: &ResetAccountForm) -> Answer {
        Ok(reset::reset(self.work().await?, &self.visit, form).await?)
    }

    async fn change_email(&self, form: &ChangeEmailForm) -> Answer {
        Ok(email::change(self, form).await?)
    }

    async fn review(&self, page: u32) -> Result<ReviewView, AppError> {
        Ok(reviews::list(&self.look(), &self.visit, page).await?)
    }

    async fn mark_reviewed(&self, form: &MarkReviewedForm) -> Answer {
        Ok(reviews::mark(self.work().await?, &self.visit, form).await?)
    }
}
