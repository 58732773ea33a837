//! Adding a second step: chosen, begun in one browser, confirmed in the same one.

use super::actor::role;
use super::alerts::{self, Happened, Undo};
use super::session::Session;
use super::{Desk, Fail, backup, codes, factors, fault, passkeys, throttles};
use crate::clock::millis;
use crate::store::entity::{account, factor};
use app::ports::Done;
use app::wire::{EnrolView, FirstFactorView, Notice, Setup};
use app::{AppError, Place, routes};
use domain::FaultCode;
use domain::factor::FactorKind;
use domain::role::Role;
use domain::sign_up::Step;
use sea_orm::{ActiveModelTrait, ConnectionTrait, Set};
use totp_rs::Secret;

impl Desk {
    /// The account to which this session may add a second step: with all it has passed, or with
    /// none yet.
    pub(super) async fn enroller(&self) -> Result<(account::Model, Session), Fail> {
        let (account, session) = self.half_known().await?;
        let passed = session.row.as_ref().is_some_and(|row| row.factor_at.is_some());
        let has = factors::confirmed(self.portal.store.db(), &account.id).await?;
        if !passed && !has.is_empty() {
            return Err(AppError::Elsewhere(Place::Verify).into());
        }
        // A confirmed address alone adds nothing to an account that has a password.
        let password = session.row.as_ref().is_some_and(|row| row.password_at.is_some());
        if account.password_hash.is_some() && !password {
            return Err(AppError::LoginRequired.into());
        }
        Ok((account, session))
    }

