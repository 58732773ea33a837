//! The second step of a login.

use super::actor::role;
use super::alerts::{self, Happened, Undo};
use super::passkeys::{self, Asked};
use super::session::{Data, Session};
use super::{Desk, Fail, backup, codes, factors, fault, throttles};
use crate::clock::millis;
use crate::store::entity::{account, device, factor};
use app::ports::{Answer, Done, SecondStepPort};
use app::wire::*;
use app::{AppError, Place, routes};
use async_trait::async_trait;
use domain::FaultCode;
use domain::factor::FactorKind;
use domain::role::Role;
use domain::sign_up::Step;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter,
    QuerySelect, Set,
};
use webauthn_rs::prelude::Passkey;

/// Where an account of this role begins.
pub fn begin_page(role: Role) -> Place {
    match role {
        Role::Student => Place::Student,
        Role::Dso | Role::Pdso => Place::Console,
        Role::Helpdesk => Place::Queue,
        Role::Applicant | Role::Representative => Place::Holder,
        Role::SigningUp => Place::SignUp(Step::AccountType),
    }
}

/// Where a login leads once every step is passed. A page of the other side would only be "not
/// found".
pub fn after_login(role: Role, next: &str) -> String {
    let next = routes::own_path(next).filter(|next| {
        let shared = next.starts_with(routes::ACCOUNT);
        shared
            || match role {
                Role::Student => !next.starts_with(routes::CONSOLE) && *next != routes::HOLDER,
                Role::Dso | Role::Pdso => next.starts_with(routes::CONSOLE),
                Role::Helpdesk => {
                    next.starts_with(routes::MESSAGES)
                        || next.starts_with(routes::QUEUE)
                        || next.starts_with(routes::DESK_CASES)
                }
                _ => routes::is_plain(next) && !next.starts_with(routes::CONSOLE),
            }
    });
    match (role, next) {
        (Role::Student, Some(next)) => format!("{}?next={next}", routes::ATTEST),
        (Role::Student, None) => routes::ATTEST.to_owned(),
        (_, Some(next)) => next.to_owned(),
        (role, None) => begin_page(role).path(routes::HOME),
    }
}

impl Desk {
    /// The second steps of an account that are enough for it.
    pub(super) async fn ways(
        &self,
        db: &impl ConnectionTrait,
        account: &account::Model,
    ) -> Result<Vec<(FactorKind, factor::Model)>, Fail> {
        let role = role(account)?;
        let mut ways = factors::confirmed(db, &account.id).await?;
        ways.retain(|(kind, _)| kind.is_enough_for(role));
        Ok(ways)
    }

    fn login_request(session: &Session) -> String {
        format!("login {}", session.name())
    }

    /// Takes a way for this login, and sends its code if it needs one.
    pub(super) async fn start_way(
        &self,
        tx: &impl ConnectionTrait,
        account: &account::Model,
        (kind, row): &(FactorKind, factor::Model),
    ) -> Result<(), Fail> {
        let mut session = self.session.lock().await;
        session.data.way = Some(row.id.clone());
        session.data.way_sent = kind.is_sent();
        if kind.is_sent() {
            let request = Self::login_request(&session);
            codes::send(tx, &self.portal, account, *kind, row, &request).await?;
        }
        drop(session);
        self.store_session(tx).await
    }

    /// The account whose second step is open, and the way in use.
    pub(super) async fn verifying(&self) -> Result<(account::Model, Session), Fail> {
        let (account, session) = self.half_known().await?;
        let row = session.row.as_ref().ok_or(AppError::LoginRequired)?;
        if row.factor_at.is_some() {
            return Err(AppError::Elsewhere(begin_page(role(&account)?)).into());
        }
        if row.password_at.is_none() {
            return Err(AppError::LoginRequired.into());
        }
        Ok((account, session))
    }

    async fn verify_view(&self) -> Result<VerifyView, Fail> {
        let (account, session) = self.verifying().await?;
        let portal = &self.portal;
        let mut ways = self.ways(portal.store.db(), &account).await?;
        if ways.is_empty() {
            let role = role(&account)?;
            let place = if role == Role::SigningUp {
                let progress =
                    super::sign_up::progress(portal.store.db(), portal, &account).await?;
                Place::SignUp(progress.next().unwrap_or(Step::AccountType))
            } else {
                Place::FirstFactor
            };
            return Err(AppError::Elsewhere(place).into());
        }
        let at = ways.iter().position(|(_, row)| session.data.way.as_ref() == Some(&row.id));
        let (kind, row) = ways.remove(at.unwrap_or(0));
        Ok(VerifyView {
            way: Some(factors::way(portal, kind, &row)),
            sent: at.is_some() && session.data.way_sent,
            others: ways.iter().map(|(kind, row)| factors::way(portal, *kind, row)).collect(),
        })
    }

