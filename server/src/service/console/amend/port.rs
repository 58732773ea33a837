//! The port that leads here.

use super::super::super::visit::{Desk, note_seen};
use super::{authorization, employer, merge, undo, withdraw};
use app::AppError;
use app::ports::{AmendPort, Answer};
use app::wire::*;
use async_trait::async_trait;
use domain::audit::{AuditAct, Subject};

impl Desk {
    /// What an official has been shown of a record is written down before it leaves.
    async fn seen<T>(&self, student: &str, view: T) -> Result<T, AppError> {
        let subjects = vec![Subject::Student(student.to_owned())];
        note_seen(self.work().await?, &self.visit, AuditAct::RecordSeen, subjects).await?;
        Ok(view)
    }
}

#[async_trait]
impl AmendPort for Desk {
    async fn student_authorization(
        &self,
        student: &str,
        id: &str,
    ) -> Result<CorrectAuthorizationView, AppError> {
        let view = authorization::view(&self.look(), &self.visit, student, id).await?;
        self.seen(student, view).await
    }

    async fn new_student_authorization(
        &self,
        student: &str,
        plan: &str,
    ) -> Result<CorrectAuthorizationView, AppError> {
        let view = authorization::add_view(&self.look(), &self.visit, student, plan).await?;
        self.seen(student, view).await
    }

    async fn correct_authorization(&self, form: &CorrectAuthorizationForm) -> Answer {
        Ok(authorization::correct(self.work().await?, &self.visit, form).await?)
    }

    async fn student_employer(
        &self,
        student: &str,
        id: &str,
    ) -> Result<CorrectEmployerView, AppError> {
        let view = employer::view(&self.look(), &self.visit, student, id).await?;
        self.seen(student, view).await
    }

    async fn new_student_employer(
        &self,
        student: &str,
        authorization: &str,
    ) -> Result<CorrectEmployerView, AppError> {
        let view = employer::add_view(&self.look(), &self.visit, student, authorization).await?;
        self.seen(student, view).await
    }

    async fn plan_employer(
        &self,
        student: &str,
        plan: &str,
    ) -> Result<CorrectEmployerView, AppError> {
        Ok(employer::plan_view(&self.look(), &self.visit, student, plan).await?)
    }

    async fn correct_employer(&self, form: &CorrectEmployerForm) -> Answer {
        Ok(employer::correct(self.work().await?, &self.visit, form).await?)
    }

    async fn withdrawal(&self, student: &str, id: &str) -> Result<WithdrawEmployerView, AppError> {
        let view = withdraw::view(&self.look(), &self.visit, student, id).await?;
        self.seen(student, view).await
    }

    async fn withdraw_employer(&self, form: &WithdrawEmployerForm) -> Answer {
        Ok(withdraw::withdraw(self.work().await?, &self.visit, form).await?)
    }

    async fn mergeable(&self, student: &str) -> Result<MergeView, AppError> {
        let view = merge::view(&self.look(), &self.visit, student).await?;
        self.seen(student, view).await
    }

    async fn merge_records(&self, form: &MergeForm) -> Answer {
        Ok(merge::merge(self.work().await?, &self.visit, form).await?)
    }

    async fn undo_amendment(&self, form: &UndoForm) -> Answer {
        Ok(undo::undo(self.work().await?, &self.visit, form).await?)
    }
}
