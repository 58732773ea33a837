//! The ports that lead here.

use super::super::visit::pace::answer_at_tick;
use super::super::visit::{Desk, guards, note_seen};
use super::{access_codes, consents, help_team, own};
use app::AppError;
use app::ports::{Answer, CasesPort, HelpCasesPort};
use app::wire::*;
use async_trait::async_trait;
use domain::audit::{AuditAct, Subject};

#[async_trait]
impl CasesPort for Desk {
    async fn cases(&self) -> Result<CasesView, AppError> {
        Ok(own::view(&self.look(), &self.visit).await?)
    }

    async fn case(&self, id: &str) -> Result<CaseView, AppError> {
        Ok(own::case(&self.look(), &self.visit, id).await?)
    }

    async fn add_case(&self, form: &AddCaseForm) -> Answer {
        Ok(access_codes::add_case(self, form).await?)
    }

    async fn ask_access_code(&self, form: &AskCodeForm) -> Answer {
        Ok(answer_at_tick(access_codes::ask(self, form)).await?)
    }

    async fn ask_client(&self, form: &AskClientForm) -> Answer {
        Ok(answer_at_tick(consents::ask_client(self, form)).await?)
    }

    async fn decide_consent(&self, form: &ConsentForm) -> Answer {
        Ok(consents::decide(self.work().await?, &self.visit, form).await?)
    }
}

#[async_trait]
impl HelpCasesPort for Desk {
    async fn help_cases(&self) -> Result<HelpCasesView, AppError> {
        let view = help_team::help_cases(&self.look(), &self.visit).await?;
        let rows = view.latest.iter().chain(&view.letters);
        let subjects = rows.map(|row| Subject::Case(row.id.clone())).collect();
        note_seen(self.work().await?, &self.visit, AuditAct::CasesListed, subjects).await?;
        Ok(view)
    }

    async fn new_case(&self) -> Result<(), AppError> {
        Ok(guards::help_team(&self.look(), &self.visit).await.map(drop)?)
    }

    async fn help_case(&self, id: &str) -> Result<HelpCaseView, AppError> {
        let view = help_team::help_case(&self.look(), &self.visit, id).await?;
        let subjects = vec![Subject::Case(id.to_owned())];
        note_seen(self.work().await?, &self.visit, AuditAct::CaseSeen, subjects).await?;
        Ok(view)
    }

    async fn find_case(&self, form: &FindCaseForm) -> Answer {
        Ok(help_team::find(&self.look(), &self.visit, form).await?)
    }

    async fn save_case(&self, form: &CaseForm) -> Answer {
        Ok(help_team::save(self.work().await?, &self.visit, form).await?)
    }

    async fn set_case_status(&self, form: &StatusForm) -> Answer {
        Ok(help_team::set_status(self.work().await?, &self.visit, form).await?)
    }

    async fn make_letter(&self, form: &MakeLetterForm) -> Answer {
        Ok(help_team::make_letter(self.work().await?, &self.visit, form).await?)
    }

    async fn letter_posted(&self, form: &LetterPostedForm) -> Answer {
        Ok(help_team::letter_posted(self.work().await?, &self.visit, form).await?)
    }
}
