//! The ports that lead here.

use super::super::visit::Desk;
use super::super::visit::pace::{answer_at_tick, refuse_at_tick};
use super::{
    backup_code, enrolment, fresh, joining, lost, own_password, passkey, passkey_login, password,
    recovery, registration, verify,
};
use crate::limits::Limit;
use app::AppError;
use app::ports::{
    Answer, EnrolmentPort, LoginPort, PasskeyPort, PasswordPort, RecoveryPort, RegistrationPort,
};
use app::wire::*;
use async_trait::async_trait;

#[async_trait]
impl RegistrationPort for Desk {
    async fn invitation(&self, token: &str) -> Result<RegisterView, AppError> {
        Ok(registration::invitation(&self.look(), &self.visit, token).await?)
    }

    async fn identify(&self, form: &IdentifyForm) -> Answer {
        Ok(registration::identify(self, form).await?)
    }

    async fn create_account(&self, form: &CreateAccountForm) -> Answer {
        Ok(registration::create_account(self, form).await?)
    }

    async fn join_account(&self, form: &JoinForm) -> Answer {
        Ok(joining::join(self.work().await?, &self.visit, form).await?)
    }
}

#[async_trait]
impl LoginPort for Desk {
    async fn log_in(&self, form: &LoginForm) -> Answer {
        Ok(refuse_at_tick(password::log_in(self, form)).await?)
    }

    async fn log_out(&self) -> Answer {
        Ok(password::log_out(self.work().await?, &self.visit).await?)
    }

    async fn log_in_again(&self, form: &FreshLoginForm) -> Answer {
        Ok(fresh::log_in_again(self, form).await?)
    }

    async fn second_step(&self) -> Result<VerifyView, AppError> {
        Ok(verify::view(&self.look(), &self.visit).await?)
    }

    async fn take_way(&self, form: &TakeWayForm) -> Answer {
        self.limit(Limit::Codes).await?;
        Ok(verify::take(self.work().await?, &self.visit, form).await?)
    }

    async fn pass_second_step(&self, form: &SecondStepForm) -> Answer {
        Ok(verify::pass(self, form).await?)
    }

    async fn pass_backup_code(&self, form: &BackupCodeForm) -> Answer {
        Ok(backup_code::pass(self, form).await?)
    }

    async fn lost(&self) -> Result<LostView, AppError> {
        Ok(lost::view(&self.look(), &self.visit).await?)
    }

    async fn send_lost_code(&self) -> Answer {
        self.limit(Limit::Codes).await?;
        Ok(lost::send(self.work().await?, &self.visit).await?)
    }

    async fn pass_lost(&self, form: &LostForm) -> Answer {
        Ok(lost::pass(self, form).await?)
    }
}

#[async_trait]
impl PasskeyPort for Desk {
    async fn ask_passkey(&self) -> Result<String, AppError> {
        Ok(passkey::ask(self).await?)
    }

    async fn answer_passkey(&self, form: &PasskeyForm) -> Answer {
        Ok(passkey::answer(self, form).await?)
    }

    async fn ask_for_login(&self) -> Result<String, AppError> {
        Ok(passkey_login::ask(self).await?)
    }

    async fn log_in_by_passkey(&self, form: &PasskeyLoginForm) -> Answer {
        Ok(passkey_login::log_in(self, form).await?)
    }
}

#[async_trait]
impl EnrolmentPort for Desk {
    async fn enrolling(&self) -> Result<EnrolView, AppError> {
        Ok(enrolment::enrol_view(&self.look(), &self.visit).await?)
    }

    async fn first_factor(&self) -> Result<FirstFactorView, AppError> {
        Ok(enrolment::first_factor(&self.look(), &self.visit).await?)
    }

    async fn begin_enrolment(&self, form: &BeginFactorForm) -> Answer {
        self.limit(Limit::Codes).await?;
        Ok(enrolment::begin(self.work().await?, &self.visit, form).await?)
    }

    async fn confirm_factor(&self, form: &EnrolCodeForm) -> Answer {
        Ok(enrolment::confirm(self, &form.code).await?)
    }

    async fn drop_factor(&self, form: &DropFactorForm) -> Answer {
        Ok(enrolment::drop_unconfirmed(self.work().await?, &self.visit, form).await?)
    }
}

#[async_trait]
impl RecoveryPort for Desk {
    async fn forgot(&self, form: &ForgotForm) -> Answer {
        Ok(answer_at_tick(recovery::forgot(self, form)).await?)
    }

    async fn reset_link(&self, token: &str) -> Result<ResetView, AppError> {
        Ok(recovery::reset_link(&self.look(), token).await?)
    }

    async fn reset_password(&self, form: &ResetForm) -> Answer {
        // It goes on where the line breaks meanwhile: a chance that was taken is given back.
        let (desk, form) = (self.clone(), form.clone());
        let reset = tokio::spawn(async move { recovery::reset_password(&desk, &form).await });
        Ok(reset.await.map_err(|error| AppError::Internal(error.to_string()))??)
    }
}

#[async_trait]
impl PasswordPort for Desk {
    async fn account(&self) -> Result<AccountView, AppError> {
        Ok(own_password::account_view(&self.look(), &self.visit).await?)
    }

    async fn change_password(&self, form: &ChangePasswordForm) -> Answer {
        Ok(own_password::change_password(self, form).await?)
    }
}