    async fn take_way(&self, id: &str) -> Result<Done, Fail> {
        let portal = &self.portal;
        portal.limiters.codes(self.address)?;
        let (account, _) = self.verifying().await?;
        let tx = portal.store.write().await?;
        let ways = self.ways(&tx, &account).await?;
        let way = ways.into_iter().find(|(_, row)| row.id == id).ok_or(AppError::NotFound)?;
        self.start_way(&tx, &account, &way).await?;
        tx.commit().await?;
        let notice = way.0.is_sent().then_some(Notice::CodeSent);
        Ok(Done { next: routes::VERIFY.into(), notice })
    }

    /// Under which failures of the second step are counted: a known browser apart.
    pub(super) async fn second_key(&self, account: &account::Model) -> Result<String, Fail> {
        let known = self.known_device(self.portal.store.db(), &account.id).await?;
        Ok(match known {
            Some(device) => format!("second {} {}", account.id, device.id),
            None => format!("second {}", account.id),
        })
    }

    async fn pass_code(&self, form: &SecondStepForm) -> Result<Done, Fail> {
        let portal = &self.portal;
        portal.limiters.codes(self.address)?;
        let (account, session) = self.verifying().await?;
        let typed = codes::typed(&form.code)?;
        let key = self.second_key(&account).await?;
        let tx = portal.store.write().await?;
        self.hold_account(&tx, &account).await?;
        let throttle = throttles::lock(&tx, portal, &key).await?;
        if let Some(seconds) = throttle.wait(portal) {
            return Err(fault("code", FaultCode::WaitFor { seconds }).into());
        }
        let ways = self.ways(&tx, &account).await?;
        let at = ways.iter().position(|(_, row)| session.data.way.as_ref() == Some(&row.id));
        let Some((kind, row)) = ways.into_iter().nth(at.unwrap_or(0)) else {
            return Ok(Done::to(routes::VERIFY));
        };
        let row = factor::Entity::find_by_id(&row.id)
            .lock_exclusive()
            .one(&tx)
            .await?
            .ok_or(AppError::NotFound)?;
        if kind == FactorKind::Passkey {
            return Ok(Done::to(routes::VERIFY));
        }
        let request = Self::login_request(&session);
        let outcome = factors::check(&tx, portal, kind, &row, &request, &typed).await?;
        if let Err(code) = outcome {
            let wait = throttle.failed(&tx, portal).await?;
            tx.commit().await?;
            tracing::info!(account = %account.id, "wrong second step");
            let code = wait.map_or(code, |seconds| FaultCode::WaitFor { seconds });
            return Err(fault("code", code).into());
        }
        throttle.passed(&tx).await?;
        factors::used(&tx, portal, &row.id).await?;
        let done = self.second_step_passed(&tx, &account).await?;
        tx.commit().await?;
        Ok(done)
    }

    async fn pass_backup_code(&self, form: &BackupCodeForm) -> Result<Done, Fail> {
        let portal = &self.portal;
        portal.limiters.codes(self.address)?;
        let (account, _) = self.verifying().await?;
        if form.backup_code.trim().is_empty() {
            return Err(fault("backup_code", FaultCode::Required).into());
        }
        let key = self.second_key(&account).await?;
        let tx = portal.store.write().await?;
        self.hold_account(&tx, &account).await?;
        let throttle = throttles::lock(&tx, portal, &key).await?;
        if let Some(seconds) = throttle.wait(portal) {
            return Err(fault("backup_code", FaultCode::WaitFor { seconds }).into());
        }
        if !backup::use_up(&tx, portal, &account.id, &form.backup_code).await? {
            let wait = throttle.failed(&tx, portal).await?;
            tx.commit().await?;
            let code = wait.map_or(FaultCode::WrongCode, |seconds| FaultCode::WaitFor { seconds });
            return Err(fault("backup_code", code).into());
        }
        throttle.passed(&tx).await?;
        alerts::tell(&tx, portal, &account, Happened::CodeUsed, "", &Undo::Sessions).await?;
        self.second_step_passed(&tx, &account).await?;
        tx.commit().await?;
        // Students attest first; the replacement waits for them on the same page.
        let next = after_login(role(&account)?, routes::SECURITY);
        Ok(Done::saying(next, Notice::BackupCodeUsed))
    }

