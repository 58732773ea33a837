//! A new email for an online account. The mailed token carries everything, sealed: it works once,
//! because the address it starts from must still be the account's.

use super::super::credentials::events::{self, Undo};
use super::super::credentials::factors;
use super::super::error::{ServiceError, write_json};
use super::super::visit::{Desk, Visit, guards};
use crate::clock::instant;
use crate::limits::Limiters;
use crate::mail::{letters, queue};
use crate::scope::{Connection, Look, Scope, Work};
use crate::store::entity::{account, factor};
use crate::store::links::{self, Whose};
use crate::store::{accounts, sessions, students};
use app::ports::Done;
use app::wire::{ConfirmNewEmailForm, NewEmailForm, Notice, with_token};
use app::{AppError, routes};
use domain::email::Email;
use domain::factor::FactorKind;
use domain::fault::Faults;
use domain::security_event::SecurityEvent;
use domain::sign_up::CONFIRM_LIFE;
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
async fn is_free(work: &Work, email: &Email) -> Result<bool, ServiceError> {
    let key = email.key();
    Ok(accounts::by_email(work.db(), &key).await?.is_none()
        && students::by_email(work.db(), &key).await?.is_none())
}

async fn owner<C: Connection>(s: &Scope<C>, visit: &Visit) -> Result<account::Model, ServiceError> {
    let account = guards::fresh(s, visit).await?.account;
    if account.role.is_online() { Ok(account) } else { Err(AppError::NotFound.into()) }
}

/// Mails a link to a new address; the answer is the same for any.
pub async fn ask(desk: &Desk, form: &NewEmailForm) -> Result<Done, ServiceError> {
    desk.limit(Limiters::codes)?;
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
    let letter = if is_free(&work, email).await? {
        let wanted = Wanted {
            account: account.id.clone(),
            from: account.email_key.clone(),
            to: to.clone(),
            at: work.at(),
        };
        let token = work.secrets.seal(&write_json("email", &wanted)?);
        let page = with_token(routes::CONFIRM_EMAIL, &token);
        letters::new_email(to, &account.id, work.url(&page))
    } else {
        // The page says the same; only the owner of that address learns more.
        letters::already_there(to, work.url(routes::LOGIN))
    };
    queue(&work, letter).await?;
    work.commit().await?;
    Ok(Done::saying(routes::SECURITY, Notice::EmailAsked))
}

/// What a token says, unless it is over. Anything that is not ours says nothing.
fn wanted<C: Connection>(s: &Scope<C>, token: &str) -> Option<Wanted> {
    let wanted: Wanted = serde_json::from_str(&s.secrets.open(token)?).ok()?;
    let age = s.now() - instant(wanted.at);
    (age < CONFIRM_LIFE && age > -CONFIRM_LIFE).then_some(wanted)
}

/// The new address behind a mailed link. Looking changes nothing.
pub async fn behind(look: &Look, token: &str) -> Result<Option<String>, ServiceError> {
    let Some(wanted) = wanted(look, token) else {
        return Ok(None);
    };
    let account = accounts::by_id(look.db(), &wanted.account).await?;
    Ok(account.filter(|account| account.email_key == wanted.from).map(|_| wanted.to))
}

/// Changes the email.
pub async fn confirm(work: Work, form: &ConfirmNewEmailForm) -> Result<Done, ServiceError> {
    let over = || Ok(Done::to(with_token(routes::CONFIRM_EMAIL, "")));
    let Some(wanted) = wanted(&work, &form.id) else {
        return over();
    };
    let Some(email) = Email::parse(&wanted.to).ok().flatten() else {
        return over();
    };
    let account = accounts::lock(work.db(), &wanted.account).await?;
    let Some(account) = account.filter(|account| account.email_key == wanted.from) else {
        return over();
    };
    if !is_free(&work, &email).await? {
        return over();
    }
    // Told to the old address, with the way back, and to the new one.
    let undo = Undo::Email(account.email.clone());
    let detail = format!("to {}", email.as_str());
    events::tell(&work, &account, SecurityEvent::EmailChanged, &detail, &undo).await?;
    let account = set_email(&work, account, &email).await?;
    let login = work.url(routes::LOGIN);
    queue(&work, letters::email_is_new(account.email.clone(), &account.id, login)).await?;
    sessions::end_all(work.db(), &account.id).await?;
    work.commit().await?;
    Ok(Done::saying(routes::LOGIN, Notice::EmailIsNew))
}

/// Writes a locked account's address, and where its codes by email go. Links mailed before are over.
pub(super) async fn set_email(
    work: &Work,
    account: account::Model,
    email: &Email,
) -> Result<account::Model, ServiceError> {
    links::replace_all(work.db(), Whose::Account(&account.id)).await?;
    for row in factors::all(work, &account.id).await? {
        if row.kind == FactorKind::Email {
            let row = factor::Model { sealed: work.secrets.seal(email.as_str()), ..row };
            crate::store::factors::update(work.db(), row).await?;
        }
    }
    let account =
        account::Model { email: email.as_str().to_owned(), email_key: email.key(), ..account };
    accounts::update(work.db(), account.clone()).await?;
    Ok(account)
}
