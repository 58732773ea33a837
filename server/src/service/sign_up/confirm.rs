//! The address is confirmed, by the mailed link or the code in the mail.

use super::super::credentials::standing;
use super::super::error::{ServiceError, fault};
use super::super::visit::{self, Data, Desk, Entry, Visit};
use crate::clock::instant;
use crate::kit::Kit;
use crate::limits::Limit;
use crate::scope::{Connection, Look, Scope, Work};
use crate::secret::is_token;
use crate::store::accounts;
use crate::store::entity::{account, confirmation, sign_up};
use crate::store::sign_ups::{self, confirmations};
use app::ports::Done;
use app::wire::{ConfirmForm, ConfirmLink, Form};
use app::{AppError, routes};
use domain::email::Email;
use domain::factor::bare_code;
use domain::role::Role;
use domain::sign_up::{CONFIRM_LIFE, CONFIRM_TRIES, Step};
use domain::{FaultCode, OffsetDateTime};

/// Under this a typed code is kept.
pub(super) fn code_hash(kit: &Kit, sign_up_id: &str, typed: &str) -> String {
    kit.secrets.hash("confirmation", &format!("{sign_up_id} {}", bare_code(typed)))
}

async fn by_token<C: Connection>(
    s: &Scope<C>,
    token: &str,
) -> Result<Option<confirmation::Model>, ServiceError> {
    if !is_token(token) {
        return Ok(None);
    }
    Ok(sign_ups::confirmation(s.db(), &s.secrets.hash("confirm", token)).await?)
}

fn lapsed(row: &confirmation::Model, now: OffsetDateTime) -> bool {
    let age = now - instant(row.created_at);
    age >= CONFIRM_LIFE || age < -CONFIRM_LIFE
}

/// What a confirmation link is good for. Looking changes nothing.
pub async fn link(look: &Look, token: &str) -> Result<ConfirmLink, ServiceError> {
    let Some(row) = by_token(look, token).await? else {
        return Ok(ConfirmLink::Unknown);
    };
    let Some(sign_up) = sign_ups::by_id(look.db(), &row.sign_up_id).await? else {
        return Ok(ConfirmLink::Unknown);
    };
    let account = match &sign_up.account_id {
        Some(id) => accounts::by_id(look.db(), id).await?,
        None => None,
    };
    Ok(if account.is_some_and(|account| account.password_hash.is_some()) {
        ConfirmLink::Done
    } else if row.used_at.is_some() {
        ConfirmLink::Used
    } else if lapsed(&row, look.now()) {
        ConfirmLink::Lapsed
    } else {
        ConfirmLink::Open { email: sign_up.email }
    })
}

/// Step 3, by link or code.
pub async fn confirm(desk: &Desk, form: &ConfirmForm) -> Result<Done, ServiceError> {
    desk.limit(Limit::Codes).await?;
    if !form.token.is_empty() {
        return match by_token(&desk.look(), &form.token).await? {
            Some(row) => confirm_by(desk.work().await?, &desk.visit, &row.sign_up_id, form).await,
            None => Ok(Done::to(form.page())),
        };
    }
    let waiting = desk.visit.session.lock().await.data.sign_up.clone();
    match waiting {
        None => Ok(Done::to(routes::SIGN_UP)),
        Some(_) if form.confirmation_code.trim().is_empty() => {
            Err(fault("confirmation_code", FaultCode::Required).into())
        }
        Some((id, _)) => confirm_by(desk.work().await?, &desk.visit, &id, form).await,
    }
}

async fn confirm_by(
    work: Work,
    visit: &Visit,
    sign_up_id: &str,
    form: &ConfirmForm,
) -> Result<Done, ServiceError> {
    let sign_up = sign_ups::lock(work.db(), sign_up_id).await?.ok_or(AppError::NotFound)?;
    let row = if form.token.is_empty() {
        match by_code(&work, &sign_up.id, &form.confirmation_code).await? {
            Ok(row) => row,
            Err(code) => {
                work.commit().await?;
                return Err(fault("confirmation_code", code).into());
            }
        }
    } else {
        let row = by_token(&work, &form.token).await?;
        match row.filter(|row| row.used_at.is_none() && !lapsed(row, work.now())) {
            Some(row) => row,
            None => return Ok(Done::to(form.page())),
        }
    };
    let account = match &sign_up.account_id {
        Some(id) => accounts::lock(work.db(), id).await?.ok_or(AppError::NotFound)?,
        None => open_account(&work, &sign_up).await?,
    };
    let row = confirmation::Model { used_at: Some(work.at()), ..row };
    confirmations::update(work.db(), row).await?;
    if account.password_hash.is_some() {
        work.commit().await?;
        return Ok(Done::to(routes::LOGIN));
    }
    let sign_up = sign_up::Model { account_id: Some(account.id.clone()), ..sign_up };
    sign_ups::update(work.db(), sign_up).await?;
    visit::begin(&work, visit, &account, Entry::default(), Data::default()).await?;
    work.commit().await?;
    Ok(Done::to(Step::Password.path()))
}

/// The confirmation with this code. Wrong codes are counted against the newest one.
async fn by_code(
    work: &Work,
    sign_up_id: &str,
    typed: &str,
) -> Result<Result<confirmation::Model, FaultCode>, ServiceError> {
    let rows = sign_ups::unused_confirmations(work.db(), sign_up_id).await?;
    if rows.iter().map(|row| row.failures).sum::<i32>() >= i32::from(CONFIRM_TRIES) {
        return Ok(Err(FaultCode::CodeSpent));
    }
    let hash = code_hash(work, sign_up_id, typed);
    match rows.iter().find(|row| row.code_hash == hash) {
        Some(row) if lapsed(row, work.now()) => Ok(Err(FaultCode::CodeSpent)),
        Some(row) => Ok(Ok(row.clone())),
        None => {
            // Without a mail there is nothing to count against, and nothing to guess.
            if let Some(newest) = rows.into_iter().next() {
                let failures = newest.failures + 1;
                let newest = confirmation::Model { failures, ..newest };
                confirmations::update(work.db(), newest).await?;
            }
            Ok(Err(FaultCode::WrongCode))
        }
    }
}

async fn open_account(
    work: &Work,
    sign_up: &sign_up::Model,
) -> Result<account::Model, ServiceError> {
    if let Some(there) = accounts::lock_by_email(work.db(), &sign_up.email_key).await? {
        // Made in another way since the mail was sent.
        return if there.role == Role::SigningUp {
            Ok(there)
        } else {
            Err(AppError::NotFound.into())
        };
    }
    let email = Email::parse(&sign_up.email).ok().flatten().ok_or(AppError::NotFound)?;
    let row = standing::new(Role::SigningUp, &email, work.at());
    accounts::insert(work.db(), row.clone()).await?;
    Ok(row)
}
