//! The desk at which one request is served: it knows who is asking, and lets nothing be done
//! without asking `domain::access`.

use super::record::Record;
use super::session::{self, Data, Entry, Session};
use crate::clock::Zone;
use crate::portal::Portal;
use crate::store::convert;
use crate::store::entity::{account, school};
use app::wire::ForcedChange;
use app::{AppError, Place};
use axum::http::{HeaderValue, header};
use domain::access::{Action, Actor, Subject, may};
use domain::account::{Credential, must_change};
use domain::factor::FRESH;
use domain::role::Role;
use domain::sign_up::Step;
use domain::window::Access;
use leptos_axum::ResponseOptions;
use sea_orm::{ConnectionTrait, EntityTrait, QuerySelect};
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
    /// What the browser says of itself.
    pub agent: String,
    /// The cookie of a browser that has passed a second step before.
    pub device_cookie: Option<String>,
    /// There is room for the files of this request.
    pub takes_files: bool,
}

/// An account's role; a code that is not ours is never a guess.
pub fn role(account: &account::Model) -> Result<Role, AppError> {
    Role::from_code(&account.role).ok_or(AppError::NotFound)
}

impl Desk {
    /// Stores the session's data and sets its cookie if it is new.
    pub async fn save_session(&self, session: &mut Session) -> Result<(), super::Fail> {
        if let Some(cookie) = session.save(&self.portal).await? {
            self.set_cookie(&cookie);
        }
        Ok(())
    }

    /// True while this session's row is there: another request may have ended it.
    pub async fn is_alive(&self, tx: &impl ConnectionTrait) -> Result<bool, super::Fail> {
        let name = self.session.lock().await.name().to_owned();
        let row = crate::store::entity::session::Entity::find_by_id(name).one(tx).await?;
        Ok(row.is_some())
    }

    /// Locks the account for the caller's transaction. A session that was ended meanwhile, by a
    /// freeze or a new password, brings nothing about any more.
    pub async fn hold_account(
        &self,
        tx: &impl ConnectionTrait,
        account: &account::Model,
    ) -> Result<(), super::Fail> {
        let now = account::Entity::find_by_id(&account.id).lock_exclusive().one(tx).await?;
        let same = now.is_some_and(|now| now.password_hash == account.password_hash);
        if same && self.is_alive(tx).await? { Ok(()) } else { Err(AppError::LoginRequired.into()) }
    }

    /// Stores the session's data as part of the caller's transaction.
    pub async fn store_session(&self, tx: &impl ConnectionTrait) -> Result<(), super::Fail> {
        use sea_orm::{ActiveModelTrait, Set};
        let mut session = self.session.lock().await;
        let data = serde_json::to_string(&session.data).unwrap_or_default();
        if let Some(row) = &session.row {
            let mut row: crate::store::entity::session::ActiveModel = row.clone().into();
            row.data = Set(data);
            session.row = Some(row.update(tx).await?);
        }
        Ok(())
    }

    /// Sets a cookie.
    pub fn set_cookie(&self, cookie: &str) {
        if let Ok(value) = HeaderValue::from_str(cookie) {
            self.response.append_header(header::SET_COOKIE, value);
        }
    }

    /// Begins a new session for an account, in place of the present one. Forms that were kept for
    /// this very account come along.
    pub async fn begin_session(
        &self,
        tx: &impl ConnectionTrait,
        account_id: &str,
        entry: Entry,
        mut data: Data,
    ) -> Result<(), super::Fail> {
        let mut current = self.session.lock().await;
        if let Some(old) = &current.row {
            crate::store::entity::session::Entity::delete_by_id(&old.id).exec(tx).await?;
        }
        if current.data.kept_for.as_deref() == Some(account_id) {
            data.replays.append(&mut current.data.replays);
            data.kept_for.clone_from(&current.data.kept_for);
        }
        let token = crate::secret::token();
        let stored = serde_json::to_string(&data).unwrap_or_default();
        let entry = Entry { device: self.device(), ..entry };
        let row =
            session::insert(&self.portal, tx, &token, Some(account_id.to_owned()), stored, entry)
                .await?;
        session::end_surplus(tx, account_id, &row).await?;
        *current = Session { row: Some(row), data, ..Session::default() };
        self.set_cookie(&session::cookie(&self.portal, &token));
        Ok(())
    }

    /// The present session in a new row with a new cookie: what was true of it stays true.
    pub async fn renew_session(
        &self,
        tx: &impl ConnectionTrait,
        change: impl FnOnce(&mut Entry, &mut Data),
    ) -> Result<(), super::Fail> {
        let (account_id, mut entry, mut data) = {
            let session = self.session.lock().await;
            let row = session.row.as_ref().ok_or(AppError::LoginRequired)?;
            let entry = Entry {
                attested: row.attested,
                factor_at: row.factor_at,
                password_at: row.password_at,
                device: String::new(),
            };
            let account_id = row.account_id.clone().ok_or(AppError::LoginRequired)?;
            (account_id, entry, session.data.clone())
        };
        change(&mut entry, &mut data);
        self.begin_session(tx, &account_id, entry, data).await
    }

    /// Whoever has given a password, or confirmed an address, in this session; the second step may
    /// still be missing.
    pub async fn half_known(&self) -> Result<(account::Model, session::Session), AppError> {
        let session = self.session.lock().await;
        match (&session.account, &session.row) {
            (Some(account), Some(_)) => Ok((account.clone(), session.clone())),
            _ => Err(AppError::LoginRequired),
        }
    }

    /// Whoever is logged in, with every step.
    pub async fn account(&self) -> Result<(account::Model, Option<school::Model>, bool), AppError> {
        let (account, session) = self.half_known().await?;
        let row = session.row.ok_or(AppError::LoginRequired)?;
        if row.factor_at.is_none() {
            return Err(AppError::Elsewhere(Place::Verify));
        }
        if role(&account)? == Role::SigningUp {
            return Err(AppError::Elsewhere(Place::SignUp(Step::AccountType)));
        }
        Ok((account, session.school, row.attested))
    }

    /// The same, if password and second step were given within the last quarter of an hour.
    pub async fn fresh(&self) -> Result<account::Model, AppError> {
        let (account, _, _) = self.account().await?;
        let (_, session) = self.half_known().await?;
        let row = session.row.ok_or(AppError::LoginRequired)?;
        let since = crate::clock::millis(self.portal.now() - FRESH);
        if row.password_at.min(row.factor_at).is_none_or(|at| at < since) {
            return Err(AppError::Elsewhere(Place::FreshLogin));
        }
        Ok(account)
    }

    /// Browser and system, as far as they say.
    fn device(&self) -> String {
        super::devices::describe(&self.agent)
    }

    /// Why the password must be changed first, if it must.
    pub fn forced(&self, account: &account::Model) -> Option<ForcedChange> {
        let state = convert::account(account).ok()?;
        let policy = self.portal.config.policy_of(role(account).ok()?);
        must_change(state.credential, policy.max_age_days, self.portal.now()).then_some(match state
            .credential
        {
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
        if !role(&account)?.is_official() {
            return Err(AppError::NotFound);
        }
        let school = school.ok_or(AppError::NotFound)?;
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
