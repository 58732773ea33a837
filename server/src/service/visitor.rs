//! What anyone may do.

use super::Desk;
use super::pace::{level, level_refusals};
use crate::clock::{Zone, instant};
use crate::mail::delivery::parts;
use crate::mail::letters::full_name;
use crate::store::entity::{mail, school};
use app::AppError;
use app::ports::{Answer, VisitorPort};
use app::wire::*;
use async_trait::async_trait;
use domain::role::Role;
use sea_orm::{EntityTrait, PaginatorTrait, QueryOrder, QuerySelect};

/// Mails on a page of the demo's mailbox.
const MAILS: u64 = 100;

#[async_trait]
impl VisitorPort for Desk {
    async fn frame(&self, form: &str, about: Option<(&str, &str)>) -> Result<Frame, AppError> {
        let mut session = self.session.lock().await;
        // Before the second step nobody is anybody yet.
        let whole = session.row.as_ref().is_some_and(|row| row.factor_at.is_some());
        let viewer = match (&session.account, &session.school, &session.student) {
            _ if !whole => Viewer::Nobody,
            (Some(_), _, Some(student)) => Viewer::Student { name: full_name(student) },
            (Some(account), Some(school), None) => {
                Viewer::Official { name: account.name.clone(), school: school.name.clone() }
            }
            (Some(account), None, None) if account.role == Role::Helpdesk.code() => {
                Viewer::Helpdesk { name: account.name.clone() }
            }
            (Some(account), None, None) if account.role != Role::SigningUp.code() => {
                Viewer::Holder { email: account.email.clone() }
            }
            _ => Viewer::Nobody,
        };
        let idle_minutes = self.portal.config.limits.idle_seconds.div_ceil(60);
        let notice = session.data.notice.take();
        let replays = &mut session.data.replays;
        // What was typed for one person is not put into the form of another.
        let same = replays.get(form).is_some_and(|replay| {
            about.is_none_or(|(field, value)| {
                replay.values.get(field).map_or("", String::as_str) == value
            })
        });
        let replay = if same { replays.remove(form) } else { None };
        if notice.is_some() || replay.is_some() {
            self.save_session(&mut session).await?;
        }
        Ok(Frame { viewer, notice, replay, demo: self.portal.config.demo, idle_minutes })
    }

    async fn invitation(&self, token: &str) -> Result<RegisterView, AppError> {
        Ok(self.registration(token).await?)
    }

    async fn identify(&self, form: &IdentifyForm) -> Answer {
        Ok(self.identify_student(form).await?)
    }

    async fn create_account(&self, form: &CreateAccountForm) -> Answer {
        Ok(self.register(form).await?)
    }

    async fn login(&self, form: &LoginForm) -> Answer {
        Ok(level_refusals(self.log_in(form)).await?)
    }

    async fn logout(&self) -> Answer {
        Ok(self.log_out().await?)
    }

    async fn forgot(&self, form: &ForgotForm) -> Answer {
        Ok(level(self.ask_recovery(form)).await?)
    }

    async fn reset_link(&self, token: &str) -> Result<ResetView, AppError> {
        Ok(self.password_link(token).await?)
    }

    async fn reset_password(&self, form: &ResetForm) -> Answer {
        Ok(self.reset(form).await?)
    }

    async fn mailbox(&self, page: u32) -> Result<MailboxView, AppError> {
        if !self.portal.config.demo || !self.address.is_loopback() {
            return Err(AppError::NotFound);
        }
        let db = self.portal.store.db();
        let fail = |error| AppError::from(super::Fail::Db(error));
        let zone = school::Entity::find().one(db).await.map_err(fail)?;
        let zone = Zone::of(zone.as_ref().map_or("UTC", |school| &school.time_zone));
        let total = mail::Entity::find().count(db).await.map_err(fail)?;
        let pages = u32::try_from(total.div_ceil(MAILS).max(1)).unwrap_or(u32::MAX);
        let page = page.clamp(1, pages);
        let rows = mail::Entity::find()
            .order_by_desc(mail::Column::CreatedAt)
            .order_by_desc(mail::Column::Id)
            .offset(u64::from(page - 1) * MAILS)
            .limit(MAILS)
            .all(db)
            .await
            .map_err(fail)?;
        let mails = rows
            .into_iter()
            .map(|row| {
                let parts = parts(&self.portal, &row);
                MailView {
                    at: zone.words(instant(row.created_at)),
                    state: mail_state(&row),
                    link: parts.as_ref().and_then(|parts| parts.link.clone()),
                    text: parts.map_or_else(|| "(delivered, not kept)".into(), |parts| parts.text),
                    id: row.id,
                    to: row.recipient,
                    subject: row.subject,
                }
            })
            .collect();
        let codes = crate::demo::codes(&self.portal).await.map_err(fail)?;
        Ok(MailboxView { codes, mails, page, pages })
    }
}

/// Where a mail stands.
pub fn mail_state(row: &mail::Model) -> MailState {
    match row {
        mail::Model { sent_at: Some(_), .. } => MailState::Sent,
        mail::Model { failed: true, .. } => MailState::Failed,
        _ => MailState::Queued,
    }
}
