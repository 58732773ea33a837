//! The port that leads here.

use super::super::visit::Desk;
use super::{people, settings};
use app::AppError;
use app::ports::{Answer, SchoolPort};
use app::wire::{
    EndOfficialForm, InviteOfficialForm, OfficialRoleForm, OfficialsView, ResetOfficialForm,
    SchoolForm, SchoolView,
};
use async_trait::async_trait;

#[async_trait]
impl SchoolPort for Desk {
    async fn officials(&self) -> Result<OfficialsView, AppError> {
        Ok(people::list(&self.look(), &self.visit).await?)
    }

    async fn invite_official(&self, form: &InviteOfficialForm) -> Answer {
        Ok(people::invite(self.work().await?, &self.visit, form).await?)
    }

    async fn official_role(&self, form: &OfficialRoleForm) -> Answer {
        Ok(people::set_role(self.work().await?, &self.visit, form).await?)
    }

    async fn end_official(&self, form: &EndOfficialForm) -> Answer {
        Ok(people::end(self.work().await?, &self.visit, &form.id).await?)
    }

    async fn reset_official(&self, form: &ResetOfficialForm) -> Answer {
        Ok(people::let_in(self.work().await?, &self.visit, &form.id).await?)
    }

    async fn school(&self) -> Result<SchoolView, AppError> {
        Ok(settings::view(&self.look(), &self.visit).await?)
    }

    async fn set_school(&self, form: &SchoolForm) -> Answer {
        Ok(settings::set(self.work().await?, &self.visit, form).await?)
    }
}
