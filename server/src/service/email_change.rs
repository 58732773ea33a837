//! A new e-mail for an online account. The mailed token carries everything, sealed: it works once,
//! because the address it starts from must still be the account's.

use super::actor::role;
use super::alerts::{self, Happened, Undo};
use super::factors;
use super::{Desk, Fail, links};
use crate::clock::{instant, millis};
use crate::mail::{letters, queue};
use crate::store::entity::{account, factor, session, student};
use app::ports::Done;
use app::wire::{NewEmailForm, Notice};
use app::{AppError, routes};
use domain::email::Email;
use domain::factor::FactorKind;
use domain::fault::Faults;
use domain::sign_up::CONFIRM_LIFE;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter,
    QuerySelect, Set,
};
use serde::{Deserialize, Serialize};

/// What the link says.
#[derive(Serialize, Deserialize)]
struct Wanted {
    account: String,
    from: String,
    to: String,
    at: i64,
}

/// True if an address is free for an account of its own.
async fn is_free(db: &impl ConnectionTrait, email: &Email) -> Result<bool, Fail> {
    let accounts =
        account::Entity::find().filter(account::Column::EmailKey.eq(email.key())).count(db).await?;
    let students =
        student::Entity::find().filter(student::Column::EmailKey.eq(email.key())).count(db).await?;
    Ok(accounts + students == 0)
}

impl Desk {
    pub(super) async fn ask_new_email(&self, form: &NewEmailForm) -> Result<Done, Fail> {
        let portal = &self.portal;
        portal.limiters.codes(self.address)?;
        let account = self.fresh().await?;
        if !role(&account)?.is_online() {
            return Err(AppError::NotFound.into());
        }
        let mut faults = Faults::default();
        let Some(email) = faults.required("email", Email::parse(&form.email)) else {
            return Err(faults.into_vec().into());
        };
        let tx = portal.store.write().await?;
        let to = email.as_str().to_owned();
        let letter = if is_free(&tx, &email).await? {
            let wanted = Wanted {
                account: account.id.clone(),
                from: account.email_key.clone(),
                to: to.clone(),
                at: millis(portal.now()),
            };
            let token = portal.secrets.seal(&serde_json::to_string(&wanted).unwrap_or_default());
            let page = app::wire::with_token(routes::CONFIRM_EMAIL, &token);
            letters::new_email(to, &account.id, format!("{}{page}", portal.config.public_url))
        } else {
            // The page says the same; only the owner of that address learns more.
            letters::already_there(to, format!("{}{}", portal.config.public_url, routes::LOGIN))
        };
        queue(&tx, portal, letter).await?;
        tx.commit().await?;
        Ok(Done::saying(routes::SECURITY, Notice::EmailAsked))
    }

    fn wanted(&self, token: &str) -> Option<Wanted> {
        let wanted: Wanted = serde_json::from_str(&self.portal.secrets.open(token)?).ok()?;
        let age = self.portal.now() - instant(wanted.at);
        (age < CONFIRM_LIFE && age > -CONFIRM_LIFE).then_some(wanted)
    }

    pub(super) async fn email_behind(&self, token: &str) -> Result<Option<String>, Fail> {
        let Some(wanted) = self.wanted(token) else {
            return Ok(None);
        };
        let account =
            account::Entity::find_by_id(&wanted.account).one(self.portal.store.db()).await?;
        Ok(account.filter(|account| account.email_key == wanted.from).map(|_| wanted.to))
    }

    pub(super) async fn take_new_email(&self, token: &str) -> Result<Done, Fail> {
        let portal = &self.portal;
        portal.limiters.codes(self.address)?;
        let over = || Ok(Done::to(app::wire::with_token(routes::CONFIRM_EMAIL, "")));
        let Some(wanted) = self.wanted(token) else {
            return over();
        };
        let Some(email) = Email::parse(&wanted.to).ok().flatten() else {
            return over();
        };
        let tx = portal.store.write().await?;
        let account =
            account::Entity::find_by_id(&wanted.account).lock_exclusive().one(&tx).await?;
        let Some(account) = account.filter(|account| account.email_key == wanted.from) else {
            return over();
        };
        if !is_free(&tx, &email).await? {
            return over();
        }
        // Told to the old address, with the way back, and to the new one.
        let undo = Undo::Email(account.email.clone());
        let detail = format!("to {}", email.as_str());
        alerts::tell(&tx, portal, &account, Happened::EmailChanged, &detail, &undo).await?;
        let account = set_email(&tx, portal, account, &email).await?;
        let login = format!("{}{}", portal.config.public_url, routes::LOGIN);
        queue(&tx, portal, letters::email_is_new(account.email.clone(), &account.id, login))
            .await?;
        session::Entity::delete_many()
            .filter(session::Column::AccountId.eq(&account.id))
            .exec(&tx)
            .await?;
        tx.commit().await?;
        Ok(Done::saying(routes::LOGIN, Notice::EmailIsNew))
    }
}

/// Writes an account's address, and where its codes by e-mail go. Links mailed before are over.
pub async fn set_email(
    tx: &impl ConnectionTrait,
    portal: &crate::portal::Portal,
    account: account::Model,
    email: &Email,
) -> Result<account::Model, Fail> {
    links::replace_all(tx, None, Some(&account.id)).await?;
    for (kind, row) in factors::all(tx, &account.id).await? {
        if kind == FactorKind::Email {
            let mut row: factor::ActiveModel = row.into();
            row.sealed = Set(portal.secrets.seal(email.as_str()));
            row.update(tx).await?;
        }
    }
    let mut row: account::ActiveModel = account.into();
    row.email = Set(email.as_str().to_owned());
    row.email_key = Set(email.key());
    Ok(row.update(tx).await?)
}
