//! A new email for an online account: asked for while logged in, confirmed from the new address.
//! The old address is told of the request at once.

use super::super::credentials::before::Before;
use super::super::credentials::sends::{self, Sending};
use super::super::credentials::{address, events};
use super::super::error::ServiceError;
use super::super::visit::{Desk, Visit, guards};
use crate::clock::instant;
use crate::limits::Limit;
use crate::mail::{letters, queue};
use crate::scope::{Connection, Look, Scope, Work};
use crate::secret::{SealedAt, id, is_token, token};
use crate::store::entity::{account, email_change};
use crate::store::{accounts, email_changes};
use app::ports::Done;
use app::wire::{ConfirmNewEmailForm, NewEmailForm, Notice, with_token};
use app::{AppError, routes};
use domain::email::Email;
use domain::fault::Faults;
use domain::security_event::SecurityEvent;
use domain::send::Channel;
use domain::sign_up::CONFIRM_LIFE;

/// What the mailed token is hashed for.
const NEW_EMAIL: &str = "new email";

async fn owner<C: Connection>(s: &Scope<C>, visit: &Visit) -> Result<account::Model, ServiceError> {
    let account = guards::fresh(s, visit).await?.account;
    if account.role.is_online() { Ok(account) } else { Err(AppError::NotFound.into()) }
}

/// Mails a link to a new address; the answer is the same for any.
pub async fn ask(desk: &Desk, form: &NewEmailForm) -> Result<Done, ServiceError> {
    desk.limit(Limit::Codes).await?;
    owner(&desk.look(), &desk.visit).await?;
    let mut faults = Faults::default();
    let Some(email) = faults.required("email", Email::parse(&form.email)) else {
        return Err(faults.into_vec().into());
    };
    mail_link(desk.work().await?, &desk.visit, &email).await
}

async fn mail_link(work: Work, visit: &Visit, email: &Email) -> Result<Done, ServiceError> {
    let account = owner(&work, visit).await?;
    let to = email.as_str().to_owned();
    let sending = Sending {
        channel: Channel::Stranger,
        to: email.as_str(),
        account: Some(&account.id),
        from: Some(visit.address),
        known: false,
    };
    sends::reserve_or_refuse(&work, sending).await?;
    // One at a time, and the old address may stop it before it is done.
    email_changes::forget_open(work.db(), &account.id).await?;
    let (before, detail) = (Before::of(&work, &account).await?, format!("to {to}"));
    events::tell(&work, &account, SecurityEvent::EmailAsked, &detail, &before).await?;
    let letter = if address::is_free(&work, email).await? {
        let token = token();
        let id = id();
        let row = email_change::Model {
            account_id: account.id.clone(),
            epoch: account.epoch,
            sealed: work.secrets.seal(SealedAt::EmailChange(&id), &to),
            id,
            token_hash: work.secrets.hash(NEW_EMAIL, &token),
            created_at: work.at(),
            used_at: None,
        };
        email_changes::insert(work.db(), row).await?;
        let page = with_token(routes::CONFIRM_EMAIL, &token);
        letters::new_email(to, &account.id, work.url(&page))
    } else {
        // The page says the same; only the owner of that address learns more.
        letters::already_there(to, work.url(routes::LOGIN))
    };
    queue(&work, letter.awaited(work.now() + CONFIRM_LIFE)).await?;
    work.commit().await?;
    Ok(Done::saying(routes::SECURITY, Notice::EmailAsked))
}

/// What a token stands for, if it still counts: the row, its account, the new address.
type Wanted = (email_change::Model, account::Model, Email);

async fn wanted<C: Connection>(s: &Scope<C>, token: &str) -> Result<Option<Wanted>, ServiceError> {
    if !is_token(token) {
        return Ok(None);
    }
    let hash = s.secrets.hash(NEW_EMAIL, token);
    let Some(row) = email_changes::by_token(s.db(), &hash).await? else {
        return Ok(None);
    };
    // The account's row comes first, as everywhere; then what hangs on it, as it is now.
    let (account, row) = if C::WRITES {
        let account = accounts::lock(s.db(), &row.account_id).await?;
        (account, email_changes::lock(s.db(), &row.id).await?)
    } else {
        (accounts::by_id(s.db(), &row.account_id).await?, Some(row))
    };
    let (Some(account), Some(row)) = (account, row) else {
        return Ok(None);
    };
    let age = s.now() - instant(row.created_at);
    let counts = row.used_at.is_none()
        && row.epoch == account.epoch
        && age < CONFIRM_LIFE
        && age > -CONFIRM_LIFE;
    let email = s.secrets.open(SealedAt::EmailChange(&row.id), &row.sealed);
    let email = email.and_then(|text| Email::parse(&text).ok().flatten());
    Ok(email.filter(|_| counts).map(|email| (row, account, email)))
}

/// The new address behind a mailed link. Looking changes nothing.
pub async fn behind(look: &Look, token: &str) -> Result<Option<String>, ServiceError> {
    Ok(wanted(look, token).await?.map(|(_, _, email)| email.as_str().to_owned()))
}

/// Changes the email.
pub async fn confirm(work: Work, form: &ConfirmNewEmailForm) -> Result<Done, ServiceError> {
    let over = || Ok(Done::to(with_token(routes::CONFIRM_EMAIL, "")));
    let Some((row, account, email)) = wanted(&work, &form.id).await? else {
        return over();
    };
    if !address::is_free(&work, &email).await? {
        return over();
    }
    let row = email_change::Model { used_at: Some(work.at()), ..row };
    email_changes::update(work.db(), row).await?;
    // Told to the old address, with the way back, and to the new one.
    let (before, detail) = (Before::of(&work, &account).await?, format!("to {}", email.as_str()));
    events::tell(&work, &account, SecurityEvent::EmailChanged, &detail, &before).await?;
    let account = address::set(&work, account, &email).await?;
    let login = work.url(routes::LOGIN);
    queue(&work, letters::email_is_new(account.email.clone(), &account.id, login)).await?;
    work.commit().await?;
    Ok(Done::saying(routes::LOGIN, Notice::EmailIsNew))
}