    /// Everything that follows from a passed second step.
    pub(super) async fn second_step_passed(
        &self,
        tx: &impl ConnectionTrait,
        account: &account::Model,
    ) -> Result<Done, Fail> {
        let portal = &self.portal;
        let known = device::Entity::find()
            .filter(device::Column::AccountId.eq(&account.id))
            .count(tx)
            .await?;
        if self.remember_device(tx, &account.id).await? && known > 0 {
            let device = super::devices::describe(&self.agent);
            alerts::tell(tx, portal, account, Happened::NewDevice, &device, &Undo::Sessions)
                .await?;
        }
        let now = millis(portal.now());
        let mut next = String::new();
        self.renew_session(tx, |entry, data: &mut Data| {
            entry.factor_at = Some(now);
            next = std::mem::take(&mut data.next);
            data.way = None;
            data.way_sent = false;
            data.lost_sent = false;
            data.passkey = None;
        })
        .await?;
        tracing::info!(account = %account.id, "second step passed");
        let role = role(account)?;
        if role == Role::SigningUp {
            let progress = super::sign_up::progress(tx, portal, account).await?;
            return Ok(Done::to(progress.next().unwrap_or(Step::AccountType).path()));
        }
        let notice = match role {
            // The attestation comes first.
            Role::Student => None,
            _ => self.kept_notice().await,
        };
        Ok(Done { next: after_login(role, &next), notice })
    }

    /// Said when a form was kept over a login.
    pub(super) async fn kept_notice(&self) -> Option<Notice> {
        let session = self.session.lock().await;
        (session.data.kept_for.is_some() && !session.data.replays.is_empty())
            .then_some(Notice::DraftKept)
    }

    /// The passkeys of an account, each with the row it is in.
    fn passkeys(&self, ways: &[(FactorKind, factor::Model)]) -> Vec<(String, Passkey)> {
        ways.iter()
            .filter(|(kind, row)| *kind == FactorKind::Passkey && row.confirmed_at.is_some())
            .filter_map(|(_, row)| {
                let text = self.portal.secrets.open(&row.sealed)?;
                Some((row.id.clone(), serde_json::from_str(&text).ok()?))
            })
            .collect()
    }

    async fn passkey_question(&self) -> Result<String, Fail> {
        let portal = &self.portal;
        portal.limiters.codes(self.address)?;
        let db = portal.store.db();
        let (account, session) = self.half_known().await?;
        let all = factors::all(db, &account.id).await?;
        let has = self.passkeys(&all);
        let begun = all.iter().find(|(kind, row)| {
            *kind == FactorKind::Passkey
                && row.confirmed_at.is_none()
                && session.data.enrolling.as_ref() == Some(&row.id)
        });
        let (question, asked) = match begun {
            Some((_, row)) => {
                self.enroller().await?;
                let has: Vec<Passkey> = has.into_iter().map(|(_, passkey)| passkey).collect();
                let (question, state) =
                    passkeys::create(portal, &account.id, &account.email, &has)?;
                (serde_json::to_string(&question), Asked::Create(row.id.clone(), state))
            }
            None => {
                self.verifying().await?;
                let has: Vec<Passkey> = has.into_iter().map(|(_, passkey)| passkey).collect();
                let (question, state) = passkeys::request(portal, &has)?;
                (serde_json::to_string(&question), Asked::Use(state))
            }
        };
        let asked = serde_json::to_string(&asked).map_err(|_| AppError::BadRequest)?;
        let mut session = self.session.lock().await;
        session.data.passkey = Some(portal.secrets.seal(&asked));
        self.save_session(&mut session).await?;
        Ok(question.map_err(|_| AppError::BadRequest)?)
    }

