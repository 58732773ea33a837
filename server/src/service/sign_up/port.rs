//! The port that leads here.

use super::super::visit::Desk;
use super::super::visit::pace::answer_at_tick;
use super::{begin, choose, confirm, steps};
use crate::limits::Limit;
use app::AppError;
use app::ports::{Answer, SignUpPort};
use app::wire::*;
use async_trait::async_trait;
use domain::questions::QuestionsForm;
use domain::sign_up::Step;

#[async_trait]
impl SignUpPort for Desk {
    async fn sign_up(&self, form: &SignUpForm) -> Answer {
        Ok(answer_at_tick(begin::sign_up(self, form)).await?)
    }

    async fn resend_confirmation(&self) -> Answer {
        self.limit(Limit::SignUps).await?;
        let resending = async { begin::resend(self.work().await?, &self.visit).await };
        Ok(answer_at_tick(resending).await?)
    }

    async fn waiting(&self) -> Result<ConfirmView, AppError> {
        Ok(begin::waiting(&self.look(), &self.visit).await?)
    }

    async fn link(&self, token: &str) -> Result<ConfirmLink, AppError> {
        Ok(confirm::link(&self.look(), &self.visit, token).await?)
    }

    async fn confirm_email(&self, form: &ConfirmForm) -> Answer {
        Ok(confirm::confirm(self, form).await?)
    }

    async fn step(&self, step: Step) -> Result<StepView, AppError> {
        Ok(steps::view(&self.look(), &self.visit, step).await?)
    }

    async fn sign_up_password(&self, form: &SignUpPasswordForm) -> Answer {
        Ok(steps::password(self, form).await?)
    }

    async fn choose_second_step(&self, form: &ChooseForm) -> Answer {
        Ok(choose::choose(self, form).await?)
    }

    async fn keep_backup_code(&self) -> Answer {
        Ok(steps::backup_kept(self.work().await?, &self.visit).await?)
    }

    async fn answer_questions(&self, form: &QuestionsForm) -> Answer {
        Ok(steps::questions(self, form).await?)
    }

    async fn choose_account_type(&self, form: &AccountTypeForm) -> Answer {
        Ok(steps::account_type(self.work().await?, &self.visit, form).await?)
    }
}