    fn page_of(account: &account::Model) -> &'static str {
        if account.role == Role::SigningUp.code() { Step::Verify.path() } else { routes::ENROL }
    }

    /// The request that codes of an enrolment in this session are bound to.
    fn enrol_request(session: &Session) -> String {
        format!("enrol {}", session.name())
    }

    /// A new key or code for a chosen second step; from here on this browser can confirm it.
    pub(super) async fn begin_factor(
        &self,
        tx: &impl ConnectionTrait,
        account: &account::Model,
        kind: FactorKind,
        row: factor::Model,
    ) -> Result<(), Fail> {
        let portal = &self.portal;
        let mut session = self.session.lock().await;
        session.data.enrolling = Some(row.id.clone());
        match kind {
            FactorKind::Passkey => {}
            FactorKind::App => {
                let key = Secret::generate().to_base32();
                let mut active: factor::ActiveModel = row.into();
                active.sealed = Set(portal.secrets.seal(&key));
                active.last_step = Set(0);
                active.update(tx).await?;
            }
            FactorKind::Text | FactorKind::Email => {
                codes::send(tx, portal, account, kind, &row, &Self::enrol_request(&session))
                    .await?;
            }
        }
        Ok(())
    }

    pub(super) async fn begin_chosen(&self, id: &str) -> Result<Done, Fail> {
        self.portal.limiters.codes(self.address)?;
        let (account, _) = self.enroller().await?;
        let tx = self.portal.store.write().await?;
        let (kind, row) = factors::own(&tx, &account.id, id).await?;
        if row.confirmed_at.is_some() {
            return Ok(Done::to(Self::page_of(&account)));
        }
        self.begin_factor(&tx, &account, kind, row).await?;
        tx.commit().await?;
        self.save_session(&mut *self.session.lock().await).await?;
        let notice = kind.is_sent().then_some(Notice::CodeSent);
        Ok(Done { next: Self::page_of(&account).to_owned(), notice })
    }

    pub(super) async fn enrol_view(&self) -> Result<EnrolView, Fail> {
        let (account, session) = self.enroller().await?;
        let portal = &self.portal;
        let mut open = factors::all(portal.store.db(), &account.id).await?;
        open.retain(|(_, row)| row.confirmed_at.is_none());
        // Of an account in use, only the one begun in this browser is anybody's business here.
        if account.role != Role::SigningUp.code() {
            open.retain(|(_, row)| session.data.enrolling.as_ref() == Some(&row.id));
        }
        let more = open.len().saturating_sub(1);
        let (kind, row) = open.into_iter().next().ok_or(AppError::NotFound)?;
        let begun = session.data.enrolling.as_ref() == Some(&row.id);
        let setup = match (begun, kind) {
            (false, _) => None,
            (true, FactorKind::Passkey) => Some(Setup::Passkey),
            (true, FactorKind::App) => app_setup(portal, &account.email, &row),
            (true, FactorKind::Text | FactorKind::Email) => {
                Some(Setup::Sent { to: factors::way(portal, kind, &row).name })
            }
        };
        Ok(EnrolView { id: row.id, kind, setup, more, named_host: passkeys::available(portal) })
    }

    /// The kinds from which an account that cannot go on without one chooses.
    pub(super) async fn first_factor(&self) -> Result<FirstFactorView, Fail> {
        let (account, _) = self.enroller().await?;
        let role = role(&account)?;
        let has = factors::confirmed(self.portal.store.db(), &account.id).await?;
        if factors::enough(role, has.iter().map(|(kind, _)| kind)) || !role.needs_factor() {
            return Err(AppError::Elsewhere(super::second_step::begin_page(role)).into());
        }
        let kinds =
            FactorKind::ALL.iter().copied().filter(|kind| kind.is_enough_for(role)).collect();
        Ok(FirstFactorView { kinds })
    }

    /// Confirms the one begun in this browser by its code.
    pub(super) async fn confirm_chosen(&self, code: &str) -> Result<Done, Fail> {
        let portal = &self.portal;
        portal.limiters.codes(self.address)?;
        let (account, session) = self.enroller().await?;
        let page = Self::page_of(&account);
        let Some(id) = session.data.enrolling.clone() else {
            return Ok(Done::to(page));
        };
        let typed = codes::typed(code)?;
        let tx = portal.store.write().await?;
        let (kind, row) = match factors::own(&tx, &account.id, &id).await {
            Ok((kind, row)) if row.confirmed_at.is_none() && kind != FactorKind::Passkey => {
                (kind, row)
            }
            _ => return Ok(Done::to(page)),
        };
        let throttle = throttles::lock(&tx, portal, &format!("second {}", account.id)).await?;
        if let Some(seconds) = throttle.wait(portal) {
            return Err(fault("code", FaultCode::WaitFor { seconds }).into());
        }
        let request = Self::enrol_request(&session);
        let outcome = factors::check(&tx, portal, kind, &row, &request, &typed).await?;
        if let Err(code) = outcome {
            let wait = throttle.failed(&tx, portal).await?;
            tx.commit().await?;
            let code = wait.map_or(code, |seconds| FaultCode::WaitFor { seconds });
            return Err(fault("code", code).into());
        }
        throttle.passed(&tx).await?;
        let done = self.factor_added(&tx, account, &row.id).await?;
        tx.commit().await?;
        Ok(done)
    }

    /// What follows once a second step is confirmed, by code or passkey.
    pub(super) async fn factor_added(
        &self,
        tx: &impl ConnectionTrait,
        account: account::Model,
        factor_id: &str,
    ) -> Result<Done, Fail> {
        let portal = &self.portal;
        let row = factors::used(tx, portal, factor_id).await?;
        let way = factors::way(portal, factors::kind(&row)?, &row);
        let detail = if way.name == way.kind.words() {
            way.name
        } else {
            format!("{}, {}", way.kind.words(), way.name)
        };
        let now = millis(portal.now());
        let first = factors::confirmed(tx, &account.id).await?.len() == 1;
        self.remember_device(tx, &account.id).await?;
        let role = role(&account)?;
        self.renew_session(tx, |entry, data| {
            entry.factor_at = Some(now);
            data.enrolling = None;
            data.passkey = None;
        })
        .await?;
        if role == Role::SigningUp {
            alerts::note(tx, portal, &account.id, Happened::FactorAdded, &detail).await?;
            let progress = super::sign_up::progress(tx, portal, &account).await?;
            let next = progress.next().unwrap_or(Step::AccountType);
            match next {
                // The next chosen one begins by itself.
                Step::Verify => {
                    let mut open = factors::all(tx, &account.id).await?;
                    open.retain(|(_, row)| row.confirmed_at.is_none());
                    if let Some((kind, row)) = open.into_iter().next() {
                        self.begin_factor(tx, &account, kind, row).await?;
                    }
                }
                Step::BackupCode => backup::make(tx, portal, &account.id, 1, false).await?,
                _ => {}
            }
            self.store_session(tx).await?;
            return Ok(Done::to(next.path()));
        }
        let undo = Undo::Factor(row.id);
        alerts::tell(tx, portal, &account, Happened::FactorAdded, &detail, &undo).await?;
        if first {
            // With the first second step come the codes for the day it is lost.
            backup::make(tx, portal, &account.id, domain::factor::BACKUP_SET, true).await?;
        }
        Ok(Done::saying(routes::SECURITY, Notice::FactorAdded))
    }

    pub(super) async fn drop_unconfirmed(&self, id: &str) -> Result<Done, Fail> {
        let (account, _) = self.enroller().await?;
        let tx = self.portal.store.write().await?;
        if let Ok((_, row)) = factors::own(&tx, &account.id, id).await
            && row.confirmed_at.is_none()
        {
            factors::remove(&tx, &row.id).await?;
        }
        let next = if account.role == Role::SigningUp.code() {
            let next = super::sign_up::progress(&tx, &self.portal, &account).await?.next();
            if next == Some(Step::BackupCode) && backup::left(&tx, &account.id).await? == 0 {
                backup::make(&tx, &self.portal, &account.id, 1, false).await?;
            }
            next.unwrap_or(Step::AccountType).path()
        } else {
            routes::SECURITY
        };
        tx.commit().await?;
        Ok(Done::to(next))
    }
}

/// The key of an authenticator app, as text, link and QR code.
fn app_setup(portal: &crate::portal::Portal, email: &str, row: &factor::Model) -> Option<Setup> {
    let totp = factors::totp(portal, email, row)?;
    let url = totp.to_url().ok()?;
    let key = portal.secrets.open(&row.sealed)?;
    let groups: Vec<String> =
        key.chars().collect::<Vec<_>>().chunks(4).map(|four| four.iter().collect()).collect();
    let code = fast_qr::QRBuilder::new(url.as_str()).build().ok()?;
    // Each dark square is a stroke of one unit; four units of quiet zone around.
    let quiet = 4;
    let mut qr = String::new();
    for y in 0..code.size {
        for x in (0..code.size).filter(|x| code[y][*x].value()) {
            qr.push_str(&format!("M{} {}.5h1", x + quiet, y + quiet));
        }
    }
    Some(Setup::App { key: groups.join(" "), url, qr, size: code.size + 2 * quiet })
}
