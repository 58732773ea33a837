//! The port that leads here.

use super::super::visit::{Desk, note_seen};
use super::{
    alerts, approve, audit, both_sides, email, numbers, overview, record, reset, students,
    validations,
};
use app::AppError;
use app::ports::{Answer, ConsolePort};
use app::wire::*;
use async_trait::async_trait;
use domain::audit::{AuditAct, Subject};

#[async_trait]
impl ConsolePort for Desk {
    async fn console(&self) -> Result<ConsoleHomeView, AppError> {
        Ok(overview::home(&self.look(), &self.visit).await?)
    }

    async fn search_students(&self, form: &SearchForm) -> Answer {
        Ok(students::search(self.work().await?, &self.visit, form).await?)
    }

    async fn students(&self, of: StudentsOf) -> Result<StudentsView, AppError> {
        let view = students::list(self, of).await?;
        let subjects = view.rows.iter().map(|row| Subject::Student(row.id.clone())).collect();
        note_seen(self.work().await?, &self.visit, AuditAct::StudentsListed, subjects).await?;
        Ok(view)
    }

    async fn record(&self, id: &str) -> Result<RecordView, AppError> {
        let view = record::view(&self.look(), &self.visit, id).await?;
        let subjects = vec![Subject::Student(view.id.clone())];
        note_seen(self.work().await?, &self.visit, AuditAct::RecordSeen, subjects).await?;
        Ok(view)
    }

    async fn approve_opt(&self, form: &ApproveForm) -> Answer {
        Ok(approve::approve(self.work().await?, &self.visit, form).await?)
    }

    async fn note_validation(&self, form: &NoteValidationForm) -> Answer {
        Ok(validations::note_one(self.work().await?, &self.visit, form).await?)
    }

    async fn reset_account(&self, form: &ResetAccountForm) -> Answer {
        Ok(reset::reset(self.work().await?, &self.visit, form).await?)
    }

    async fn change_email(&self, form: &ChangeEmailForm) -> Answer {
        Ok(email::change(self, form).await?)
    }

    async fn audit(&self, of: &AuditOf) -> Result<AuditView, AppError> {
        let view = audit::view(&self.look(), &self.visit, of).await?;
        let about = Some(of.student.clone()).filter(|id| !id.is_empty());
        let subjects = about.into_iter().map(Subject::Student).collect();
        note_seen(self.work().await?, &self.visit, AuditAct::AuditSeen, subjects).await?;
        Ok(view)
    }

    async fn numbers(&self) -> Result<NumbersView, AppError> {
        Ok(numbers::view(self).await?)
    }

    async fn alerts(&self, of: &AlertsOf) -> Result<AlertsView, AppError> {
        let view = alerts::list(self, of).await?;
        let subjects = view.rows.iter().map(|row| Subject::Student(row.student.clone())).collect();
        note_seen(self.work().await?, &self.visit, AuditAct::StudentsListed, subjects).await?;
        Ok(view)
    }

    async fn both_sides(&self) -> Result<BothSidesView, AppError> {
        let view = both_sides::list(&self.look(), &self.visit).await?;
        let subjects = view.rows.iter().map(|row| Subject::Student(row.form.student.clone()));
        let subjects = subjects.collect();
        note_seen(self.work().await?, &self.visit, AuditAct::StudentsListed, subjects).await?;
        Ok(view)
    }

    async fn decide_difference(&self, form: &DecideForm) -> Answer {
        Ok(both_sides::decide(self.work().await?, &self.visit, form).await?)
    }
}
