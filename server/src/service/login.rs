//! Login: the same words, status and work for known and unknown addresses.

use super::actor::role;
use super::registration::email_is;
use super::second_step::after_login;
use super::session::{Data, Entry};
use super::{Desk, Fail, accounts, fault, throttles};
use crate::clock::millis;
use crate::store::convert;
use crate::store::entity::account;
use app::ports::Done;
use app::wire::{LoginForm, Notice};
use app::{AppError, routes};
use domain::FaultCode;
use domain::account::Standing;
use domain::account::{Event, step};
use domain::email::Email;
use domain::fault::Faults;
use domain::history::{Doer, Event as Happened};
use domain::role::Role;
use domain::sign_up::Step;
use domain::window::Access;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, QuerySelect, Set};

/// Longest password that is hashed, in bytes.
const LONGEST: usize = 1024;

impl Desk {
    /// E-mail and password.
    pub(super) async fn log_in(&self, form: &LoginForm) -> Result<Done, Fail> {
        let portal = &self.portal;
        portal.limiters.logins(self.address)?;
        let mut faults = Faults::default();
        let email = faults.required("email", Email::parse(&form.email));
        if form.password.is_empty() {
            faults.add("password", FaultCode::Required);
        }
        let Some(email) = email.filter(|_| faults.is_empty()) else {
            return Err(faults.into_vec().into());
        };
        let key = email.key();
        let found = account::Entity::find().filter(email_is(&key)).one(portal.store.db()).await?;
        let account_id = found.as_ref().map(|row| row.id.as_str()).unwrap_or_default();
        let throttle_key = match self.known_device(portal.store.db(), account_id).await? {
            Some(device) => format!("login {key} {}", device.id),
            None => format!("login {key}"),
        };
        if let Some(seconds) = throttles::wait(portal.store.db(), portal, &throttle_key).await? {
            return Err(fault("email", FaultCode::WaitFor { seconds }).into());
        }
        let hash = found.as_ref().and_then(|row| row.password_hash.clone());
        let password: String = form.password.clone();
        let verified = if password.len() > LONGEST {
            portal.hasher.verify(String::new(), None).await?
        } else {
            portal.hasher.verify(password, hash.clone()).await?
        };
        let rehashed = match (verified.outdated, verified.right) {
            (true, true) => Some(portal.hasher.hash(form.password.clone()).await?),
            _ => None,
        };

        let tx = portal.store.write().await?;
        let throttle = throttles::lock(&tx, portal, &throttle_key).await?;
        // Of many tries at once, those after the one that began the wait count for nothing.
        if let Some(seconds) = throttle.wait(portal) {
            return Err(fault("email", FaultCode::WaitFor { seconds }).into());
        }
        let row = row_by_key(&tx, &key).await?;
        // A password changed while this one was verified counts as wrong.
        let right = verified.right && row.as_ref().is_some_and(|row| row.password_hash == hash);
        if right
            && let Some(row) = row.clone()
            && step(convert::account(&row)?, Event::RightPassword, portal.now()).is_ok()
            && !self.is_over(&tx, &row).await?
        {
            throttle.passed(&tx).await?;
            let row = accounts::apply(&tx, portal, row, Event::RightPassword).await?;
            let mut active: account::ActiveModel = row.clone().into();
            active.last_login_at = Set(Some(millis(portal.now())));
            if let Some(hash) = rehashed {
                active.password_hash = Set(Some(hash));
            }
            active.update(&tx).await?;
            let done = self.password_passed(&tx, &row, &form.next).await?;
            tx.commit().await?;
            tracing::info!(account = %row.id, "password passed");
            return Ok(done);
        }
        tracing::info!(account = account_id, "password refused");
        let wait = throttle.failed(&tx, portal).await?;
        // The seed's three strikes; other accounts only wait.
        let mut struck = None;
        if let Some(row) = row.filter(|_| !right && portal.config.is_seed())
            && !role(&row)?.is_online()
        {
            struck = Some(row);
        }
        match struck {
            Some(row) => self.count_failure(&tx, row).await?,
            // The same work where there is nothing to strike, so that time tells nothing.
            None => {
                account::Entity::update_many()
                    .col_expr(account::Column::Failures, Expr::value(0))
                    .filter(account::Column::Id.eq(""))
                    .exec(&tx)
                    .await?;
            }
        }
        tx.commit().await?;
        let code = wait.map_or(FaultCode::LoginFailed, |seconds| FaultCode::WaitFor { seconds });
        Err(fault("email", code).into())
    }

