//! Login: the same words, status and work for known and unknown addresses.

use super::registration::email_is;
use super::{Desk, Fail, accounts, fault};
use crate::clock::millis;
use crate::secret::id;
use crate::store::convert;
use crate::store::entity::{account, login_attempt};
use app::ports::Done;
use app::wire::{LoginForm, Notice};
use app::{AppError, routes};
use domain::FaultCode;
use domain::account::Standing;
use domain::account::{Event, step};
use domain::email::Email;
use domain::fault::Faults;
use domain::history::{Doer, Event as Happened};
use domain::window::Access;
use sea_orm::{ActiveModelTrait, EntityTrait, QueryFilter, QuerySelect, Set};

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
        let row = match found {
            Some(row) => account::Entity::find_by_id(row.id).lock_exclusive().one(&tx).await?,
            None => None,
        };
        // A password changed while this one was verified counts as wrong.
        let right = verified.right && row.as_ref().is_some_and(|row| row.password_hash == hash);
        if right
            && let Some(row) = row
            && step(convert::account(&row)?, Event::RightPassword, portal.now()).is_ok()
            && !self.is_over(&tx, &row).await?
        {
            let row = accounts::apply(&tx, portal, row, Event::RightPassword).await?;
            let student = row.student_id.is_some();
            let account_id = row.id.clone();
            let mut row: account::ActiveModel = row.into();
            row.last_login_at = Set(Some(millis(portal.now())));
            if let Some(hash) = rehashed {
                row.password_hash = Set(Some(hash));
            }
            row.update(&tx).await?;
            self.begin_session(&tx, &account_id, false).await?;
            tx.commit().await?;
            tracing::info!(account = %account_id, "logged in");
            // A page of the other side would only be "not found".
            let next = routes::own_path(&form.next).filter(|next| {
                next.starts_with(routes::CONSOLE) != student || *next == routes::ACCOUNT
            });
            return Ok(Done::to(match (student, next) {
                (true, Some(next)) => format!("{}?next={next}", routes::ATTEST),
                (true, None) => routes::ATTEST.to_owned(),
                (false, Some(next)) => next.to_owned(),
                (false, None) => routes::CONSOLE.to_owned(),
            }));
        }
        login_attempt::ActiveModel {
            id: Set(id()),
            email_hash: Set(portal.secrets.hash("email", &key)),
            at: Set(millis(portal.now())),
        }
        .insert(&tx)
        .await?;
        if let Some(row) = if right { None } else { row_by_key(&tx, &key).await? } {
            self.count_failure(&tx, row).await?;
        }
        tx.commit().await?;
        Err(fault("email", FaultCode::LoginFailed).into())
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
        Ok(Done::saying(routes::LOGIN, Notice::LoggedOut))
    }
}

async fn row_by_key(
    tx: &impl sea_orm::ConnectionTrait,
    key: &str,
) -> Result<Option<account::Model>, sea_orm::DbErr> {
    account::Entity::find().filter(email_is(key)).lock_exclusive().one(tx).await
}