    async fn passkey_answer(&self, form: &PasskeyForm) -> Result<Done, Fail> {
        let portal = &self.portal;
        portal.limiters.codes(self.address)?;
        let (account, session) = self.half_known().await?;
        let page = form.page();
        let asked = session
            .data
            .passkey
            .as_ref()
            .and_then(|sealed| portal.secrets.open(sealed))
            .and_then(|text| serde_json::from_str::<Asked>(&text).ok());
        // A question is asked once: its answer cannot be replayed.
        {
            let mut session = self.session.lock().await;
            session.data.passkey = None;
            self.save_session(&mut session).await?;
        }
        let Some(asked) = asked else {
            return Ok(Done::to(page));
        };
        let tx = portal.store.write().await?;
        self.hold_account(&tx, &account).await?;
        let done = match asked {
            Asked::Create(id, state) => {
                self.enroller().await?;
                let passkey = passkeys::created(portal, &form.credential, &state)?;
                let (_, row) = factors::own(&tx, &account.id, &id).await?;
                let mut row: factor::ActiveModel = row.into();
                let text = serde_json::to_string(&passkey).map_err(|_| AppError::BadRequest)?;
                row.sealed = Set(portal.secrets.seal(&text));
                row.update(&tx).await?;
                self.factor_added(&tx, account, &id).await?
            }
            Asked::Use(state) => {
                self.verifying().await?;
                let has = self.passkeys(&factors::confirmed(&tx, &account.id).await?);
                let (id, passkey) = passkeys::used(portal, &form.credential, &state, &has)?;
                let row = factors::used(&tx, portal, &id).await?;
                let mut row: factor::ActiveModel = row.into();
                let text = serde_json::to_string(&passkey).map_err(|_| AppError::BadRequest)?;
                row.sealed = Set(portal.secrets.seal(&text));
                row.update(&tx).await?;
                self.second_step_passed(&tx, &account).await?
            }
        };
        tx.commit().await?;
        Ok(done)
    }

    async fn fresh_login(&self, form: &FreshLoginForm) -> Result<Done, Fail> {
        let portal = &self.portal;
        portal.limiters.logins(self.address)?;
        let (account, _) = self.half_known().await?;
        if form.password.is_empty() {
            return Err(fault("password", FaultCode::Required).into());
        }
        let hash = account.password_hash.clone();
        let right = portal.hasher.verify(form.password.clone(), hash).await?.right;
        self.count_password("password", &account, right).await?;
        let tx = portal.store.write().await?;
        self.hold_account(&tx, &account).await?;
        let now = millis(portal.now());
        let first = self.ways(&tx, &account).await?.into_iter().next();
        self.renew_session(&tx, |entry, data| {
            entry.password_at = Some(now);
            entry.factor_at = first.is_none().then_some(now);
            data.next.clone_from(&form.next);
        })
        .await?;
        if let Some(way) = &first {
            self.start_way(&tx, &account, way).await?;
        }
        tx.commit().await?;
        Ok(if first.is_some() {
            Done::to(routes::VERIFY)
        } else {
            let next = routes::own_path(&form.next).unwrap_or(routes::SECURITY).to_owned();
            Done { next, notice: self.kept_notice().await }
        })
    }
}

#[async_trait]
impl SecondStepPort for Desk {
    async fn view(&self) -> Result<VerifyView, AppError> {
        Ok(self.verify_view().await?)
    }

    async fn take(&self, form: &IdForm) -> Answer {
        Ok(self.take_way(&form.id).await?)
    }

    async fn pass(&self, form: &SecondStepForm) -> Answer {
        Ok(self.pass_code(form).await?)
    }

    async fn pass_backup(&self, form: &BackupCodeForm) -> Answer {
        Ok(self.pass_backup_code(form).await?)
    }

    async fn lost(&self) -> Result<LostView, AppError> {
        Ok(self.lost_view().await?)
    }

    async fn send_lost(&self) -> Answer {
        Ok(self.send_lost_code().await?)
    }

    async fn pass_without(&self, form: &LostForm) -> Answer {
        Ok(self.pass_lost(form).await?)
    }

    async fn ask_passkey(&self) -> Result<String, AppError> {
        Ok(self.passkey_question().await?)
    }

    async fn passkey(&self, form: &PasskeyForm) -> Answer {
        Ok(self.passkey_answer(form).await?)
    }

    async fn enrolling(&self) -> Result<EnrolView, AppError> {
        Ok(self.enrol_view().await?)
    }

    async fn first(&self) -> Result<FirstFactorView, AppError> {
        Ok(self.first_factor().await?)
    }

    async fn begin(&self, form: &IdForm) -> Answer {
        Ok(self.begin_chosen(&form.id).await?)
    }

    async fn confirm(&self, form: &EnrolCodeForm) -> Answer {
        Ok(self.confirm_chosen(&form.code).await?)
    }

    async fn drop_chosen(&self, form: &IdForm) -> Answer {
        Ok(self.drop_unconfirmed(&form.id).await?)
    }

    async fn log_in_again(&self, form: &FreshLoginForm) -> Answer {
        Ok(self.fresh_login(form).await?)
    }
}