    /// What follows the right password: the second step, or the first page.
    async fn password_passed(
        &self,
        tx: &impl sea_orm::ConnectionTrait,
        row: &account::Model,
        next: &str,
    ) -> Result<Done, Fail> {
        let portal = &self.portal;
        let role = role(row)?;
        let ways = self.ways(tx, row).await?;
        let now = Some(millis(portal.now()));
        let complete = ways.is_empty() && !role.needs_factor();
        let entry =
            Entry { factor_at: now.filter(|_| complete), password_at: now, ..Entry::default() };
        let data = Data { next: next.to_owned(), ..Data::default() };
        self.begin_session(tx, &row.id, entry, data).await?;
        if complete {
            // Under three strikes it makes no difference which browser fails.
            if !portal.config.is_seed() {
                self.remember_device(tx, &row.id).await?;
            }
            // The attestation comes first; what was kept is told on the page after it.
            return Ok(Done::to(after_login(role, next)));
        }
        Ok(Done::to(if let Some(way) = ways.first() {
            self.start_way(tx, row, way).await?;
            routes::VERIFY
        } else if role == Role::SigningUp {
            let progress = super::sign_up::progress(tx, portal, row).await?;
            progress.next().unwrap_or(Step::AccountType).path()
        } else {
            routes::FIRST_FACTOR
        }))
    }

    async fn count_failure(
        &self,
        tx: &impl sea_orm::ConnectionTrait,
        row: account::Model,
    ) -> Result<(), Fail> {
        let (account_id, student_id) = (row.id.clone(), row.student_id.clone());
        let after = match accounts::apply(tx, &self.portal, row, Event::WrongPassword).await {
            // Locked already: nothing more to count.
            Err(Fail::App(AppError::LoginRequired)) => return Ok(()),
            other => other?,
        };
        if convert::account(&after)?.standing == Standing::LockedByLogins {
            tracing::info!(account = %account_id, "locked by failed logins");
            if let Some(record) =
                super::record::Record::load(tx, student_id.as_deref().unwrap_or_default()).await?
            {
                record
                    .note(tx, &self.portal, Happened::AccountLocked, Doer::System, "", &[])
                    .await?;
            }
        }
        Ok(())
    }

    /// True for a student whose access has ended.
    async fn is_over(
        &self,
        tx: &impl sea_orm::ConnectionTrait,
        row: &account::Model,
    ) -> Result<bool, Fail> {
        let Some(student) = &row.student_id else {
            return Ok(false);
        };
        let record = super::record::Record::load(tx, student).await?.ok_or(AppError::NotFound)?;
        Ok(matches!(record.access(&self.portal)?, Access::Closed { .. }))
    }

    /// Ends the session at once.
    pub(super) async fn log_out(&self) -> Result<Done, Fail> {
        let mut session = self.session.lock().await;
        if let Some(row) = session.row.take() {
            crate::store::entity::session::Entity::delete_by_id(row.id)
                .exec(self.portal.store.db())
                .await?;
        }
        *session = super::session::Session::default();
        let clear = axum::http::HeaderName::from_static("clear-site-data");
        let what = axum::http::HeaderValue::from_static("\"cache\", \"storage\"");
        self.response.insert_header(clear, what);
        Ok(Done::saying(routes::LOGIN, Notice::LoggedOut))
    }
}

async fn row_by_key(
    tx: &impl sea_orm::ConnectionTrait,
    key: &str,
) -> Result<Option<account::Model>, sea_orm::DbErr> {
    account::Entity::find().filter(email_is(key)).lock_exclusive().one(tx).await
}
