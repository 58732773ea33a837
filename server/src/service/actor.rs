//! The desk at which one request is served: it knows who is asking, and lets nothing be done
//! without asking `domain::access`.

use super::record::Record;
use super::session::{self, Session};
use crate::clock::Zone;
use crate::portal::Portal;
use crate::store::convert;
use crate::store::entity::{account, school};
use app::AppError;
use app::wire::ForcedChange;
use axum::http::{HeaderValue, header};
use domain::access::{Action, Actor, Subject, may};
use domain::account::{Credential, must_change};
use domain::window::Access;
use leptos_axum::ResponseOptions;
use std::net::IpAddr;
use std::sync::Arc;
use tokio::sync::Mutex;

/// One request's desk.
#[derive(Clone)]
pub struct Desk {
    /// What all share.
    pub portal: Arc<Portal>,
    /// The session.
    pub session: Arc<Mutex<Session>>,
    /// The answer's head.
    pub response: ResponseOptions,
    /// From where.
    pub address: IpAddr,
    /// A form posted without scripts.
    pub plain: bool,
    /// The browser asked to save data.
    pub saves_data: bool,
}

impl Desk {
    /// Stores the session's data and sets its cookie if it is new.
    pub async fn save_session(&self, session: &mut Session) -> Result<(), super::Fail> {
        if let Some(cookie) = session.save(&self.portal).await? {
            self.set_cookie(&cookie);
        }
        Ok(())
    }

    /// Sets a cookie.
    pub fn set_cookie(&self, cookie: &str) {
        if let Ok(value) = HeaderValue::from_str(cookie) {
            self.response.insert_header(header::SET_COOKIE, value);
        }
    }

    /// Begins a new session for an account, in place of the present one.
    pub async fn begin_session(
        &self,
        tx: &impl sea_orm::ConnectionTrait,
        account_id: &str,
        attested: bool,
    ) -> Result<(), super::Fail> {
        use sea_orm::{ActiveModelTrait, EntityTrait, Set};
        let mut current = self.session.lock().await;
        if let Some(old) = &current.row {
            crate::store::entity::session::Entity::delete_by_id(&old.id).exec(tx).await?;
        }
        let token = crate::secret::token();
        let mut row =
            session::insert(&self.portal, tx, &token, Some(account_id.to_owned()), "{}".into())
                .await?;
        if attested {
            let mut active: crate::store::entity::session::ActiveModel = row.into();
            active.attested = Set(true);
            row = active.update(tx).await?;
        }
        *current = Session { row: Some(row), ..Session::default() };
        self.set_cookie(&session::cookie(&self.portal, &token));
        Ok(())
    }

    /// Whoever is logged in.
    pub async fn account(&self) -> Result<(account::Model, school::Model, bool), AppError> {
        let session = self.session.lock().await;
        match (&session.account, &session.school, &session.row) {
            (Some(account), Some(school), Some(row)) => {
                Ok((account.clone(), school.clone(), row.attested))
            }
            _ => Err(AppError::LoginRequired),
        }
    }

    /// Why the password must be changed first, if it must.
    pub fn forced(&self, account: &account::Model) -> Option<ForcedChange> {
        let state = convert::account(account).ok()?;
        must_change(state.credential, self.portal.config.policy.max_age_days, self.portal.now())
            .then_some(match state.credential {
                Credential::Temporary(_) => ForcedChange::Temporary,
                Credential::Chosen(_) => ForcedChange::Expired,
            })
    }

    /// The student who is logged in, attested and with a lasting password.
    pub async fn student(&self) -> Result<(account::Model, Record), super::Fail> {
        let (account, _, attested) = self.account().await?;
        let id = account.student_id.clone().ok_or(AppError::NotFound)?;
        if !attested {
            return Err(AppError::AttestationRequired.into());
        }
        if self.forced(&account).is_some() {
            return Err(AppError::PasswordChangeRequired.into());
        }
        let record = Record::load(self.portal.store.db(), &id).await?.ok_or(AppError::NotFound)?;
        self.check(&Actor::Student { student: id }, Action::Read, &record)?;
        if let Access::Closed { .. } = record.access(&self.portal)? {
            return Err(AppError::LoginRequired.into());
        }
        Ok((account, record))
    }

    /// The official who is logged in, with the school.
    pub async fn official(&self) -> Result<(account::Model, school::Model), AppError> {
        let (account, school, _) = self.account().await?;
        if account.role.is_empty() {
            return Err(AppError::NotFound);
        }
        if self.forced(&account).is_some() {
            return Err(AppError::PasswordChangeRequired);
        }
        Ok((account, school))
    }

    /// Not found, unless the actor may do this to the record.
    pub fn check(&self, actor: &Actor, action: Action, record: &Record) -> Result<(), AppError> {
        let subject = Subject { student: &record.student.id, school: &record.student.school_id };
        if may(actor, action, subject) { Ok(()) } else { Err(AppError::NotFound) }
    }

    /// The zone of a school.
    pub fn zone(school: &school::Model) -> Zone {
        Zone::of(&school.time_zone)
    }
}
