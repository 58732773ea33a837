//! The port that leads here.

use super::super::visit::Desk;
use super::{
    attest, deadlines, employers, home, inbox, job_ended, pages, profile, push, receipt, validation,
};
use app::AppError;
use app::ports::{Answer, StudentPort};
use app::wire::*;
use async_trait::async_trait;
use domain::deadlines::Deadline;
use domain::employer::EmployerForm;
use domain::profile::ProfileForm;
use domain::push::{PushForm, ShownForm};
use domain::reach::ReachForm;

#[async_trait]
impl StudentPort for Desk {
    async fn attestation(&self) -> Result<AttestView, AppError> {
        Ok(attest::attestation(&self.look(), &self.visit).await?)
    }

    async fn attest(&self, form: &AttestForm) -> Answer {
        Ok(attest::attest(self.work().await?, &self.visit, form).await?)
    }

    async fn profile(&self) -> Result<ProfileView, AppError> {
        Ok(profile::view(&self.look(), &self.visit).await?)
    }

    async fn save_profile(&self, form: &ProfileForm) -> Answer {
        Ok(profile::save(self, form).await?)
    }

    async fn place(&self, form: &PlaceForm) -> Result<Option<Place>, AppError> {
        Ok(profile::place(&self.look(), &self.visit, &form.zip).await?)
    }

    async fn employment(&self) -> Result<HomeView, AppError> {
        Ok(home::home(&self.look(), &self.visit).await?)
    }

    async fn employer(&self, id: &str) -> Result<EmployerView, AppError> {
        Ok(pages::employer(&self.look(), &self.visit, id).await?)
    }

    async fn employer_form(&self, id: Option<String>) -> Result<EmployerFormView, AppError> {
        Ok(pages::employer_form(&self.look(), &self.visit, id.as_deref()).await?)
    }

    async fn save_employer(&self, form: &EmployerForm) -> Answer {
        Ok(employers::save(self.work().await?, &self.visit, form).await?)
    }

    async fn delete_employer(&self, form: &DeleteEmployerForm) -> Answer {
        Ok(employers::delete(self.work().await?, &self.visit, &form.id).await?)
    }

    async fn restore_employer(&self, form: &RestoreEmployerForm) -> Answer {
        Ok(employers::restore(self.work().await?, &self.visit, &form.id).await?)
    }

    async fn job(&self, id: &str) -> Result<JobEndedView, AppError> {
        Ok(job_ended::view(&self.look(), &self.visit, id).await?)
    }

    async fn end_job(&self, form: &JobEndedForm) -> Answer {
        Ok(job_ended::end(self.work().await?, &self.visit, form).await?)
    }

    async fn validation(&self) -> Result<ValidationView, AppError> {
        Ok(validation::view(&self.look(), &self.visit).await?)
    }

    async fn validate(&self, form: &ValidateForm) -> Answer {
        Ok(validation::validate(self.work().await?, &self.visit, form).await?)
    }

    async fn deadlines(&self) -> Result<Vec<Deadline>, AppError> {
        Ok(deadlines::list(&self.look(), &self.visit).await?)
    }

    async fn inbox(&self, page: u32) -> Result<InboxView, AppError> {
        Ok(inbox::view(&self.look(), &self.visit, page).await?)
    }

    async fn reach(&self) -> Result<ReachView, AppError> {
        Ok(inbox::reach(&self.look(), &self.visit).await?)
    }

    async fn save_reach(&self, form: &ReachForm) -> Answer {
        Ok(inbox::save_reach(self.work().await?, &self.visit, form).await?)
    }

    async fn push_on(&self, form: &PushForm) -> Answer {
        Ok(push::turn_on(self.work().await?, &self.visit, form).await?)
    }

    async fn push_off(&self, form: &PushOffForm) -> Answer {
        Ok(push::turn_off(self.work().await?, &self.visit, form).await?)
    }

    async fn push_shown(&self, form: &ShownForm) -> Result<(), AppError> {
        // Anybody may say so: the writer is for those who can.
        if !push::is_proof(&self.look(), form) {
            return Ok(());
        }
        Ok(push::shown(self.work().await?, form).await?)
    }

    async fn history(&self, filter: HistoryFilter) -> Result<HistoryView, AppError> {
        Ok(pages::history(&self.look(), &self.visit, filter).await?)
    }

    async fn receipt(&self, id: &str) -> Result<ReceiptView, AppError> {
        Ok(receipt::view(&self.look(), &self.visit, id).await?)
    }
}
