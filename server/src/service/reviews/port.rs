//! The port that leads here.

use super::super::visit::{Desk, note_seen};
use super::{answer, assign, decide, list, page, together};
use app::AppError;
use app::ports::{Answer, ReviewsPort};
use app::wire::{
    AcceptManyForm, AnswerReportForm, AssignForm, CheckForm, ReportView, ReviewView, UndoAcceptForm,
};
use async_trait::async_trait;
use domain::audit::{AuditAct, Subject};
use domain::review::ReviewFilter;

#[async_trait]
impl ReviewsPort for Desk {
    async fn reviews(&self, show: ReviewFilter, number: u32) -> Result<ReviewView, AppError> {
        let view = list::list(&self.look(), &self.visit, show, number).await?;
        let subjects = view.rows.iter().map(|row| Subject::Student(row.student_id.clone()));
        let subjects = subjects.collect();
        note_seen(self.work().await?, &self.visit, AuditAct::ReportsListed, subjects).await?;
        Ok(view)
    }

    async fn report(&self, id: &str) -> Result<ReportView, AppError> {
        let view = page::view(&self.look(), &self.visit, id).await?;
        let subjects = vec![Subject::Student(view.row.student_id.clone())];
        note_seen(self.work().await?, &self.visit, AuditAct::ReportsListed, subjects).await?;
        Ok(view)
    }

    async fn check_report(&self, form: &CheckForm) -> Answer {
        Ok(decide::check(self.work().await?, &self.visit, form).await?)
    }

    async fn assign_report(&self, form: &AssignForm) -> Answer {
        Ok(assign::assign(self.work().await?, &self.visit, form).await?)
    }

    async fn accept_reports(&self, form: &AcceptManyForm) -> Answer {
        Ok(together::accept_all(self.work().await?, &self.visit, form).await?)
    }

    async fn undo_accept(&self, form: &UndoAcceptForm) -> Answer {
        Ok(together::take_back(self.work().await?, &self.visit, &form.id).await?)
    }

    async fn answer_report(&self, form: &AnswerReportForm) -> Answer {
        Ok(answer::answer(self.work().await?, &self.visit, form).await?)
    }
}
