//! The ports that lead here.

use super::super::visit::Desk;
use super::super::visit::pace::answer_at_tick;
use super::{closing, email, factors, freeze, open_online, page, questions, seen, sessions};
use crate::limits::Limit;
use app::AppError;
use app::ports::{Answer, EmailPort, FreezePort, SecurityPort};
use app::wire::*;
use async_trait::async_trait;

#[async_trait]
impl SecurityPort for Desk {
    async fn security(&self) -> Result<SecurityView, AppError> {
        Ok(page::view(&self.look(), &self.visit).await?)
    }

    async fn home(&self) -> Result<HolderView, AppError> {
        Ok(page::home(&self.look(), &self.visit).await?)
    }

    async fn online(&self) -> Result<OpenOnlineView, AppError> {
        Ok(open_online::view(&self.look(), &self.visit).await?)
    }

    async fn open_online(&self, form: &OpenOnlineForm) -> Answer {
        Ok(open_online::open(self.work().await?, &self.visit, form).await?)
    }

    async fn add_factor(&self, form: &AddFactorForm) -> Answer {
        Ok(factors::add(self, form).await?)
    }

    async fn remove_factor(&self, form: &RemoveFactorForm) -> Answer {
        Ok(factors::remove(self.work().await?, &self.visit, form).await?)
    }

    async fn change_questions(&self, form: &ChangeQuestionsForm) -> Answer {
        Ok(questions::change(self, form).await?)
    }

    async fn make_backup_codes(&self) -> Answer {
        Ok(factors::make_backup_codes(self.work().await?, &self.visit).await?)
    }

    async fn keep_backup_codes(&self) -> Answer {
        Ok(factors::keep_backup_codes(self.work().await?, &self.visit).await?)
    }

    async fn end_session(&self, form: &EndSessionForm) -> Answer {
        Ok(sessions::end(self.work().await?, &self.visit, form).await?)
    }

    async fn close_account(&self, form: &CloseAccountForm) -> Answer {
        Ok(closing::close(self.work().await?, &self.visit, form).await?)
    }

    async fn set_news(&self, form: &NewsForm) -> Answer {
        Ok(sessions::set_news(self.work().await?, &self.visit, form).await?)
    }

    async fn seen(&self, page: u32) -> Result<SeenView, AppError> {
        Ok(seen::view(&self.look(), &self.visit, page).await?)
    }
}

#[async_trait]
impl EmailPort for Desk {
    async fn ask_new_email(&self, form: &NewEmailForm) -> Answer {
        Ok(answer_at_tick(email::ask(self, form)).await?)
    }

    async fn new_email(&self, token: &str) -> Result<Option<String>, AppError> {
        Ok(email::behind(&self.look(), token).await?)
    }

    async fn confirm_new_email(&self, form: &ConfirmNewEmailForm) -> Answer {
        self.limit(Limit::Codes).await?;
        Ok(email::confirm(self.work().await?, form).await?)
    }
}

#[async_trait]
impl FreezePort for Desk {
    async fn change(&self, token: &str) -> Result<Option<FreezeView>, AppError> {
        Ok(freeze::change(&self.look(), token).await?)
    }

    async fn freeze_change(&self, form: &FreezeForm) -> Answer {
        self.limit(Limit::Codes).await?;
        Ok(freeze::freeze(self.work().await?, form).await?)
    }
}
